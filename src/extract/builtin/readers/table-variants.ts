/**
 * What tells the rows and columns of one table apart beyond the fields of a setup: labels of variants, states such as
 * before and after, differently worded subjects. Knows nothing of figures.
 */
import { regex } from "../../../record/regex.ts";
import type { Observation } from "../findings.ts";
import type { Cell } from "../layout/tables.ts";
import { isFigure } from "./numbers.ts";
import type { Column } from "./table-columns.ts";
import type { Plan, TableContext } from "./table-plan.ts";

/** Rows whose hardware or model is worded differently are different setups, even where the fields say the same. */
export function toldApart(observations: Observation[]): Observation[] {
  const groups = Map.groupBy(observations, ({ own, variant }) =>
    JSON.stringify([variant, Object.entries(own).map(([field, found]) => [field, valuesOf(found)])]),
  );
  for (const group of groups.values()) {
    if (new Set(group.map(({ subject }) => subject)).size < 2) continue;
    for (const each of group)
      each.variant = [each.variant, each.subject].filter(Boolean).join(" · ") || undefined;
  }
  return withDrafts(observations);
}

/** Rows of several ways to speculate are setups of their own. */
function withDrafts(observations: Observation[]): Observation[] {
  const drafts = new Set(observations.flatMap(({ own }) => own.speculative?.value ?? []));
  if (drafts.size > 1)
    for (const each of observations)
      if (each.own.speculative?.value)
        each.variant = [each.variant, each.own.speculative.value.toLowerCase()].filter(Boolean).join(" · ");
  return observations;
}

/** A context length that changes from row to row of one setup is a condition of each figure, not the setup's. */
export function withoutSweep(observations: Observation[]): Observation[] {
  const groups = Map.groupBy(observations, ({ own: { contextLength: _, ...rest }, variant }) =>
    JSON.stringify([variant, Object.entries(rest).map(([field, found]) => [field, valuesOf(found)])]),
  );
  for (const group of groups.values()) {
    if (new Set(group.map(({ own }) => own.contextLength?.value)).size < 2) continue;
    for (const each of group) {
      const { contextLength: _, ...rest } = each.own;
      each.own = rest;
    }
  }
  return observations;
}

/** The row's own words for its hardware and model. */
export const subjectOf = (columns: readonly Column[], cells: readonly Cell[]): string =>
  columns
    .flatMap(({ role }, at) =>
      role.kind === "attribute" && ["hardware", "gpu-count", "model"].includes(role.attribute)
        ? [(cells[at]?.text ?? "").toLowerCase()]
        : [],
    )
    .join(" · ");

/** Columns of words that tell runs of one setup apart, or say something about them. */
const NO_VARIANT_HEAD = regex("i")`
  \b(?:
    profiles?|power|prompts?|tasks?|workloads?|datasets?|runs?|lauf|tests?|messwert|languages?|scenarios?|
    phases?|notes?|dates?|sources?|links?|comments?|status|users?|author|by|thanks|remarks?|result|
    verdict|winner|why|reason|bus|os|link|topology|acceptance|metric|repo(?:sitory)?|licen[cs]e|type|
    category|best|trouble|used?|fits?|works|stable|usable|ok|feel|impression|purpose|rank|memory|
    bandwidth|tdp|price
  )\b|^(?:would|should|could|can|do|does|is|are|worth)\b|\?\s*$
`;

/** Labels of runs of one setup: how warm it was, how long or what the prompt was, which statistic. */
const SAME_SETUP = regex("i")`
  ^(?:very |extra )?(?:
    cold|warm|hot|cached|uncached|short|medium|mid|long|big|small|large|huge|tiny|code|coding|prose|chat|
    story|json|random|sharegpt|summar\w+|creative|math|translation|avg|average|mean|median|min|max|best|
    worst|peak|idle|first|second|third|fourth|last|[1-9](?:st|nd|rd|th)|run|turn|try|trial|prompt|single|
    batch|all
  )\b|^[a-z]{1,4}\s?=\s?\d{1,7}(?:\s?[,;/]\s?[a-z]{1,4}\s?=\s?\d{1,7}){0,3}$
`;

