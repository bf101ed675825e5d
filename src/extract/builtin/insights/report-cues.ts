/**
 * The turns of phrase of a sentence that reports, announces, thanks or explains how it measured, and so may teach nothing.
 * Data only; what each cue counts stands in lesson-weights.ts.
 */
import { regex } from "../../../record/regex.ts";

export type LessonCue = {
  name: string;
  /** One of the signs of a lesson, of which it is counted how many a sentence shows. */
  teaches?: true;
  /** Words in lower case, parted by blanks and line breaks; a star stands for any ending. */
  words?: string;
  /** Where words alone do not tell. Linear in the length of the sentence. */
  pattern?: RegExp;
};

/** Each cue counts once a sentence. */
export const REPORT_CUES: readonly LessonCue[] = [
  { name: "we", words: "we our us wir unser* nous notre nosotros" },
  { name: "I", words: "i my me mine i'm i've i'd i'll ich mein* je mon yo mi" },
  {
    name: "courtesy",
    words: `
      thanks thank please sorry welcome cheers hello hi hope appreciated lgtm nice cool happy merge review
      rebase pr post thread screenshot attached upload danke gracias merci
    `,
    pattern: /\b(?:pull request|this issue|let me know|feel free|see below|great (?:work|job))\b/i,
  },
  { name: "address", pattern: /@[A-Za-z0-9-]{3,}|https?:\/\/|\]\(|\b[a-z0-9-]{2,40}\/[A-Za-z0-9._-]{6,60}/i },
  { name: "label", pattern: /^[-*+>\s]{0,6}\**[A-Z][\w /()-]{1,30}\**:\**\s/ },
  { name: "speed figure", pattern: /\d ?(?:tok|t\/s|tokens?\/s|T\/s|tps|token\/s)\b/i },
  { name: "unit figure", pattern: /\d(?:[.,]\d+)? ?(?:GB|GiB|ms|W\b|MiB|s\b|€|\$)|[$€£₹]\d/ },
  { name: "release", pattern: /\bv?\d+\.\d+\.\d+|\bb\d{4}\b/ },
  {
    name: "this place",
    words: "following below appendix chapter figure et",
    pattern: regex("i")`
      \b(?:
        this (?:repo|repository|document|page|post|guide|section|article|table|script|file|paper)|in this|
        table \d|section \d|et al
      )\b
    `,
  },
  { name: "pronoun first", pattern: /^(?:[-*+>\s]{0,6})(?:it|this|that|they|these|those|he|she|there)\b/i },
  { name: "bracket first", pattern: /^[[(（]/ },
  {
    name: "project talk",
    words: `
      contribut* roadmap license licence suggestions documentation docs readme changelog install* clone
      download* subscribe contact customer* enterprise solution* platform todo tba planned wip maintain*
      tracked commit* fork* partner* warranty shipping press release edition
    `,
    pattern: regex("i")`
      \b(?:
        open an issue|let us know|feature requests?|builds? (?:up)?on|based on|support for|
        supports? the following|release notes|our team|coming soon|future work|work in progress
      )\b
    `,
  },
  {
    name: "announce",
    words: `
      goal announce* introduc* designed cover covers implement* provide* offer offers ship ships include
      includes contain contains present presents propose* describe* built adds added
    `,
  },
  {
    name: "method",
    words: `
      averag* median reproduc* methodology warm-up warmup baseline* script column row rows table chart plot
      graph
    `,
    pattern: regex("i")`
      \b(?:
        values are|figures are|numbers are|measured (?:with|at|by|on|over)|
        same (?:box|machine|prompt|command|settings|gguf)|runs each|seconds each
      )\b
    `,
  },
  { name: "colon end", pattern: /[:：]\s*$/ },
];
