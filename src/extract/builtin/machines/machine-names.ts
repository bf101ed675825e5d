/**
 * The names that a document gives its machines ("PC-High: …", a table of hosts), so that a heading, a caption or a row
 * that only uses the name finds the hardware. Knows nothing of figures.
 */
import { regex } from "../../../record/regex.ts";
import type { Findings } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { findingsIn, type Source } from "../source.ts";
import { machinesIn } from "./machine-tables.ts";
import { machinesTold } from "./told-machines.ts";

/** Words that name a kind of thing, never one machine. */
const GENERIC = regex("i")`
  ^(?:
    gpus?|cpus?|ram|memory|vram|apu|hardware|devices?|machines?|box|the box|rig|servers?|systems?|models?|
    os|engines?|backends?|chips?|soc|accelerators?|cards?|graphics|processors?|software|quant\w*|context|
    note|notes|warning|important|tip|results?|setup|set-up|test\w*|system|storage|ssd|disk|kernel|
    drivers?|motherboard|mainboard|power|psu|cooling|network|price|cost|todo|edit|update|tl;?dr|summary|
    background|conclusion|caveats?|baseline|environment|platform|host|hosts|working|not working|
    configuration|config|framework|inference|tl|step \d+|phase \d+|week \d+
  )$
`;

/** First words of a machine's name that every such machine may share. */
const KIND = regex("i")`
  ^(?:
    phone|smartphone|tablet|laptop|notebook|desktop|workstation|mini|cloud|edge|gaming|home|office|work|
    small|large|high|test|mobile|single|dual|quad|consumer|data
  )$
`;

const LABELLED = regex()`
  ^[\s>*+-]{0,8}(?:\d{1,2}[.)]\s)?(?:\*\*|__|\x60)?([A-Za-z][\w .+/-]{0,28}?)(?:\*\*|__|\x60)?\s?
  (?::|—|–| - | = )(?:\*\*|__)?\s
`;

/** Findings by machine name in lower case. */
export type MachineNames = ReadonlyMap<string, Findings>;

/** All names that are given in lists, sentences and tables of machines. */
export function machineNames(source: Source): MachineNames {
  const names = new Map<string, Findings>();
  const note = (name: string, findings: Findings) => {
    const key = name.trim().toLowerCase();
    const { devices, cpu, memoryGiB, engine, model, quantization } = findings;
    const stated = isLetter(name.trim()) ? (devices ?? cpu ?? model) : (devices ?? cpu);
    if (GENERIC.test(key) || names.has(key) || stated === undefined) return;
    if (key.length < 2 && !isLetter(name.trim())) return;
    names.set(key, {
      ...(devices && { devices }),
      ...(cpu && { cpu }),
      ...(memoryGiB && { memoryGiB }),
      ...(engine && { engine }),
      ...(isLetter(name.trim()) && { ...(model && { model }), ...(quantization && { quantization }) }),
    });
  };
  for (const block of source.blocks) notedIn(source, block, note);
  return names;
}

function notedIn(source: Source, block: Block, note: (name: string, findings: Findings) => void): void {
  if (block.kind === "table") {
    const listed = machinesIn(source, block.table);
    for (const { name, findings } of listed) note(name.text, findings);
    for (const { name, findings } of listed) {
      const [maker] = name.text.split(" ");
      const alone = listed.filter(({ name: other }) => other.text.startsWith(maker!)).length === 1;
      if (alone && /^[A-Za-z]{4,}$/.test(maker!) && !KIND.test(maker!)) note(maker!, findings);
    }
    if (listed.length > 0) return;
    const figures = block.table.rows.some((row) =>
      row.some((cell) => /\d\s?t(?:ok)?\w{0,5}\/s/i.test(cell.text)),
    );
    const hardware = block.table.header.some(({ text }) =>
      /gpu|hardware|accelerator|card|cpu|device/i.test(text),
    );
    if (figures || !hardware) return;
    for (const row of block.table.rows) {
      const [first, second] = row;
      if (first === undefined || second === undefined || first.text.length > 28 || /^\d/.test(first.text))
        continue;
      const own = findingsIn(source, first.start, first.end);
      if (own.devices ?? own.model ?? own.cpu) continue;
      note(first.text, findingsIn(source, second.start, row.at(-1)!.end));
    }
    return;
  }
  if (block.kind !== "item" && block.kind !== "paragraph") return;
  const words = source.text.slice(block.start, Math.min(block.end, block.start + 400));
  const legend = [...words.matchAll(LEGEND)];
  if (legend.length > 1) {
    legend.forEach((match, at) => {
      const from = block.start + match.index + match[0].length;
      const to = block.start + (legend[at + 1]?.index ?? words.length);
      note(match[1]!, findingsIn(source, from, to));
    });
    return;
  }
  const label = LABELLED.exec(words);
  if (label === null)
    for (const { name, findings } of machinesTold(source, block.start, block.end)) note(name, findings);
  if (label === null) return;
  const from = block.start + label[0].length;
  const own = findingsIn(source, block.start, from);
  if (own.devices === undefined && own.model === undefined && own.engine === undefined)
    note(label[1]!, findingsIn(source, from, Math.min(block.end, block.start + 400)));
}

/** `Machine A: …, Machine B: …` in one line. */
const LEGEND = regex("gi")`
  \b(?:machine|system|rig|box|host|server|node|set-?up|pc|config(?:uration)?|desk|option)[ -]([A-H]|[1-9])
  \b(?:\*\*)?\s?[:=(]\s?
`;

/** `A`, `B`, `#2`: a label that only means something beside its legend. */
const isLetter = (name: string) => /^(?:[A-H]|#[1-9])$/.test(name);

/** A letter is a machine's name where it fills a cell, or where a word such as "box" stands before it. */
function namesLetter(words: string, letter: string): boolean {
  const name = letter.toUpperCase();
  if (words.split("|").some((cell) => cell.replace(/[\s*_`]/g, "") === name)) return true;
  return regex("i")`
    \b(?:box|machine|rig|server|node|system|setup|config(?:uration)?|desk|host|pc|card|option|build)\s
    [*_\x60]{0,2}${name}(?![\w-])
  `.test(words);
}

/** The machine whose name stands in the words as a word of its own; the longest name wins. */
export function namedMachine(names: MachineNames, words: string): Findings | undefined {
  if (names.size === 0) return undefined;
  const folded = ` ${words.toLowerCase().replace(/[^a-z0-9.+-]+/g, " ")} `;
  let best: { length: number; findings: Findings } | undefined;
  for (const [name, findings] of names) {
    if (isLetter(name.toUpperCase())) {
      if (best === undefined && namesLetter(words, name)) best = { length: 0, findings };
      continue;
    }
    const plain = ` ${name.replace(/[^a-z0-9.+-]+/g, " ").trim()} `;
    if (folded.includes(plain) && plain.length > (best?.length ?? 0))
      best = { length: plain.length, findings };
  }
  return best?.findings;
}