/** The label of a row in a column of methods, builds or modes: such rows are setups of their own. */
export function variantOf(columns: readonly Column[], cells: readonly Cell[]): string {
  return columns
    .flatMap(({ head, role, numeric, engines }, at) => {
      const text = cells[at]?.text ?? "";
      if (engines && /^[\w.-]+$/.test(text)) return [];
      const label =
        role.kind === "other" &&
        !numeric &&
        !isFigure(text) &&
        (text.length > 1 || /^[A-Z]$/.test(text)) &&
        text.length < 80;
      return label && !NO_VARIANT_HEAD.test(head.text) && !SAME_SETUP.test(text) ? [text.toLowerCase()] : [];
    })
    .join(" · ");
}

/** Words that set two runs of one setup against each other. */
const STATES = regex("i")`
  \b(?:
    before|after|now|pre(?!-)|post(?!-)|baseline|stock|patched|ours|default|tuned|optimi[sz]ed|old|new|original|vanilla|naive|
    master|main(?:line)?|upstream|(?:this )?(?:pr|branch|patch|commit)|fork|with(?:out)?(?: [\w.-]+)?|
    w/o?(?: [\w.-]+)?|on|off|enabled|disabled
  )(?![\w/])
`;

/** Columns that hold prompts, lengths, power modes or statistics of the same setup. */
const WORKLOAD = regex("i")`
  \d\s?[kW]?$|\b\d{1,4} ?W\b|\bMAXN|\bpower\b|
  \b(?:
    pp|tg|prompts?|runs?|tasks?|code|prose|python|short|long|avg|average|mean|median|min|max|best|worst|
    std|p\d\d|total|overall|cold|warm|first|second|ctx|context|tokens?|depth|batch|input|output|prefill|
    decode|ttft|latency
  )\b
`;

/**
 * What sets a column's setup apart from its neighbours' beyond the fields: `Before` and `After`, two columns for the
 * same device, or methods as columns.
 */
export function sideOf(columns: readonly Column[], at: number, plan: Plan, context: TableContext): string {
  const head = columns[at]?.head.text.trim() ?? "";
  const compared = /^t\/s\s+(?:\(?([\w.#/-]{2,40})\)?)$/i.exec(head);
  if (compared) return compared[1]!.toLowerCase();
  const own = plan.measured.get(at);
  if (own === undefined || columns[at]?.streams !== undefined) return "";
  const alike = [...plan.measured].filter(
    ([other, { metric }]) =>
      other !== at && metric === own.metric && sameEntities(columns[other], columns[at]),
  );
  if (alike.length === 0) return "";
  const state = STATES.exec(head)?.[0];
  const stated = alike.some(([other]) => STATES.exec(columns[other]?.head.text ?? "")?.[0] === state);
  if (state !== undefined) return (stated ? head : state).toLowerCase();
  if (WORKLOAD.test(head)) return "";
  const named = Object.keys(columns[at]?.findings ?? {}).length > 0;
  return named || context.methods ? head.toLowerCase() : "";
}

function sameEntities(a: Column | undefined, b: Column | undefined): boolean {
  const key = (column: Column | undefined) =>
    JSON.stringify(Object.entries(column?.findings ?? {}).map(([field, found]) => [field, valuesOf(found)]));
  return key(a) === key(b);
}

/** A row that divides two others says nothing of a run. */
export const isRatioRow = (label: string) =>
  /^(?:ratio|speed-?up|gain|diff(?:erence)?|delta|Δ|improvement|change|relative)\b/i.test(label) ||
  /^[×x]\s?[A-Za-z]/.test(label) ||
  (/^[\w .-]{1,24}\s?(?:\/|÷|\bvs\b\.?)\s?[\w .-]{1,24}$/.test(label) &&
    /max-?q|baseline|\bratio\b|\bvs\b|x$/i.test(label));

export const valuesOf = (found: unknown): unknown =>
  Array.isArray(found) ? found.map((each) => each.value) : (found as { value: unknown }).value;
