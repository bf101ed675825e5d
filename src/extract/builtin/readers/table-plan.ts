/**
 * Decides which columns of a table hold measured values, which are settings that are swept, and whether it lies on its
 * side. Knows nothing of single rows.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Cell, Table } from "../layout/tables.ts";
import { type Cells, numericShare } from "./column-contents.ts";
import { isPaired, roleOf, spelledOut, testOf } from "./column-roles.ts";
import { type Column, PER_STREAM } from "./table-columns.ts";

/** What the words around a table say of figures whose header does not. */
export interface TableContext {
  metric?: Metric | undefined;
  /** To the unit of that metric from the one that the words give. */
  factor?: number | undefined;
  /** What the caption says of the first figure of `468 / 24.8`; the second one is a speed of writing. */
  pairedWith?: "ttft" | "prefill" | undefined;
  /** The caption or heading speaks of speeds at all. */
  speaksOfSpeed: boolean;
  /** The document speaks of several streams, requests or batches at all. */
  manyStreams?: boolean;
  /** The caption says that the figures are of one stream among several. */
  perStream?: boolean;
  /** How many streams the caption or heading says that all figures are for. */
  streams?: number | undefined;
  /** The caption says that numbers of streams or batch sizes are compared. */
  sweepsStreams?: boolean;
  part: number;
  /** The table was turned, so that a label without a known metric is no variant of one. */
  lying?: boolean;
  /** A column names the metric of each row: whatever their units, the figures are measured ones. */
  metricNamed?: boolean;
  /** In papers and on product pages the columns are methods; elsewhere they may be prompts of one setup. */
  methods?: boolean;
}

/** A setting that is swept rather than measured. */
const PARAMETER = regex("i")`
  draft|\bn-?max|\bp-?min\b|depth|len(?:gth)?\b|n_?kv|\bub?\b|u?batch|threads?|seed|temp|limit|\bcap\b|
  tokens?\b|
  ^(?:
    pp|tg|gen|generated|prompt|input|output|in|out|prefill|decode|n|b|t|tb|p|d|r|#|id|rank|row|run|amb|
    fmoe|rtr|mla|mmap|sm|ts|ot|year|date|nodes?|layers?|bus|rate
  )$|\bmax\b|\bmin\b|power (?:limit|cap)|watt limit|tdp|interval|ratio|split|\bsec(?:ond)?s?\b|\btimes?\b|
  latency|minutes?|\(m?s\)
`;

/** `A`, `B`, `now`: a letter alone counts the rows, and names no setting. */
const isLetter = (label: string) => /^\W{0,2}[a-z]\W{0,2}$/i.test(label);

/** Whether the metrics or attributes stand in the first column instead of the header. */
export function liesOnItsSide(table: Table): boolean {
  const meaningful = (label: string, cells: Cells) => {
    const role = roleOf(label, numericShare(cells) >= 0.5);
    return role.kind === "metric" || (role.kind === "attribute" && role.attribute !== "note");
  };
  const labels = table.rows.map(
    ([label, ...cells]) => !isLetter(label?.text ?? "") && meaningful(label?.text ?? "", cells),
  );
  const metricLabels = table.rows.filter(
    (row) => roleOf(row[0]?.text ?? "", numericShare(row.slice(1)) >= 0.5).kind === "metric",
  ).length;
  const heads = table.header.slice(1).map((head, at) =>
    meaningful(
      head.text,
      table.rows.map((row) => row[at + 1]),
    ),
  );
  const metricHeads = table.header
    .slice(1)
    .filter(
      (head, at) =>
        roleOf(head.text, numericShare(table.rows.map((row) => row[at + 1])) >= 0.5).kind === "metric",
    );
  if (metricHeads.length > 0) return false;
  const inLabels = labels.filter(Boolean).length;
  const inHeads = heads.filter(Boolean).length;
  return (metricLabels > 0 && inLabels > inHeads) || inLabels >= Math.max(2, table.rows.length / 2);
}

export interface MeasuredColumn {
  metric: Metric;
  factor: number;
  /** The header only says that these are speeds. */
  generic: boolean;
  /** Times for one token: `factor` divided by them are speeds. */
  perToken?: boolean | undefined;
  /** The header says "output": of one stream, or of all where there are several. */
  output?: boolean;
  label?: string | undefined;
}

export interface Plan {
  /** Columns with measured figures, by place. */
  measured: Map<number, MeasuredColumn>;
  conditions: number[];
}

