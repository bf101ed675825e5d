/**
 * The short forms that a document defines for names (`O = Ollama, L = llamafile`): where one of them fills a table's head
 * or cell, it stands for what it was defined as. Knows nothing of tables.
 */
import { regex } from "../../../record/regex.ts";
import type { Findings } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";

/** What each short form stands for, with the places of its definition. */
export type Legend = ReadonlyMap<string, Findings>;

/** No short form is longer, in characters. */
export const LONGEST_SHORT_FORM = 12;

const DEFINED = regex("g")`
  (?<![\w=<>!/+.-])[\x60*_"]{0,2}([A-Z][\w-]{0,11}|[a-z]{1,3})[\x60*_"]{0,2}[ ]
  (?:=|stands for|means|is short for)[ ][\x60*_"]{0,2}(?=([A-Za-z0-9][^=\n;|]{1,80}))
`;
/** Words of figures, which name no thing. */
const FIGURES = /^(?:pp|tg|t|n|b|bs|c|ctx|ngl|fa|kv|ttft|tps|gpu|cpu|ram|vram)$/i;
/** Where a definition ends: at a comma, at a stop, before the next short form. */
const END = /[,)]|[.:](?=\s|$)|\s(?:and|or)\s(?=\S{1,12} = )/;

/** The legend of a text's prose; `read` tells what a stretch names. */
export function legendOf(
  text: string,
  blocks: readonly Block[],
  read: (start: number, end: number) => Findings,
): Legend {
  const legend = new Map<string, Findings>();
  for (const block of blocks) {
    if (block.kind === "code" || block.kind === "table" || block.kind === "heading") continue;
    const words = text.slice(block.start, block.end);
    if (!/ (?:=|stands for|means|is short for) /.test(words)) continue;
    for (const match of words.matchAll(DEFINED)) {
      const [whole, name = "", rest = ""] = match;
      if (FIGURES.test(name) || legend.has(name)) continue;
      const start = block.start + match.index + whole.length;
      const { model, quantization, engine, version, backend, devices } = read(
        start,
        start + (END.exec(rest)?.index ?? rest.length),
      );
      const named = {
        ...(model && { model }),
        ...(quantization && { quantization }),
        ...(engine && { engine }),
        ...(version && { version }),
        ...(backend && { backend }),
        ...(devices && { devices }),
      };
      if (Object.keys(named).length > 0) legend.set(name, named);
    }
  }
  return legend;
}
