/**
 * Whether a figure's own line names another setup than the one it was claimed for: another model, quantization or
 * device, or a table row that the survey gave to somebody else.
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

export interface SetupNeighbours {
  setup: SurveyedSetup;
  /** The setup's own verified values. */
  values: readonly VerifiedValue[];
  others: readonly SurveyedSetup[];
  names: NameBook;
  marks: ReadonlyMap<string, Mark>;
  text: string;
}

/** The rejection of a figure that belongs to another setup; undefined where nothing speaks against it. */
export function wrongSetup(figure: VerifiedValue, context: SetupNeighbours): Rejection | undefined {
  const reject = (message: string): Rejection => ({
    kind: "wrong-setup",
    field: figure.metric ? `measurements.${figure.metric}` : figure.field,
    message,
    value: String(figure.value),
    quote: figure.evidence.quote.slice(0, 300),
  });
  const row = rowOf(figure, context.marks);
  if (row && context.setup.rows.size > 0 && !context.setup.rows.has(row)) {
    const owner = context.others.find((other) => other.rows.has(row));
    if (owner) return reject(`the row belongs to ${owner.title}`);
  }
  const around = surroundingsOf(context.text, figure.evidence.start, figure.evidence.end);
  // In prose only the clause is close enough; a table's row belongs together.
  const words = around.inTable ? around.line : around.clause;
  for (const [kind, field] of TELLING) {
    const own = context.values.filter((value) => value.field === field).map((value) => String(value.value));
    if (own.length === 0) continue;
    const named = context.names.named(kind, words);
    if (named.length === 0) continue;
    const shared = own.some(
      (name) => named.some((other) => alike(kind, name, other)) || containsName(kind, words, name),
    );
    if (!shared) return reject(`its words name ${named.slice(0, 3).join(", ")}, not ${own.join(", ")}`);
  }
  return undefined;
}

/** "Llama 3.3 70B" is the "Llama 3.3 70B Instruct" of the same document. */
function alike(kind: NameKind, a: string, b: string): boolean {
  return sameName(kind, a, b) || containsName(kind, a, b) || containsName(kind, b, a);
}

function rowOf(figure: VerifiedValue, marks: ReadonlyMap<string, Mark>): string | undefined {
  for (const mark of marks.values()) {
    if (mark.kind === "row" && figure.evidence.start >= mark.start && figure.evidence.end <= mark.end)
      return mark.id;
  }
  return undefined;
}
