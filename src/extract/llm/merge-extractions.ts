/**
 * Puts a model's setups and the built-in extractor's together, field by field: agreement raises confidence,
 * disagreement goes to review. Knows nothing of how either came to its values.
 */
import type { Rejection } from "../../record/rejection.ts";
import type { Measurement, SetupDraft } from "../../record/setup-record.ts";
import { SCALARS, uniqueEvidence, valueAt, withValue } from "./join-setups.ts";

export interface Merged {
  setups: SetupDraft[];
  rejections: Rejection[];
}

/** Two setups are the same one when they are at least this alike. */
const ALIKE = 2;
/** Confidence of a setup that only the built-in extractor saw, in a document that a model has read too. */
const UNSEEN_BY_MODEL = 0.8;
/** … and the confidence below which such a setup goes to review only. */
const LEAST_ALONE = 0.5;

/** Where code copies better than a model: what is long and must be letter by letter. */
const CODE_FIRST = new Set(["config.command", "model.repository"]);

const word = (value: unknown) =>
  String(value ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "");

/** The merged setups, model's order first, then what only the built-in extractor found. */
export function mergeExtractions(model: readonly SetupDraft[], builtin: readonly SetupDraft[]): Merged {
  const pairs: { score: number; m: number; b: number }[] = [];
  model.forEach((mine, m) => {
    builtin.forEach((theirs, b) => {
      const score = likeness(mine, theirs);
      if (score >= ALIKE) pairs.push({ score, m, b });
    });
  });
  pairs.sort((x, y) => y.score - x.score);
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const { m, b } of pairs) {
    if (partner.has(m) || taken.has(b)) continue;
    partner.set(m, b);
    taken.add(b);
  }
  const rejections: Rejection[] = [];
  const setups = model.map((mine, m) => {
    const theirs = builtin[partner.get(m) ?? -1];
    const elsewhere = model.filter((other) => other !== mine).flatMap((other) => other.measurements);
    return theirs ? mergePair(mine, withoutFigures(theirs, elsewhere, mine), rejections) : mine;
  });
  const known = model.flatMap((mine) => mine.measurements);
  for (const [b, theirs] of builtin.entries()) {
    if (taken.has(b)) continue;
    const confidence = Number((theirs.confidence * UNSEEN_BY_MODEL).toFixed(3));
    // Without a figure of its own it is another view of what the model has read.
    const fresh = theirs.measurements.some(
      (figure) => !known.some((other) => near(other.value, figure.value)),
    );
    if (fresh && confidence >= LEAST_ALONE) setups.push({ ...theirs, confidence });
    else rejections.push(unseen(theirs));
  }
  return { setups, rejections };
}

/**
 * What the built-in extractor adds to a setup: not the figures that the model gave to another setup, and out of prose
 * only where the model found none.
 */
function withoutFigures(theirs: SetupDraft, elsewhere: readonly Measurement[], mine: SetupDraft): SetupDraft {
  const has = (figures: readonly Measurement[], figure: Measurement) =>
    figures.some((other) => near(other.value, figure.value));
  const measurements = theirs.measurements.filter((figure) => {
    if (has(mine.measurements, figure)) return true;
    if (has(elsewhere, figure)) return false;
    return mine.measurements.length === 0 || inStructure(figure, theirs);
  });
  return { ...theirs, measurements };
}

/** True where a figure's evidence is a table row or a line of a log. */
function inStructure(figure: Measurement, draft: SetupDraft): boolean {
  const digits = String(figure.value);
  return draft.evidence.some(
    ({ field, quote }) =>
      field.startsWith("measurements") &&
      (quote.includes(digits) || quote.includes(digits.replace(".", ","))) &&
      /\|| = |:\s{2,}/.test(quote),
  );
}

function unseen(draft: SetupDraft): Rejection {
  return {
    kind: "disagreement",
    field: "record",
    message: "the built-in extractor sees a setup that the model does not",
    value: draft.title,
    quote: draft.evidence[0]?.quote.slice(0, 300) ?? null,
  };
}

/** Weights as a reader would tell setups apart. Negative where both state a field differently. */
function likeness(a: SetupDraft, b: SetupDraft): number {
  let score = 0;
  const compare = (x: string, y: string, weight: number) => {
    if (x !== "" && y !== "") score += x === y || x.includes(y) || y.includes(x) ? weight : -weight / 2;
  };
  compare(devicesOf(a), devicesOf(b), 2);
  compare(word(a.model.name), word(b.model.name), 3);
  compare(word(a.model.quantization), word(b.model.quantization), 2);
  compare(word(a.engine.name), word(b.engine.name), 1);
  compare(word(a.engine.backend), word(b.engine.backend), 0.5);
  compare(word(a.config.contextLength), word(b.config.contextLength), 0.5);
  compare(word(a.config.kvCacheType), word(b.config.kvCacheType), 0.5);
  const values = new Set(a.measurements.map((figure) => figure.value));
  const shared = b.measurements.filter((figure) => values.has(figure.value)).length;
  if (values.size > 0 && b.measurements.length > 0) score += shared > 0 ? 2 + Math.min(shared, 3) : -1;
  return score;
}

