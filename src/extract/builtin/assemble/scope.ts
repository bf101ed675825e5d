/**
 * What governs a place in a document: the findings of its headings, of the text before it in its section and part, of
 * its author's earlier parts, and of the document's title. Knows nothing of figures or records.
 */
import type { Devices, FindingField, Findings } from "../findings.ts";
import { SettingsOfAll } from "./said-of-all.ts";

/** How sure a text is that it speaks of the author's own setup. */
export type Strength = "strong" | "weak";

interface Frame {
  /** Heading level; 0 for a part, -1 for the document. */
  level: number;
  strong: Findings;
  weak: Findings;
}

const newFrame = (level: number): Frame => ({ level, strong: {}, weak: {} });

/** An author's own machine: stated once, and not changed by every device that is named later. */
const MACHINE_FIELDS: ReadonlySet<FindingField> = new Set(["devices", "cpu", "memoryGiB"]);

/** Fields that hold where they are stated and no further: another section's flags are not this one's. */
const LOCAL_FIELDS: ReadonlySet<FindingField> = new Set([
  "speculative",
  "concurrency",
  "command",
  "cpuOnly",
  "repository",
  "placement",
  "deviceCount",
  "deviceMemory",
  "nodes",
  "kvCacheType",
  "contextLength",
  "flashAttention",
  "gpuLayers",
  "tensorParallel",
  "split",
]);

/** Under a document's title nothing is a section of its own yet. */
const TITLE_LEVEL = 1;

/** Narrow scopes: what a section says of weights or flags holds in it, not in its neighbours. */
export class Scope {
  readonly #document: Frame = newFrame(-1);
  #stack: Frame[] = [];
  readonly #authors = new Map<string, Frame>();
  /** What authors state outside of all sections: their main machine, which a section's own one does not replace. */
  readonly #introductions = new Map<string, Frame>();
  readonly #ofAll = new Map<string, SettingsOfAll>();
  #author = "";
  #opening: string | undefined;
  #topic: Findings = {};
  /** What governs this place, until something is added or another place begins. */
  #current: Findings | undefined;

