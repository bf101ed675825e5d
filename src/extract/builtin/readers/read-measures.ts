/**
 * Finds measured figures in running text, with the metric that the words around each figure tell. Knows nothing of
 * whose figures they are.
 */

import type { Metric } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Measured } from "../findings.ts";
import { FIGURE, figureValue } from "./numbers.ts";
import { rateMetrics } from "./rate-metrics.ts";
import { type RateReading, ratesIn } from "./rates.ts";
import { readResources } from "./resources.ts";

/** Speeds without a unit where a draft model is tried: `14.5 with / 16.5 without`, `12.40 -> 12.17`. */
const COMPARED = regex("gi")`(${FIGURE})\s(?:with(?: it)?|without|w\/o)(?=\s?[.,;/()\n]|\s?$)`;
const ARROWED = /(\d{1,4}\.\d{1,3})\s?(?:->|→)\s?(\d{1,4}\.\d{1,3})(?!\s?(?:%|GB|GiB|W\b|ms\b|s\b))/g;

/** Speeds without a unit in a text that compares runs with and without a draft model. */
export function comparedSpeeds(text: string, start: number, end: number): Measured[] {
  const found: Measured[] = [];
  const words = text.slice(start, end);
  const add = (figure: string, at: number) =>
    found.push({
      value: { metric: "decode", value: figureValue(figure) },
      start: start + at,
      end: start + at + figure.length,
    });
  for (const match of words.matchAll(COMPARED)) add(match[1]!, match.index);
  for (const match of words.matchAll(ARROWED)) {
    add(match[1]!, match.index);
    add(match[2]!, match.index + match[0].lastIndexOf(match[2]!));
  }
  return found;
}

/** The measured figures of text[start, end), in order. */
export function measuresIn(text: string, start: number, end: number, reading: RateReading = {}): Measured[] {
  const { decimalComma = false } = reading;
  const words = text.slice(start, end);
  if (!/\d/.test(words) && !/\btoken/i.test(words)) return [];
  const rates = ratesIn(words, reading);
  const metrics = rateMetrics(words, rates);
  const found = rates.map(
    (rate, at): Measured => ({
      value: { metric: metrics[at]!, value: rate.value },
      start: start + rate.start,
      end: start + rate.end,
    }),
  );
  readResources(words, (metric: Metric, figure, factor, match) => {
    if (figure === undefined) return;
    const value = figureValue(figure, decimalComma || /^\d{1,3},\d{1,2}$/.test(figure)) * factor;
    if (!Number.isFinite(value) || value <= 0) return;
    found.push({
      value: { metric, value: Number(value.toPrecision(8)) },
      start: start + match.index,
      end: start + match.index + match[0].length,
    });
  });
  return found.sort((a, b) => a.start - b.start);
}
