/**
 * Reads tables without columns of figures whose rows are runs all the same: what was started where, with a status, a
 * command or a figure in words. Knows nothing of what the text around the table says.
 */
import { regex } from "../../../record/regex.ts";
import { type Findings, filledFrom, type Measured, type Observation } from "../findings.ts";
import { type Cell, type Table, withJoinedHeader } from "../layout/tables.ts";
import { findingsIn, type Source } from "../source.ts";
import { FAILED } from "./column-contents.ts";
import { readCommands } from "./commands.ts";
import { isFigure } from "./numbers.ts";
import { measuresIn } from "./read-measures.ts";
import { attributeFindings } from "./table-attributes.ts";
import { type Column, columnsOf } from "./table-columns.ts";

const WORKS =
  /^\W{0,3}(?:works?|working|ok(?:ay)?|yes|runs?|running|fine|stable|good|great|in use|live)\b|^\W{0,2}[✅✓✔]/iu;

/** Rows that only plan or ask; models are called "Next". */
const NOT_RUN = regex("i")`
  ^\W{0,3}next\b|
  \b(?:
    planned|to ?do|untested|not tested|tbd|wish|want(?:ed)?|soon|next (?:week|month|up|step)|waiting|
    maybe|idea
  )\b
`;

/** Tables of what may be bought, is supported, or was not run by the author. */
const NO_RUNS =
  /\b(?:support\w*|require\w*|minimum|planned|roadmap|price|paid|msrp|availab\w+|compatib\w+)\b/i;

/** Headers of a guide to what should be run where. */
const RECOMMENDED = regex("i")`
  \b(?:
    recommend(?:ed|ation)|suggested|best (?:fit|model|choice)|our (?:pick|choice)|
    we (?:run|use|deploy|suggest)
  )\b
`;

interface RunContext {
  part: number;
  /** The text around the table states a device: rows that only name a model and a status ran there. */
  placed: boolean;
}

interface RowContext extends RunContext {
  row: readonly Cell[];
  /** The table recommends what it lists. */
  recommended: boolean;
}

/** An observation for each row that says how a model ran or is run; none for mere lists. */
export function readRunTable(source: Source, written: Table, { part, placed }: RunContext): Observation[] {
  const table = withJoinedHeader(written);
  if (table.header.some(({ text }) => NO_RUNS.test(text))) return [];
  const listsStatus = placed && hasStatus(table);
  if (table.header.length < 3 && !listsStatus) return [];
  const columns = columnsOf(source, table);
  const recommended = table.header.some(({ text }) => RECOMMENDED.test(text));
  let above: readonly Cell[] = [];
  return table.rows.flatMap((written) => {
    const row = written.map((cell, at) => (cell.text === "" && recommended ? (above[at] ?? cell) : cell));
    above = row;
    return readRow(source, columns, { row, part, placed: listsStatus, recommended });
  });
}

/** A column that says of every row, in a word or two, whether it ran. */
const hasStatus = ({ header, rows }: Table): boolean =>
  rows.length > 1 &&
  header.some((_, at) =>
    rows.every((row) => {
      const text = row[at]?.text ?? "";
      return text.length < LONGEST_STATUS && (WORKS.test(text) || FAILED.test(text));
    }),
  );

const LONGEST_STATUS = 30;

function readRow(
  source: Source,
  columns: readonly Column[],
  { row, part, placed: known, recommended }: RowContext,
): Observation[] {
  const [first, last] = [row[0], row.at(-1)];
  if (first === undefined || last === undefined || row.some(({ text }) => NOT_RUN.test(text))) return [];
  let own: Findings = {};
  let commanded: Findings = {};
  const measurements: Measured[] = [];
  for (const [at, { role }] of columns.entries()) {
    const cell = row[at];
    if (cell === undefined || cell.text === "" || role.kind === "ignored") continue;
    const [command] = readCommands(source.text, cell.start, cell.end);
    if (command !== undefined) commanded = filledFrom(commanded, command.findings);
    else if (role.kind === "attribute" && role.attribute !== "note")
      own = filledFrom(own, attributeFindings(source, role.attribute, cell));
    else {
      own = filledFrom(own, findingsIn(source, cell.start, cell.end));
      if (!isFigure(cell.text) || /\/s\b/.test(cell.text))
        measurements.push(...measuresIn(source.text, cell.start, cell.end, source));
    }
  }
  const model = commanded.model ?? own.model;
  const failure = row.find(({ text }) => FAILED.test(text));
  const success = row.find(({ text }) => WORKS.test(text));
  const engine = own.engine ?? commanded.engine;
  const told = measurements.length > 0 || commanded.command !== undefined || failure !== undefined;
  const placed = own.devices !== undefined && engine !== undefined;
  const ran = success !== undefined && (known || (own.devices ?? engine) !== undefined);
  const advised =
    recommended && own.devices !== undefined && (own.quantization ?? own.contextLength) !== undefined;
  if (model === undefined || !(told || placed || ran || advised)) return [];
  const fact = failure ?? success ?? first;
  const outcome = {
    value: failure === undefined ? ("works" as const) : ("fails" as const),
    start: fact.start,
    end: fact.end,
  };
  return [
    {
      kind: commanded.command === undefined ? "table" : "command",
      start: first.start,
      end: last.end,
      part,
      own: filledFrom(own, commanded),
      measurements,
      ...(measurements.length > 0 || (commanded.command !== undefined && failure === undefined)
        ? {}
        : { outcome }),
    },
  ];
}
