/** Phrases that state a field without the name of a thing: on the CPU alone, with or without a draft model. Data only. */
import { regex } from "../../../record/regex.ts";

type Phrase = readonly [pattern: RegExp, read: (words: string) => Record<string, unknown>];

/** Phrases that assembly needs beyond names and figures. */
export const PHRASES: readonly Phrase[] = [
  [
    regex("gi")`
      \b(?:
        cpu[- ]only|solo CPU|CPU alone|only (?:the |on )?CPU|CPU inference|pure CPU|no usable GPU|
        no GPU (?:used|at all|involved|in use)|
        (?<=\d(?: t/s| tok/s)? )on (?:the )?CPU(?=[.,;)\n]|$)|
        (?:everything|all layers|entirely|purely|completely|solely) on the CPU|-ngl 0(?!\d)
      )\b|-ngl 0(?![\d.])
    `,
    () => ({ field: "cpuOnly", value: true }),
  ],
  [
    /\b(\d{2,4})\s?G(?:B|iB)? in total\b/g,
    (words) => ({ field: "memoryGiB", value: Number.parseInt(words, 10) }),
  ],
  [/\bbuild=(\d{4,5})\b/g, (words) => ({ field: "version", value: words.slice(6) })],
  [
    regex("g")`
      (?:^|\n)[ \t]{0,4}(?:[-*][ \t]|\*\*)?v?\d{1,2}\.\d{1,3}(?:\.\d{1,3})?
      (?=(?:\*\*)?[ \t]?(?:[-–—:=][ \t]|:\n|->|→|=>|-->)(?! ?\d{1,4}(?:\.\d{1,3})?(?:[,;)\n]|$)))
    `,
    (words) => ({ field: "version", value: /\d[\d.]*/.exec(words)?.[0] }),
  ],
  [
    // The way that Python's packages number what is not released: an engine's, unless a library stands before it.
    regex("gi")`
      (?<!\b(?:torch\w{0,6}|pytorch|triton|transformers|python|flash-?attn|numpy|rocm|cuda|xformers)[- =@v]{1,3})
      \b(?<![\d.])\d{1,2}\.\d{1,3}(?:\.\d{1,3})?(?:rc\d{1,2}(?:\.dev\d{0,6})?|\.dev\d{1,6})\b(?:\+g?[0-9a-f]{6,12}\b)?(?!\.?\d)
    `,
    (words) => ({ field: "version", value: words }),
  ],
  [/\(CPU\)/g, () => ({ field: "backend", value: "CPU" })],
  [/\(W([234568])\)/g, (words) => ({ field: "quantization", value: `${words[2]}-bit` })],
  [
    regex("gi")`
      \b(?:
        no spec(?:ulation|ulative decoding)?|spec(?:ulation)? off|
        (?:without|w/o|ohne|sans|sin|sem|senza) (?:a |the |any )?
        (?:draft\w*(?: model)?|spec\w*(?: decoding)?|MTP)|no (?:draft(?:er| model)?|MTP)|MTP off
      )\b
    `,
    () => ({ field: "speculative", value: null }),
  ],
  [
    regex("gi")`
      \b(?:
        with (?:a |the )?(?:draft(?: model|er)?|spec(?:ulative)?(?: decoding)?)|draft-mtp|MTP(?:-\d)?|
        EAGLE-?[23]?|DFlash\d?|NEXTN|Medusa (?:heads?|decoding)|
        n-?gram (?:speculat\w{2,6}|draft\w{0,4}|decoding)|prompt[- ]lookup decoding|speculative decoding
      )\b
    `,
    (words) => ({ field: "speculative", value: words }),
  ],
];
