/** What words around a number say of which metric it is. Data only. */

import type { Metric } from "../../record/axes.ts";
import { regex } from "../../record/regex.ts";

export interface MetricWord {
  pattern: RegExp;
  /** The metrics that the word allows. */
  metrics: readonly Metric[];
  /** True for everyday words: they tell beside the number, and prove nothing further away. */
  weak?: boolean;
}

/** Earlier entries take the words away from later ones: "prompt eval" is not "eval". Matched on folded text. */
export const SPEED_WORDS: readonly MetricWord[] = [
  { pattern: /\bpp ?\d* ?\+ ?tg ?\d*\b/g, metrics: ["throughput", "decode"] },
  { pattern: /\bprompt[ _-]eval\w*(?: (?:rate|time|speed))?\b/g, metrics: ["prefill"] },
  { pattern: /\bprompt[ _-](?:processing|tokens?|throughput|speed|ingestion)\b/g, metrics: ["prefill"] },
  { pattern: /\b(?:pre-?fill(?:ing)?|pp ?\d*|pp|ingest\w*)\b/g, metrics: ["prefill"] },
  { pattern: /\b(?:input|prompts?)\b/g, metrics: ["prefill"], weak: true },
  {
    pattern:
      /\b(?:aggregated?|combined|in total|total throughput|summed|all (?:streams|users|requests|slots))\b/g,
    metrics: ["throughput"],
  },
  { pattern: /\btotal\b/g, metrics: ["throughput", "decode"], weak: true },
  {
    pattern: regex("g")`
      \b\d+ ?(?:x )?(?:concurrent|parallel|simultaneous)\b|
      \b(?:concurrent|simultaneous) (?:users|requests|streams)\b
    `,
    metrics: ["throughput", "decode"],
  },
  { pattern: /\bthroughput\b/g, metrics: ["throughput", "decode"] },
  {
    pattern: regex("g")`
      \b(?:
        tg ?\d*|tg|decod(?:e|es|ing)|token gen\w*|text gen\w*|generation|generat(?:e|es|ed|ing)|gen|
        eval(?:uation)?(?: (?:rate|time))?
      )\b
    `,
    metrics: ["decode", "throughput"],
  },
  { pattern: /\boutput\b/g, metrics: ["decode", "throughput"], weak: true },
  {
    pattern: /\b(?:single[ -](?:stream|user|request)|per[ -](?:stream|user|request))\b/g,
    metrics: ["decode"],
  },
];

/** Metrics whose unit alone does not tell what is measured: one of these words must stand near. */
export const NEEDED_WORDS: Partial<Readonly<Record<Metric, RegExp>>> = {
  prefill: /\b(?:pre-?fill\w*|pp ?\d*|prompts?|ingest\w*|input|process)\b/,
  ttft: regex()`
    \b(?:
      ttft|first[ -]token|(?:erstes|premier|primer|primo) token|ttfb|first byte|
      first (?:response|word|reply)|time to first|latency|prefill|initial|warm
    )\b
  `,
  power: /\b(?:w|watts?|power|draws?|drawing|pulls?|pulling|consum\w+|wall|idle|load)\b/,
  memory: regex()`
    \b(?:
      vram|memory|mem|used?|uses|using|usage|takes?|taking|occup\w+|needs?|fits?|footprint|buffers?|peak|
      alloc\w*|gpu|weights|resident|rss|size|speicher\w*|memoria|mémoire
    )\b|显存|内存|メモリ
  `,
  load: /\b(?:load\w*|start\w*|boot\w*|warm\w*|cold|ready|init\w*)\b/,
  cost: /\b(?:\$|usd|cost\w*|price\w*|rent\w*|hour|hourly|hr|h)\b|[$€]/,
};

/** Words that make a number something else than the metric. */
export const SPOILING_WORDS: Partial<Readonly<Record<Metric, RegExp>>> = {
  power: /\b(?:tdp|cap|capped|limit(?:ed)?|power[ -]limit|psu|rated|max(?:imum)? power|pl)\b/,
  memory: /\b(?:system ram|ddr[345]|disk|ssd|nvme|download|on disk|file size)\b/,
};

/** Words that make a figure somebody's hope or hearsay; an auditor has to look. */
export const HEARSAY = regex()`
  \b(?:
    expect(?:ed|ing)?|theor\w+|would|should (?:get|be|do|give)|estimat\w+|claims?|claimed|supposed(?:ly)?|
    heard|hoping|roofline|in theory|at best|projected|advertised|compared to|versus|vs
  )\b
`;
