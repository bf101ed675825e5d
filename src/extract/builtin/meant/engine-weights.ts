/**
 * The weights that a document which compares engines gives to each of them once: `Q4_0 in the case of llama.cpp`, `vLLM
 * serves the AWQ files`. Knows nothing of figures.
 */
import { regex } from "../../../record/regex.ts";
import type { Fact, Findings } from "../findings.ts";
import type { Table } from "../layout/tables.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";

/** What each engine runs, by its name in lower case; engines with several are left out. */
export type EngineWeights = ReadonlyMap<string, Fact<string>>;

const USES = regex("i")`
  \b(?:
    uses?|used|using|keeps?|needs?|takes?|took|gets?|got|runs?|ran|with|in the case of|for|has|have|had|
    is given|are given|stores?|loads?|serves?
  )\b
`;
/** "I swapped llama.cpp for vLLM": one of the two engines runs nothing any more. */
const LEFT = /\b(?:swapp|switch|replac|mov|chang|migrat)\w{1,3}\b/i;
const FIGURE = /\d\s?(?:t(?:ok(?:en)?s?)?\s?\/\s?s|tokens? per|ms\b|%|[x×]\b)/i;
const LONGEST_CLAUSE = 160;

/** The weights of every engine in a document that names two or more; none elsewhere. */
export function engineWeights(source: Source): EngineWeights {
  const engines = source.mentions.filter(({ field }) => field === "engine");
  const single = new Map<string, Fact<string>>();
  if (new Set(engines.map(({ value }) => String(value).toLowerCase())).size < 2) return single;
  // What one comment runs says nothing of what another one's engine does.
  const inThread = source.document.family.startsWith("github-");
  const all = source.blocks.flatMap((block) =>
    block.kind === "table" && (block.part <= 0 || !inThread)
      ? weightsInColumns(source, block.table)
      : (block.kind === "paragraph" || block.kind === "item") && (block.part <= 0 || !inThread)
        ? clausesOf(source.text, block.start, block.end).flatMap((clause) => weightsIn(source, clause))
        : [],
  );
  for (const [name, found] of Map.groupBy(all, ({ engine }) => engine)) {
    const exact = found.filter(({ vague }) => !vague);
    const [first, ...others] = exact.length > 0 ? exact : found;
    if (first !== undefined && others.every(({ fact }) => fact.value === first.fact.value))
      single.set(name, first.fact);
  }
  return single;
}

const ENGINE_ROW = /^(?:engines?|servers?|runtimes?|backends?|frameworks?|software|stack)\b/i;
const WEIGHTS_ROW = /^(?:weights?|quant\w*|format|precision|model file|checkpoint)\b/i;

/** `| engine | vLLM | llama.cpp |` above `| weights | AWQ | Q4_K_M |`: what the setups of a table's columns run. */
function weightsInColumns(source: Source, { header, rows }: Table): Given[] {
  const lines = [header, ...rows];
  const engines = lines.find(([label]) => ENGINE_ROW.test(label?.text ?? ""));
  const weights = lines.find(([label]) => WEIGHTS_ROW.test(label?.text ?? ""));
  if (engines === undefined || weights === undefined || engines.length < 3) return [];
  return engines.slice(1).flatMap((cell, at) => {
    const held = weights[at + 1];
    const { engine } = findingsIn(source, cell.start, cell.end);
    const format = held && findingsIn(source, held.start, held.end).quantization;
    if (engine === undefined || format === undefined) return [];
    return [{ engine: engine.value.toLowerCase(), fact: format, vague: format.of !== undefined }];
  });
}

interface Clause {
  start: number;
  end: number;
}

function clausesOf(text: string, start: number, end: number): Clause[] {
  const clauses: Clause[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(/[;,]\s|[.!?)]\s|\s\(/g)) {
    clauses.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  clauses.push({ start: from, end });
  return clauses;
}

interface Given {
  engine: string;
  fact: Fact<string>;
  vague: boolean;
}

/** The weights that a clause gives to the engines it names; a clause with a model or a figure is about a run. */
function weightsIn(source: Source, { start, end }: Clause): Given[] {
  const words = source.text.slice(start, end);
  if (end - start > LONGEST_CLAUSE || !USES.test(words) || FIGURE.test(words) || LEFT.test(words)) return [];
  const mentions = mentionsIn(source, start, end);
  const formats = mentions.filter((mention) => mention.field === "quantization");
  const [format] = formats;
  if (format?.field !== "quantization" || new Set(formats.map(({ value }) => value)).size > 1) return [];
  if (mentions.some(({ field }) => field === "model")) return [];
  const fact = { value: format.value, start: format.start, end: format.end };
  return mentions.flatMap((mention) =>
    mention.field === "engine"
      ? [{ engine: String(mention.value).toLowerCase(), fact, vague: format.vague ?? false }]
      : [],
  );
}

/** What a place states itself, completed by the weights of its engine. */
export function withEngineWeights(weights: EngineWeights, own: Findings, governs: Findings): Findings {
  const engine = own.engine ?? governs.engine;
  const quantization = engine === undefined ? undefined : weights.get(engine.value.toLowerCase());
  return quantization === undefined ? own : { quantization, ...own };
}
