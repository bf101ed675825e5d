/** Reads benchmark test labels (`pp512`, `tg128 @ d8192`, `pp4096+tg128`) and a figure given right after one. */

import { regex } from "../../record/regex.ts";
import { type Atoms, DIGITS, touches, wordAt } from "../../record/vocabulary/atoms.ts";
import type { Candidate, TestValue } from "./mention.ts";

const LABEL = /(pp|tg)(\d{1,6})(?:\+tg(\d{1,6}))?(?:[ ]?@[ ]?d(\d{1,7}))?/iy;
const FIGURE = regex("y")`
  [ ]?(?:[:=→]|\bat\b|\bof\b)?[ *_\x60~≈]{0,4}(\d{1,6}(?:[.,]\d{1,3})?)
  (?![\d%A-Za-z/]|[.,]\d|[ ]?[A-Za-z]|[ ]?\|)
`;

/** The test label at atom `from`; with `pp512: 812` the figure, too, as a measurement in tok/s. */
export function tagTest(atoms: Atoms, from: number): Candidate | undefined {
  const word = wordAt(atoms, from);
  if ((word !== "pp" && word !== "tg") || atoms.kinds[from + 1] !== DIGITS || !touches(atoms, from + 1))
    return undefined;
  const start = atoms.starts[from]!;
  LABEL.lastIndex = start;
  const label = LABEL.exec(atoms.text);
  if (label === null) return undefined;
  const end = start + label[0].length;
  const value: TestValue = {
    metric: label[3] !== undefined ? null : word === "pp" ? "prefill" : "decode",
    promptTokens: word === "pp" ? Number(label[2]) : null,
    outputTokens: word === "tg" ? Number(label[2]) : label[3] === undefined ? null : Number(label[3]),
    depth: label[4] === undefined ? null : Number(label[4]),
  };
  FIGURE.lastIndex = end;
  const figure = /[:=]/.test(atoms.text.slice(end, end + 3)) ? FIGURE.exec(atoms.text) : null;
  if (figure !== null && value.metric !== null) {
    const speed = Number(figure[1]!.replace(",", "."));
    return {
      kind: "measurement",
      start,
      end: FIGURE.lastIndex,
      value: {
        metric: value.metric,
        values: [speed],
        unit: "tok/s",
        written: { values: [speed], unit: "" },
        approximate: false,
        cue: label[0],
      },
      known: true,
    };
  }
  return { kind: "test", start, end, value, known: true };
}
