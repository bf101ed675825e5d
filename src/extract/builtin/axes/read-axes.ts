/** Reads use cases, response experience and provider from the text that governs a setup, each with its words. */
import type { Experience, Provider, UseCase } from "../../../record/axes.ts";
import type { Fact } from "../findings.ts";
import { type Cue, EXPERIENCE_CUES, PROVIDER_CUES, USE_CASE_CUES } from "./cues.ts";

export interface AxisReading {
  useCases: Fact<UseCase>[];
  experience: Fact<Experience>[];
  provider?: Fact<Provider> | undefined;
}

export interface TextSpan {
  start: number;
  end: number;
}

/** What the spans say, each value once, with the first phrase that says so. */
export function readAxes(text: string, spans: readonly TextSpan[], wide: readonly TextSpan[]): AxisReading {
  return {
    useCases: cuesIn(text, spans, USE_CASE_CUES),
    experience: cuesIn(text, spans, EXPERIENCE_CUES),
    provider: cuesIn(text, [...spans, ...wide], PROVIDER_CUES)[0],
  };
}

const NEGATED = /\b(?:not|no|never|isn't|without|nothing to do with|instead of|unlike)\b[^.;,\n]{0,24}$/i;

function cuesIn<Value>(text: string, spans: readonly TextSpan[], cues: readonly Cue<Value>[]): Fact<Value>[] {
  const found: Fact<Value>[] = [];
  for (const { value, pattern } of cues) {
    for (const span of spans) {
      const words = text.slice(span.start, span.end);
      const match = pattern.exec(words);
      if (match === null || NEGATED.test(words.slice(Math.max(0, match.index - 40), match.index))) continue;
      found.push({ value, start: span.start + match.index, end: span.start + match.index + match[0].length });
      break;
    }
  }
  return found;
}