/** Whether a column's figures are of the order of the measured ones beside it: an acceptance length is no speed. */
function likeMeasured(
  columns: readonly Column[],
  measured: Plan["measured"],
): ((at: number) => boolean) | undefined {
  const speeds = [...measured].filter(([, { metric }]) => metric === "decode" || metric === "throughput");
  const known = speeds.flatMap(([at]) => columns[at]?.median ?? []);
  const [typical] = known;
  if (typical === undefined) return undefined;
  return (at) => {
    const own = columns[at]?.median;
    return own === undefined || (own > typical / 6 && own < typical * 6);
  };
}

/** Beside a column of the output alone, what the prompts are counted into. */
const TOTAL_TOKENS = /^total (?:tok(?:en)?s?\b|t\/s|throughput)/i;

/** Which columns hold measured values: by header, by an entity in the header, or as variants beside such columns. */
export function planOf(columns: readonly Column[], context: TableContext): Plan {
  const measured: Plan["measured"] = new Map();
  for (const [at, { role, head, streams }] of columns.entries())
    if (role.kind === "metric" && !isPaired(head.text))
      measured.set(at, {
        metric: role.metric,
        factor: role.factor,
        perToken: role.perToken,
        generic: role.generic ?? false,
        output: /\bout(?:put)?\b/i.test(spelledOut(head.text)) && !PER_STREAM.test(head.text),
        label: testOf(head.text) || streams !== undefined ? head.text : undefined,
      });
  const open = [...columns.entries()].filter(([, { role, numeric }]) => numeric && role.kind === "other");
  const given = new Set([...measured.values()].map(({ metric }) => metric));
  // Beside columns of both speeds, `prompt/gen` says how many tokens there were.
  for (const [at, { head }] of columns.entries())
    if (isPaired(head.text) && !(given.has("prefill") && given.has("decode")))
      measured.set(at, { metric: "decode", factor: 1, generic: false });
  if (columns.some(({ head }) => /^S_(?:PP|TG)/i.test(head.text)))
    for (const [at, { head }] of columns.entries())
      if (/^(?:T_)?(?:PP|TG|T|S)\b/i.test(head.text)) measured.delete(at);
  if ([...measured.values()].some(({ output, metric }) => output && metric !== "ttft"))
    for (const [at, { head }] of columns.entries()) if (TOTAL_TOKENS.test(head.text)) measured.delete(at);
  const known = [...measured.values()].find(({ metric }) => metric === "decode" || metric === "prefill");
  const measuredLike = likeMeasured(columns, measured);
  // Where a program has named the columns, what is a speed says so.
  const named = columns.some(({ head }) => /^[a-z]+_\w+$/.test(head.text));
  const conditions: number[] = [];
  for (const [at, { head, findings, plain, streams, decimal }] of open) {
    if (streams !== undefined) {
      measured.set(at, { metric: context.metric ?? "decode", factor: 1, generic: true, label: head.text });
      continue;
    }
    const names =
      findings.devices ?? findings.engine ?? findings.model ?? findings.backend ?? findings.quantization;
    const entity = names !== undefined && (known === undefined || at > 0);
    const setting = PARAMETER.test(head.text) && !(decimal && head.text.length <= 2);
    if (!entity && (setting || at === 0)) conditions.push(at);
    else if (
      (entity && known === undefined) ||
      ((plain || context.metricNamed) &&
        !context.lying &&
        !named &&
        (known === undefined
          ? context.speaksOfSpeed || context.metric !== undefined
          : known.generic && (measuredLike?.(at) ?? true)))
    )
      measured.set(at, {
        metric: context.metric ?? known?.metric ?? "decode",
        factor: context.factor ?? 1,
        generic: true,
        label: names === undefined ? head.text : undefined,
      });
  }
  return { measured, conditions };
}

/** A column headed "metric", or not at all, between labels and figures: each row has a metric of its own. */
export function metricColumn(columns: readonly Column[], rows: readonly Cell[][]): number | undefined {
  const at = columns.findIndex(
    ({ head, numeric }) => !numeric && /^(?:metrics?|measure|kpi|messwert)?$/i.test(head.text),
  );
  const named = at > 0 && rows.some((row) => roleOf(row[at]?.text ?? "", true).kind === "metric");
  return named ? at : undefined;
}

/** A measured column under the metric that its row names; undefined where the row's figures are no such metric. */
export function underRow(
  column: MeasuredColumn,
  cell: Cell | undefined,
  streams: number | undefined,
): MeasuredColumn | undefined {
  const role = roleOf(cell?.text ?? "", true);
  if (role.kind !== "metric") return undefined;
  const output = /\bout(?:put)?\b/i.test(cell!.text);
  return {
    ...column,
    metric: role.metric,
    factor: role.factor,
    generic: role.generic ?? false,
    output,
    label: streams === undefined ? undefined : column.label,
  };
}