const devicesOf = (draft: SetupDraft) =>
  draft.hardware.accelerators
    .map((device) => `${device.count}x${word(device.name)}`)
    .sort()
    .join("+");

function mergePair(mine: SetupDraft, theirs: SetupDraft, rejections: Rejection[]): SetupDraft {
  let merged = mine;
  let agreed = 0;
  let disagreed = 0;
  const dispute = (field: string, kept: unknown, other: unknown) => {
    disagreed++;
    rejections.push({
      kind: "disagreement",
      field,
      message: `the model and the built-in extractor differ; kept: ${String(kept).slice(0, 80)}`,
      value: String(other).slice(0, 200),
      quote: theirs.evidence.find((piece) => piece.field.startsWith(field))?.quote.slice(0, 300) ?? null,
    });
  };
  for (const [group, field] of SCALARS) {
    const x = valueAt(mine, group, field);
    const y = valueAt(theirs, group, field);
    if (y === undefined) continue;
    const path = `${group}.${field}`;
    if (x === undefined) merged = withValue(merged, [group, field], y);
    else if (agrees(path, x, y)) {
      agreed++;
      if (path === "model.quantization" && word(y).length > word(x).length)
        merged = withValue(merged, [group, field], y);
    } else if (CODE_FIRST.has(path)) {
      dispute(path, y, x);
      merged = withValue(merged, [group, field], y);
    } else dispute(path, x, y);
  }
  const devices = mergeDevices(mine, theirs);
  if (devices.agreed) agreed++;
  else if (devices.disputed) dispute("hardware.accelerators", devicesOf(mine), devicesOf(theirs));
  const figures = mergeFigures(mine.measurements, theirs);
  agreed += figures.agreed;
  for (const [kept, other] of figures.disputed)
    dispute("measurements", `${kept.metric} ${kept.value}`, `${other.metric} ${other.value}`);
  const outcome = mine.outcome ?? theirs.outcome;
  return {
    ...merged,
    hardware: { ...merged.hardware, accelerators: devices.accelerators },
    measurements: figures.figures,
    useCases: [...new Set([...mine.useCases, ...theirs.useCases])],
    experience: [...new Set([...mine.experience, ...theirs.experience])],
    ...(outcome ? { outcome } : {}),
    evidence: uniqueEvidence([...mine.evidence, ...theirs.evidence]),
    confidence: mergedConfidence(mine, theirs, { agreed, disagreed }),
  };
}

/** Two readers who say the same are rarely both wrong; two who differ are wrong once for certain. */
function mergedConfidence(
  mine: SetupDraft,
  theirs: SetupDraft,
  votes: { agreed: number; disagreed: number },
): number {
  const best = Math.max(mine.confidence, theirs.confidence);
  const all = votes.agreed + votes.disagreed;
  if (all === 0) return best;
  const share = votes.agreed / all;
  const value = best + (0.97 - best) * 0.6 * share - 0.35 * (1 - share);
  return Number(Math.min(0.97, Math.max(0.2, value)).toFixed(3));
}

function agrees(path: string, x: unknown, y: unknown): boolean {
  if (typeof x === "number" && typeof y === "number")
    return Math.abs(x - y) <= 0.01 * Math.max(Math.abs(x), Math.abs(y));
  const a = word(x);
  const b = word(y);
  if (a === b) return true;
  const loose =
    path === "model.name" ||
    path === "model.quantization" ||
    path === "hardware.cpu" ||
    path.startsWith("engine.version") ||
    path === "config.command" ||
    path === "config.speculative";
  return loose && (a.includes(b) || b.includes(a));
}

function mergeDevices(mine: SetupDraft, theirs: SetupDraft) {
  const a = mine.hardware.accelerators;
  const b = theirs.hardware.accelerators;
  if (b.length === 0) return { accelerators: a, agreed: false, disputed: false };
  if (a.length === 0) return { accelerators: b, agreed: false, disputed: false };
  if (devicesOf(mine) !== devicesOf(theirs)) return { accelerators: a, agreed: false, disputed: true };
  const accelerators = a.map((device) => {
    const memoryGiB =
      device.memoryGiB ?? b.find((other) => word(other.name) === word(device.name))?.memoryGiB;
    return memoryGiB ? { ...device, memoryGiB } : device;
  });
  return { accelerators, agreed: true, disputed: false };
}

/** The union; where both have the same number as another metric, code's reading of tables and logs, else the model's. */
function mergeFigures(mine: readonly Measurement[], builtin: SetupDraft) {
  const theirs = builtin.measurements;
  const figures: Measurement[] = [...theirs];
  const disputed: [Measurement, Measurement][] = [];
  let agreed = 0;
  for (const figure of mine) {
    const same = theirs.find((other) => other.metric === figure.metric && near(other.value, figure.value));
    const rival = theirs.find((other) => near(other.value, figure.value));
    if (same) agreed++;
    else if (rival && inStructure(rival, builtin)) disputed.push([rival, figure]);
    else {
      if (rival) {
        figures.splice(figures.indexOf(rival), 1);
        disputed.push([figure, rival]);
      }
      figures.push(figure);
    }
  }
  return { figures, disputed, agreed };
}

const near = (a: number, b: number) => Math.abs(a - b) <= 0.005 * Math.max(Math.abs(a), Math.abs(b));
