/**
 * Tells the two sides of a contrast within one sentence apart: figures with and without a draft model, before and after
 * a change. Knows nothing of how sentences are cut.
 */
import { regex } from "../../../record/regex.ts";
import type { Measured, Observation } from "../findings.ts";
import { DRAFT_MODEL } from "./resolve-findings.ts";

const WITHOUT_AFTER = regex("i")`
  ^[\s*]{0,3}(?:t(?:ok(?:ens?)?)?/s(?:ec)?|tokens? per second)?[\s*(]{0,3}(?:
    w/o|without|alone|no (?:spec|draft)|plain|baseline|on its own
  )\b
`;
const WITHOUT_BEFORE = regex("i")`
  (?:without|w/o|no (?:spec\w*|draft\w*|MTP)|spec(?:ulation)? off|baseline|plain|alone|MTP off)
  [^\d;,\n]{0,36}$
`;
const WITH_AFTER = regex("i")`
  ^[\s*]{0,3}(?:t(?:ok(?:ens?)?)?/s(?:ec)?|tokens? per second)?[\s*(]{0,3}with
  (?: it| (?:the |a )?(?:draft|spec|MTP))?(?=\W|$)
`;
const WITH_BEFORE =
  /(?:\bwith (?:it|spec\w*|(?:the |a )?draft\w*|MTP)|spec(?:ulation)? on|MTP on)[^\d;,\n]{0,36}$/i;

/** `14.2 → 19.9`, `from 14.2 to 19.9`: two figures in one place, the first one before a change. */
const isChange = (text: string, { start, end }: Measured): boolean =>
  /->|→/.test(text.slice(start, end)) ||
  (/ to /.test(text.slice(start, end)) && FROM.test(text.slice(Math.max(0, start - 12), start)));

/** Splits figures with a draft model from those without one. */
export function withAndWithout(text: string, observation: Observation): Observation[] {
  const plain: Measured[] = [];
  const drafted: Measured[] = [];
  const open: Measured[] = [];
  const { measurements } = observation;
  for (const [at, measured] of measurements.entries()) {
    const next = measurements[at + 1];
    const last = measurements[at - 1];
    const after = text.slice(measured.end, measured.end + 40);
    const before = text.slice(
      Math.max(observation.start, measured.start - 60, last?.end ?? 0),
      measured.start,
    );
    const arrowTo =
      next !== undefined && /^[^\d]{0,24}(?:->|→)\s?\**$/.test(text.slice(measured.end, next.start));
    const changes = isChange(text, measured);
    const pair = changes && next?.start === measured.start;
    const second = changes && last?.start === measured.start;
    const arrowFrom = last !== undefined && /(?:->|→)\s?\**$/.test(text.slice(last.end, measured.start));
    if (arrowTo || pair) plain.push(measured);
    else if (arrowFrom || second) drafted.push(measured);
    else if (WITHOUT_AFTER.test(after)) plain.push(measured);
    else if (WITH_AFTER.test(after)) drafted.push(measured);
    else if (WITHOUT_BEFORE.test(before)) plain.push(measured);
    else if (WITH_BEFORE.test(before)) drafted.push(measured);
    else open.push(measured);
  }
  if (plain.length + drafted.length === 0) return [observation];
  const { speculative, ...own } = observation.own;
  const at = { start: observation.start, end: observation.end };
  const results: Observation[] = [];
  const drafter = speculative?.value ? speculative : { value: DRAFT_MODEL, ...at };
  if (plain.length > 0)
    results.push({
      ...observation,
      own: { ...own, speculative: { value: null, ...at } },
      measurements: plain,
    });
  if (drafted.length > 0)
    results.push({ ...observation, own: { ...own, speculative: drafter }, measurements: drafted });
  if (open.length > 0) results.push({ ...observation, measurements: open });
  return results;
}

