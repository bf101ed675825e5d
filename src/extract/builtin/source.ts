/**
 * A document prepared for reading: its text, blocks and tagged mentions, and the findings that any stretch of it
 * states. Knows nothing of scopes or records.
 */
import type { SourceDocument } from "../../record/document.ts";
import type { Devices, FindingField, Findings } from "./findings.ts";
import { type Block, blocksOf } from "./layout/blocks.ts";
import { type Mention, mentionsOf } from "./mention-scan.ts";
import { readBareFlags } from "./readers/commands.ts";
import { usesDecimalComma } from "./readers/numbers.ts";

export interface Source {
  document: SourceDocument;
  text: string;
  blocks: Block[];
  /** In the order of the text, without overlaps of the same field. */
  mentions: Mention[];
  decimalComma: boolean;
}

/** Prepares a document. */
export function prepareSource(document: SourceDocument): Source {
  const { text } = document;
  return {
    document,
    text,
    blocks: blocksOf(document),
    mentions: mentionsOf(text),
    decimalComma: usesDecimalComma(text),
  };
}

/** The mentions that lie in [start, end). */
export function mentionsIn(source: Source, start: number, end: number): Mention[] {
  const { mentions } = source;
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mentions[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  const found: Mention[] = [];
  for (let at = low; at < mentions.length && mentions[at]!.start < end; at++)
    if (mentions[at]!.end <= end) found.push(mentions[at]!);
  return found;
}

/** What a stretch of text states: of each field the first mention, and every device that it names. */
export function findingsIn(source: Source, start: number, end: number): Findings {
  const findings: Findings = {};
  const devices: Devices = [];
  for (const mention of mentionsIn(source, start, end)) {
    if (mention.field === "devices") {
      if (!devices.some(({ value }) => value.name === mention.value.name))
        devices.push({ value: mention.value, start: mention.start, end: mention.end });
    } else if (findings[mention.field as FindingField] === undefined)
      Object.assign(findings, {
        [mention.field]: { value: mention.value, start: mention.start, end: mention.end },
      });
  }
  if (devices.length > 0) findings.devices = devices;
  const words = source.text.slice(start, end);
  return /(?:^|[\s`(])--?[a-z]/.test(words)
    ? { ...findings, ...readBareFlags(source.text, start, end) }
    : findings;
}
