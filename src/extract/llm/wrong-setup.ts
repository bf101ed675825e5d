/**
 * Whether a verified value belongs to another setup than the one it was claimed for: its own line names another model
 * or device, stands in another setup's table row, or in the very sentence that shows another setup.
 */
import type { Rejection } from "../../record/rejection.ts";
import type { NameBook, NameKind } from "../evidence/name-book.ts";
import { surroundingsOf } from "../evidence/surroundings.ts";
import { containsName, sameName } from "../evidence/verify-name.ts";
import type { Mark } from "./mark-document.ts";
import type { SurveyedSetup } from "./surveyed-setup.ts";
import type { VerifiedValue } from "./verified-values.ts";

const TELLING: readonly (readonly [NameKind, string])[] = [
  ["model", "model.name"],
  ["quantization", "model.quantization"],
  ["accelerator", "hardware.accelerators"],
  ["engine", "engine.name"],
];
const KIND_OF = new Map(TELLING.map(([kind, field]) => [field, kind]));

export interface SetupNeighbours {
  setup: SurveyedSetup;
  /** The setup's own verified values. */
  values: readonly VerifiedValue[];
  others: readonly SurveyedSetup[];
  names: NameBook;
  marks: ReadonlyMap<string, Mark>;
  text: string;
}

/** Whose place a value's words are: of the setup itself, of another one, or of nobody in particular. */
export type Ownership = "own" | "foreign" | "common";

/** The rejection of a value that belongs to another setup; undefined where nothing speaks against it. */
export function wrongSetup(value: VerifiedValue, context: SetupNeighbours): Rejection | undefined {
  const owner = rowOwner(value, context);
  if (owner) return rejection(value, `the row belongs to ${owner.title}`);
  return value.field === "measurements" ? wrongFigure(value, context) : wrongFact(value, context);
}

function wrongFigure(value: VerifiedValue, context: SetupNeighbours): Rejection | undefined {
  const { text, names } = context;
  // In the setup's own row or sentence another name is another spelling.
  if (ownershipOf(value, context) === "own") return undefined;
  const around = surroundingsOf(text, value.evidence.start, value.evidence.end);
  // In prose only the clause is close enough; a table's row belongs together.
  const words = around.inTable ? around.line : around.clause;
  for (const [kind, field] of TELLING) {
    const own = context.values.filter((other) => other.field === field).map((other) => String(other.value));
    if (own.length === 0) continue;
    const named = names.named(kind, words, "sure");
    if (named.length === 0) continue;
    const shared = own.some(
      (name) => named.some((other) => alike(kind, name, other)) || containsName(kind, words, name),
    );
    if (!shared)
      return rejection(value, `its words name ${named.slice(0, 3).join(", ")}, not ${own.join(", ")}`);
  }
  return ownershipOf(value, context) === "foreign"
    ? rejection(value, "its sentence shows another setup")
    : undefined;
}

/** A name from a sentence about somebody else, while the setup's own sentences name something different. */
function wrongFact(value: VerifiedValue, context: SetupNeighbours): Rejection | undefined {
  const kind = KIND_OF.get(value.field);
  if (!kind || ownershipOf(value, context) !== "foreign") return undefined;
  const words = context.setup.anchors
    .map((anchor) => stretchOf(context.text, anchor.start, anchor.end).words)
    .join("\n");
  const named = context.names.named(kind, words);
  const claimed = String(value.value);
  if (named.length === 0 || named.some((name) => alike(kind, name, claimed))) return undefined;
  return rejection(value, `the setup's own words name ${[...new Set(named)].slice(0, 3).join(", ")}`);
}

/**
 * Whose words the evidence stands in: by its sentence or table row, and where that shows no setup, by its paragraph.
 * A paragraph that shows another setup and not this one is the other's.
 */
export function ownershipOf(
  value: Pick<VerifiedValue, "evidence">,
  context: Pick<SetupNeighbours, "setup" | "others" | "text">,
): Ownership {
  const { text, setup, others } = context;
  const { start, end } = value.evidence;
  for (const stretch of [stretchOf(text, start, end), paragraphOf(text, start, end)]) {
    const inside = (one: SurveyedSetup) =>
      one.anchors.some((anchor) => anchor.start < stretch.end && stretch.start < anchor.end);
    if (inside(setup)) return "own";
    if (others.some(inside)) return "foreign";
  }
  return "common";
}

/** The lines around a range up to the next empty ones. */
function paragraphOf(text: string, start: number, end: number): { start: number; end: number } {
  const before = text.lastIndexOf("\n\n", start);
  const after = text.indexOf("\n\n", end);
  return { start: before < 0 ? 0 : before + 2, end: after < 0 ? text.length : after };
}

/** The table row, or the sentence with the rest of its line, that a range stands in. */
function stretchOf(text: string, start: number, end: number): { start: number; end: number; words: string } {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline;
  let from = lineStart;
  let to = lineEnd;
  if (!text.slice(lineStart, lineEnd).trimStart().startsWith("|")) {
    for (const stop of text.slice(lineStart, lineEnd).matchAll(/[.!?;] (?=[\p{Lu}\p{N}"(*[])/gu)) {
      const after = lineStart + stop.index + stop[0].length;
      if (after <= start) from = after;
      else if (after - 1 >= end) {
        to = after - 1;
        break;
      }
    }
  }
  return { start: from, end: to, words: text.slice(from, to) };
}

function rejection(value: VerifiedValue, message: string): Rejection {
  return {
    kind: "wrong-setup",
    field: value.metric ? `measurements.${value.metric}` : value.field,
    message,
    value: String(value.value),
    quote: value.evidence.quote.slice(0, 300),
  };
}

/** "Llama 3.3 70B" is the "Llama 3.3 70B Instruct" of the same document. */
function alike(kind: NameKind, a: string, b: string): boolean {
  return sameName(kind, a, b) || containsName(kind, a, b) || containsName(kind, b, a);
}

/** The setup that the survey gave the value's table row to, where it is another one and the own rows are known. */
function rowOwner(value: VerifiedValue, context: SetupNeighbours): SurveyedSetup | undefined {
  const { start, end } = value.evidence;
  for (const mark of context.marks.values()) {
    if (mark.kind !== "row" || start < mark.start || end > mark.end) continue;
    if (context.setup.rows.size === 0 || context.setup.rows.has(mark.id)) return undefined;
    return context.others.find((other) => other.rows.has(mark.id));
  }
  return undefined;
}