  /** A new post, comment, file or body begins. */
  enterPart(author: string): void {
    this.#current = undefined;
    this.#keep();
    this.#stack = [newFrame(0)];
    this.#author = author;
    this.#opening ??= author;
    if (this.#authors.has(author)) return;
    this.#authors.set(author, newFrame(0));
    this.#introductions.set(author, newFrame(0));
  }

  /** A heading of `level` (1 is the outermost) ends every section at its level and below. */
  enterSection(level: number): void {
    this.#current = undefined;
    while (this.#stack.length > 1 && this.#stack.at(-1)!.level >= level) this.#stack.pop();
    this.#stack.push(newFrame(level));
  }

  /**
   * Adds what a sentence states; later statements of the same scope win. Only the machine's fields keep their strength:
   * of models, engines and settings the last one named is meant.
   */
  add(findings: Findings, strength: Strength): void {
    if (Object.keys(findings).length === 0) return;
    this.#current = undefined;
    const frame = this.#stack.at(-1) ?? this.#document;
    addTo(frame, findings, strength);
    const kept = this.#stack.length > 0 ? this.#authors.get(this.#author) : undefined;
    if (kept === undefined) return;
    addTo(kept, withoutLocal(findings), strength);
    if (frame.level <= TITLE_LEVEL)
      addTo(this.#introductions.get(this.#author)!, machineOf(findings), strength);
  }

  /** The machine that a section of its own describes is the one of the sections around it, too. */
  addAround(findings: Findings): void {
    this.#current = undefined;
    const around = this.#stack.at(-2);
    if (around !== undefined) addTo(around, machineOf(findings), "strong");
  }

  /** What the opening post's runs are of: replies speak of it, whatever the post named last. */
  setTopic(topic: Findings): void {
    this.#current = undefined;
    this.#topic = topic;
  }

  /** Whether the section or run-in paragraph that the place is in states no machine of its own yet. */
  get isNewSection(): boolean {
    const frame = this.#stack.at(-1);
    if (frame === undefined || frame.level < 2) return false;
    return [frame.strong, frame.weak].every(({ devices, cpu }) => (devices ?? cpu) === undefined);
  }

  /** Adds settings that the author gives for all of their runs. */
  addForAll(findings: Findings): void {
    if (Object.keys(findings).length === 0) return;
    this.#current = undefined;
    const held = this.#ofAll.get(this.#author) ?? new SettingsOfAll();
    this.#ofAll.set(this.#author, held);
    held.add(findings);
  }

  /** Everything that governs this place, the nearest scope first for each field. */
  current(): Readonly<Findings> {
    this.#current ??= this.#compute();
    return this.#current;
  }

  #compute(): Findings {
    const frames = [...this.#stack].reverse();
    const own = this.#authors.get(this.#author);
    const introduced = this.#introductions.get(this.#author);
    const opening = this.#author === this.#opening ? undefined : this.#authors.get(this.#opening ?? "");
    const result: Findings = {};
    for (const strength of ["strong", "weak"] as const) {
      frames.forEach((frame, depth) => {
        const stated = depth === 0 ? frame[strength] : withoutCommand(frame[strength]);
        fill(result, isOfMachine(result, stated) ? stated : withoutParts(stated));
      });
      if (result.devices === undefined && result.cpu === undefined && introduced !== undefined)
        fill(result, introduced[strength]);
    }
    if (result.devices === undefined && result.cpu === undefined && own !== undefined)
      for (const strength of ["strong", "weak"] as const) fill(result, machineOf(own[strength]));
    else if (own !== undefined)
      for (const strength of ["strong", "weak"] as const) fill(result, partsBeside(own[strength], result));
    const elsewhere: Findings = {};
    if (own !== undefined) for (const strength of ["strong", "weak"] as const) fill(elsewhere, own[strength]);
    const isOpening = this.#author === this.#opening;
    for (const strength of ["strong", "weak"] as const)
      fill(elsewhere, isOpening ? this.#document[strength] : topicOf(this.#document[strength]));
    if (opening !== undefined) fill(elsewhere, { ...topicOf(opening.strong), ...this.#topic });
    const otherMachine = result.devices !== undefined || result.cpu !== undefined;
    fill(result, otherMachine ? withoutMachine(elsewhere) : withoutLocal(elsewhere));
    fill(result, this.#ofAll.get(this.#author)?.held ?? {});
    return result;
  }

  /** All that an author states anywhere: what fills a gap that no nearer statement fills. */
  statedBy(author: string): Findings {
    const kept = this.#authors.get(author);
    return kept === undefined ? {} : { ...kept.weak, ...kept.strong };
  }

  #keep(): void {
    this.#stack = [];
  }
}

function fill(target: Findings, source: Findings): void {
  for (const field of Object.keys(source) as FindingField[])
    if (target[field] === undefined) Object.assign(target, { [field]: source[field] });
}

function addTo(frame: Frame, findings: Findings, strength: Strength): void {
  for (const field of Object.keys(findings) as FindingField[]) {
    const machine = MACHINE_FIELDS.has(field);
    const into = machine ? frame[strength] : frame.strong;
    if (machine && strength === "weak" && into[field] !== undefined && !saysMore(findings, into)) continue;
    Object.assign(into, { [field]: findings[field] });
  }
}

/** A device with its memory or number, or named in full, says more than a passing name before it. */
function saysMore(after: Findings, before: Findings): boolean {
  const [first] = after.devices ?? [];
  const [held] = before.devices ?? [];
  if (first === undefined || held === undefined || held.value.memoryGiB || held.value.count > 1) return false;
  return (
    Boolean(first.value.memoryGiB) ||
    first.value.count > 1 ||
    first.value.name.startsWith(`${held.value.name} `)
  );
}

/** What an outer scope states of a machine completes the inner one's only where it may be the same machine. */
function isOfMachine({ devices, cpu }: Findings, outer: Findings): boolean {
  if (devices === undefined && cpu === undefined) return true;
  if (outer.devices === undefined)
    return devices === undefined || outer.cpu === undefined || cpu === undefined;
  if (devices === undefined) return outer.cpu === undefined || outer.cpu.value === cpu?.value;
  return outer.devices.some(({ value }) => devices.some((own) => own.value.name === value.name));
}

function withoutParts(findings: Findings): Findings {
  const kept = { ...findings };
  for (const field of MACHINE_FIELDS) delete kept[field];
  return kept;
}

function withoutLocal(findings: Findings): Findings {
  const kept: Findings = {};
  for (const field of Object.keys(findings) as FindingField[])
    if (!LOCAL_FIELDS.has(field)) Object.assign(kept, { [field]: findings[field] });
  return kept;
}

/** A part that states a machine of its own is not completed by another one's. */
function withoutMachine(findings: Findings): Findings {
  return withoutParts(withoutLocal(findings));
}

function machineOf(findings: Findings): Findings {
  const kept: Findings = {};
  for (const field of MACHINE_FIELDS) if (findings[field]) Object.assign(kept, { [field]: findings[field] });
  return kept;
}

/** The CPU and memory that the author states beside the same devices in another section. */
function partsBeside(stated: Findings, { devices }: Findings): Findings {
  const [only] = devices ?? [];
  if (only === undefined || devices?.length !== 1 || stated.devices?.length !== 1) return {};
  const { name, count } = stated.devices[0]!.value;
  return name === only.value.name && count === only.value.count ? withoutDevices(machineOf(stated)) : {};
}

const withoutDevices = ({ devices: _, ...parts }: Findings): Findings => parts;

function withoutCommand({ command: _, ...rest }: Findings): Findings {
  return rest;
}

/** What another author's post hands on to a reply: the model and the engine, never his hardware. */
function topicOf(findings: Findings): Findings {
  const kept: Findings = {};
  for (const field of ["model", "engine"] as const)
    if (findings[field] !== undefined) Object.assign(kept, { [field]: findings[field] });
  return kept;
}

/** The devices of a rig, where a text then speaks of "the 3090s" without a number. */
export function withKnownCounts(devices: Devices, rig: Devices | undefined): Devices {
  if (rig === undefined) return devices;
  return devices.map((device) => {
    const known = rig.find(({ value }) => value.name === device.value.name);
    if (known === undefined) return device;
    const count = device.counted || device.value.count > 1 ? device.value.count : known.value.count;
    return { ...device, value: { ...known.value, ...device.value, count } };
  });
}
