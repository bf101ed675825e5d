/**
 * Visits the tables of a walk: measured rows first, then rows that are runs without figures, else what the table states
 * for the text after it.
 */
import type { Observation } from "../findings.ts";
import type { Block } from "../layout/blocks.ts";
import { machinesIn } from "../machines/machine-tables.ts";
import { roleOf } from "../readers/column-roles.ts";
import { readFlagPair } from "../readers/commands.ts";
import { readRunTable } from "../readers/read-run-table.ts";
import { readTable } from "../readers/read-table.ts";
import { isSoldSize } from "../readers/resources.ts";
import { attributeFindings } from "../readers/table-attributes.ts";
import { findingsIn } from "../source.ts";
import { stateOfCaption } from "./state-of-caption.ts";
import { contextOf, governing, isBench, record, type Walk } from "./walk.ts";

type TableBlock = Block & { kind: "table" };

/** Adds what a table holds to the walk: its runs, or what it states for the text after it. */
export function visitTable(walk: Walk, block: TableBlock): void {
  const kind = isBench(block.table.header);
  const measured = readTable(walk.source, block.table, contextOf(walk)).map((each) => ({ ...each, kind }));
  const readings = measured.every(isOfParts) ? [] : measured;
  const figures = readings.some(({ measurements }) => measurements.length > 0);
  const seeksRuns = !figures && walk.section !== "foreign";
  const context = { part: walk.part, placed: walk.scope.current().devices !== undefined };
  const told = seeksRuns ? readRunTable(walk.source, block.table, context) : [];
  const runs = told.length > readings.length ? told : readings;
  const state = stateOfCaption(walk);
  if (runs.length > 0) record(walk, state === undefined ? runs : runs.map((each) => inState(each, state)));
  else readFactsTable(walk, block);
}

/** A run of a table below `Before:`, or below the version that it is of. */
const inState = (run: Observation, { variant, own }: Pick<Observation, "variant" | "own">): Observation => ({
  ...run,
  own: { ...own, ...run.own },
  variant: [variant, run.variant].filter(Boolean).join(" · "),
});

/** A row of a list of parts: the memory that a card is sold with, and no more. */
const isOfParts = ({ measurements, outcome }: Observation) =>
  outcome === undefined &&
  measurements.length > 0 &&
  measurements.every(({ value }) => value.metric === "memory" && isSoldSize(value.value));

/** A table without figures may still state the machine or the settings. */
function readFactsTable(walk: Walk, block: TableBlock): void {
  const { header, rows } = block.table;
  const severalMachines = machinesIn(walk.source, block.table).length > 1;
  const keyed = header.length === 2 || (header.length === 3 && /value|setting|spec/i.test(header[1]!.text));
  for (const row of [...(keyed ? [header] : []), ...rows]) {
    const [first, last] = [row[0], keyed ? row[1] : row.at(-1)];
    if (first === undefined || last === undefined || last.text === "") continue;
    const role = roleOf(first.text, /^\d/.test(last.text));
    const stated = /^--?[a-z]/i.test(first.text)
      ? readFlagPair(walk.source.text, [first, last], walk.scope.current().engine?.value)
      : keyed && role.kind === "attribute"
        ? attributeFindings(walk.source, role.attribute, last)
        : undefined;
    const findings = stated ?? findingsIn(walk.source, first.start, last.end);
    walk.models.note(findings, walk.author);
    if (!severalMachines)
      walk.scope.add(governing(findings, walk.scope.current()), stated ? "strong" : "weak");
  }
}
