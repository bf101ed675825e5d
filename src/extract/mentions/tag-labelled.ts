/** Reads figures whose unit stands in their label: `tok/s: 45.3`, `Mean TTFT (ms): 123`, `throughput (tok/s): 942`. */
import { type Atoms, touches } from "../../record/vocabulary/atoms.ts";
import type { Candidate } from "./mention.ts";
import { speedCue } from "./metric-cues.ts";

/** First words that can begin such a label's unit. */
export const LABEL_FIRST_WORDS: ReadonlySet<string> = new Set([
  "tok",
  "t",
  "tokens",
  "token",
  "toks",
  "tps",
  "ttft",
]);

const FIGURE =
  "\\)?\\*{0,2}[ ]?[:=][ ]{0,24}\\*{0,2}(\\d{1,7}(?:\\.\\d{1,4})?)(?![\\d.,]\\d|[\\w%]|[ ]?(?:ms|s|%|t|tok|tokens?)\\b)";
const SPEED = new RegExp(
  `(?:(?:t|toks?|tokens?)[ ]?/[ ]?s(?:ec(?:ond)?)?|tps|tokens? per second)${FIGURE}`,
  "iy",
);
const TTFT = new RegExp(`ttft[ ]?\\((ms|s)${FIGURE}`, "iy");

/** The figure that the label at atom `from` introduces; undefined where the atom begins none. */
export function tagLabelled(atoms: Atoms, from: number): Candidate | undefined {
  if (touches(atoms, from)) return undefined;
  const { text } = atoms;
  const start = atoms.starts[from]!;
  SPEED.lastIndex = start;
  const speed = SPEED.exec(text);
  if (speed !== null) {
    const value = Number(speed[1]);
    const cue = speedCue(atoms, from, { to: from + 1, floor: Math.max(0, start - 60) });
    return measurement({
      start,
      end: SPEED.lastIndex,
      metric: cue?.metric ?? null,
      value,
      unit: "tok/s",
      cue: cue?.word,
    });
  }
  TTFT.lastIndex = start;
  const ttft = TTFT.exec(text);
  if (ttft === null) return undefined;
  const value = Number(ttft[2]) * (ttft[1]!.toLowerCase() === "s" ? 1000 : 1);
  return measurement({ start, end: TTFT.lastIndex, metric: "ttft", value, unit: "ms", cue: "ttft" });
}

type Labelled = {
  start: number;
  end: number;
  metric: "prefill" | "decode" | "throughput" | "ttft" | null;
  value: number;
  unit: "tok/s" | "ms";
  cue: string | undefined;
};

function measurement({ start, end, metric, value, unit, cue }: Labelled): Candidate {
  return {
    kind: "measurement",
    start,
    end,
    value: {
      metric,
      values: [value],
      unit,
      written: { values: [value], unit },
      approximate: false,
      cue: cue ?? null,
    },
    known: true,
  };
}