const BEFORE_AFTER = regex("i")`
  ^[^\d;,]{0,20}\b(?:
    before|previously|earlier|originally|with the old|on (?:master|main)|on stock|
    without(?: (?:it|this|the (?:patch|fix|PR|change)))?(?=\s*(?:$|[.,;)]))
  )\b
`;
const BEFORE_AHEAD = regex("i")`
  \b(?:
    was|used to be|had been|previously|before(?: that)?|earlier|originally|up from|down from|stock|master|
    main|baseline|old \w+|without (?:it|this|the (?:patch|fix|PR|change))
  )\b[^\d;]{0,24}$
`;
const LATER_AFTER = regex("i")`
  ^[^\d;,]{0,20}\b(?:
    after(?! (?:about |around |some )?(?:\d|an? |hours?|minutes?|few))|afterwards|now|with (?:the (?:new|patch|fix|PR|branch)|this PR|it\b)
  )\b
`;
const LATER_AHEAD = regex("i")`
  \b(?:now|after\w*|today|since then|patched|new \w+|PR|branch|with (?:it|this|the (?:patch|fix|PR|change)))\b[^\d;]{0,24}$
`;

/** Arrows between speeds part two runs where code was changed, and not where a setting was swept. */
const CODE_CHANGE = regex()`
  \b(?:
    PR|pull request|patch\w*|commit|branch|master|main|merge\w*|build|kernel|rebuilt|recompil\w+|
    repack\w*|update\w*|upgrad\w+|fix\w*|firmware
  )\b
`;
const SWEPT = regex("i")`
  \b(?:contexts?|ctx|depth|deep|\d{1,3}k|watts?|\d{2,3} ?W|power|threads?|batch\w*|concurren\w*|longer|streams?|users?)\b
`;
const ARROW = /→|->|=>/;
const FROM = /\bfrom (?:about |around |~)?$/i;

/** Whether a figure is the first or the second of two that were read from one stretch of text. */
function pairOf(measurements: readonly Measured[], at: number): "first" | "second" | undefined {
  const { start, value } = measurements[at]!;
  const same = (other: Measured | undefined) =>
    other?.start === start && other.value.metric === value.metric && other.value.value !== value.value;
  if (same(measurements[at + 1])) return "first";
  return same(measurements[at - 1]) ? "second" : undefined;
}

/** What the document says of changes before the sentence. */
interface ChangeContext {
  /** The thread is about a change of code, so that its figures are given before and after it. */
  ofChange?: boolean | undefined;
}

/** `5.2 t/s before, 7.4 after the update`: two runs, which differ by a change that no field may hold. */
export function beforeAndAfter(
  text: string,
  observation: Observation,
  { ofChange = false }: ChangeContext = {},
): Observation[] {
  const { measurements } = observation;
  if (measurements.length < 2) return [observation];
  const words = text.slice(observation.start, observation.end);
  const changed = CODE_CHANGE.test(words) || (ofChange && !SWEPT.test(words));
  const earlier: Measured[] = [];
  const later: Measured[] = [];
  let open: Measured[] = [];
  for (const [at, measured] of measurements.entries()) {
    const { start, end } = measured;
    const previous = measurements.findLast((each) => each.end <= start);
    const before = text.slice(Math.max(observation.start, previous?.end ?? 0), start);
    const pair = pairOf(measurements, at);
    const arrow = ARROW.test(text.slice(start, end)) && (changed || ofChange);
    if (pair !== undefined && (arrow || (changed && FROM.test(before)))) {
      (pair === "first" ? earlier : later).push(measured);
      continue;
    }
    const next = measurements.find((each) => each.start >= end);
    const after = text.slice(end, Math.min(end + 48, next?.start ?? observation.end));
    if (BEFORE_AFTER.test(after)) earlier.push(measured);
    else if (LATER_AFTER.test(after)) later.push(measured);
    else if (BEFORE_AHEAD.test(before)) earlier.push(measured);
    else if (LATER_AHEAD.test(before)) later.push(measured);
    else if (changed && later.length === 0) open.push(measured);
    else return [observation];
  }
  // "9 t/s as it came, 16 after the firmware update": what stands first is of before.
  if (open.every(({ value }) => later.some((each) => each.value.metric === value.metric))) {
    earlier.push(...open);
    open = [];
  }
  if (open.length > 0) return [observation];
  if (earlier.length === 0 || later.length === 0) return [observation];
  return [
    { ...observation, measurements: earlier, variant: "before" },
    { ...observation, measurements: later, variant: "after" },
  ];
}
