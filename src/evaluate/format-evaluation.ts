/** Prints an evaluation for people: a field a line, and on request every miss with its place in the text. */
import type { DocumentEvaluation, Evaluation } from "./evaluate.ts";
import type { Figure } from "./score-records.ts";

const share = (part: number, whole: number) => (whole ? `${((100 * part) / whole).toFixed(2)} %` : "–");

function line(name: string, figure: Figure): string {
  const parts = [
    `P ${figure.precision.toFixed(3)}`,
    `R ${figure.recall.toFixed(3)}`,
    `F1 ${figure.f1.toFixed(3)}`,
    `n ${figure.n}`,
  ];
  return `${name.padEnd(36)} ${parts.join("  ")}`;
}

/** The report that `eval` prints, without a trailing line break. */
export function formatEvaluation(evaluation: Evaluation): string {
  const { evidence } = evaluation;
  return [
    line("records", evaluation.records),
    line("core fields", evaluation.core),
    line("all fields", evaluation.all),
    ...Object.entries(evaluation.fields).map(([name, figure]) => line(`  ${name}`, figure)),
    ...Object.entries(evaluation.families).flatMap(([name, family]) => [
      line(`${name}: records`, family.records),
      line(`${name}: core fields`, family.core),
    ]),
    line("insights", evaluation.insights),
    `documents without a record: ${evaluation.emptyDocumentsRight} of ${evaluation.emptyDocuments} left empty`,
    `quotes found in their document: ${share(evidence.found, evidence.quotes)} of ${evidence.quotes}`,
    `values with a quote: ${share(evidence.backed, evidence.values)} of ${evidence.values}`,
    ...evaluation.calibration
      .filter((band) => band.records > 0)
      .map(
        (band) =>
          `confidence ${band.from.toFixed(1)}–${band.to.toFixed(1)}: ${band.records} records, core precision ${band.precision.toFixed(3)}`,
      ),
  ].join("\n");
}

/** The figures alone, for `--json`. */
export function evaluationFigures(evaluation: Evaluation): Omit<Evaluation, "documents"> {
  const { documents: _, ...figures } = evaluation;
  return figures;
}

const WIDEST = 160;
const short = (value: unknown) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text;
};

/** Every disagreement, document by document: what the label has, what was read, and where in the text. */
export function formatErrors(evaluation: Evaluation): string {
  return evaluation.documents
    .filter((each) => each.errors.length > 0)
    .map((each) => [`# ${each.entry.id} ${each.entry.url}`, ...documentErrors(each)].join("\n"))
    .join("\n\n");
}

function documentErrors({ document, entry, records, errors }: DocumentEvaluation): string[] {
  const lines: string[] = [];
  let heading = "";
  for (const error of errors) {
    const about = titleOf(error.gold === undefined ? undefined : entry.records[error.gold]);
    const read = titleOf(error.predicted === undefined ? undefined : records[error.predicted]);
    const now = `- label: ${about ?? "none"} · read: ${read ?? "none"}`;
    if (now !== heading) lines.push(now);
    heading = now;
    const evidence =
      error.predicted === undefined
        ? undefined
        : records[error.predicted]?.evidence.find(({ field }) => field.startsWith(error.field));
    for (const missed of error.missed) {
      const place = placeOf(document.text, missed);
      lines.push(`    ${error.field}: missed ${short(missed)}${place === undefined ? "" : ` · ${place}`}`);
    }
    for (const extra of error.extra) {
      const place =
        evidence === undefined ? "" : ` · ${lineAt(document.text, evidence.start)} ${short(evidence.quote)}`;
      lines.push(`    ${error.field}: extra ${short(extra)}${place}`);
    }
  }
  return lines;
}

function titleOf(record: Record<string, unknown> | undefined): string | undefined {
  return typeof record?.title === "string" ? record.title : record === undefined ? undefined : "untitled";
}

/** Where a missed value could have been read: the first line of the text that contains it. */
function placeOf(text: string, missed: unknown): string | undefined {
  const value =
    typeof missed === "object" && missed !== null
      ? "value" in missed
        ? missed.value
        : "name" in missed
          ? missed.name
          : undefined
      : missed;
  if (value === undefined) return undefined;
  const at = text.toLowerCase().indexOf(String(value).toLowerCase());
  return at < 0 ? undefined : `${lineAt(text, at)} ${short(lineText(text, at))}`;
}

function lineAt(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split("\n").length}`;
}

function lineText(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end < 0 ? undefined : end).trim();
}
