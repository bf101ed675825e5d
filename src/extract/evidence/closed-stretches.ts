/**
 * The stretches of a document that carry no evidence: what a reader of the page would not see, and what speaks to a
 * reading program instead of a person. Knows nothing of models.
 */
import { regex } from "../../record/regex.ts";

/** Half-open range of UTF-16 code units. */
export interface Stretch {
  start: number;
  end: number;
  why: "hidden" | "instruction";
}

/** An element's opening tag, and the attributes that make it invisible. */
const ELEMENT = /<(span|div|p|font|td|small|section|template|noscript|script|style)\b([^<>]{0,400})>/gi;
const INVISIBLE = regex("i")`
  display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|
  opacity\s*:\s*0(?![.\d]*[1-9])|color\s*[:=]\s*["']?(?:white|#fff(?:fff)?)\b|\bhidden\b
`;
const NEVER_SHOWN = new Set(["template", "noscript", "script", "style"]);
/** A link definition that nobody links to is how Markdown writes a comment. */
const MARKDOWN_COMMENT = /^\[\/\/\]:? ?#? ?\(.{0,5000}\)$/gm;
/** An invisible element is looked for this far, in UTF-16 units. */
const LONGEST_ELEMENT = 5000;

/** How people write to a program that reads for somebody else. In folded lower case; none spans lines. */
const INSTRUCTIONS: readonly RegExp[] = [
  // English
  regex()`
    \b(?:ignore|disregard|forget)\b.{0,20}\b(?:instructions?|rules?|prompts?)\b.{0,20}\b
    (?:above|before|so far|given)\b
  `,
  regex()`
    \b(?:ignore|disregard|forget|override|skip|do not follow|stop following)\b.{0,40}\b(?:
      above|previous|prior|earlier|preceding|all|any|your|other|these|system
    )\b.{0,30}\b(?:
      instructions?|prompts?|rules?|text|content|context|directions?|guidelines?|schema|task|messages?
    )\b
  `,
  regex()`
    \b(?:note|message|attention|instructions?|important|reminder|memo|hint|request) (?:to|for)[ ]
    (?:the |all |any )?(?:
      ai|a\.i\.|llms?|assistants?|language models?|models? reading|bots?|agents?|crawlers?|extractors?|
      parsers?|scrapers?|automated|summari[sz]ers?|indexers?|readers? that are
    )\b
  `,
  regex()`
    \b(?:if you are|dear|hey|hello|attention) (?:an? |any |the )?(?:
      ai|a\.i\.|llm|large language model|language model|assistant|chatbot|bot|
      extraction (?:model|system|agent)|automated
    )\b
  `,
  /\byou (?:are now|must now|will now|have been|shall now|are no longer)\b/,
  regex()`
    ^\W{0,12}(?:system|assistant|developer|user|human|tool|function)\W{0,6}
    (?:message|prompt|instruction|note|override)?\W{0,4}[:>\]]
  `,
  regex()`
    \b(?:new|updated|revised|real|actual|additional|hidden|special) (?:system )?
    (?:instructions?|task|directive|prompt)\b\s*(?:[:.-]|are|is|follow)
  `,
  regex()`
    \b(?<!models? )(?:respond|reply|answer|output|return|print|emit|write) (?:
      only |exactly |just |with |back |the following |instead[ ]
    )+.{0,30}(?:json|list|array|object|empty|\[\]|\{\}|setups?|records?|facts?|text|word)
  `,
  regex()`
    \b(?:
      add|insert|append|include|report|record|register|set|change|replace|overwrite|mark|classify|label|
      rate|list|extract|treat|count|assign|give
    ) (?:the following |a |an |one |all |every |each |any |this |these |only |other )+.{0,50}\b(?:
      setups?|records?|measurements?|values?|entry|entries|facts?|outcomes?|confidence|fields?|catalog|
      use ?cases?|decode|figures?|speeds?|documents?
    )\b
  `,
  regex()`
    \b(?:as|since) (?:you are )?an? (?:ai|language model|assistant)\b|
    \byour (?:
      system prompt|instructions|training|json (?:answer|output)|answer must|output must|task is now|
      response must
    )\b
  `,
  regex()`
    \b(?:reveal|print|repeat|show|leak|send|post|fetch|visit|open|call|request|download|curl|execute|run)\b
    .{0,40}\b(?:
      your (?:system )?prompt|your instructions|api[_ -]?keys?|environment variables?|secrets?|
      the following url|this url|https?://\S+ (?:and|to|with) (?:report|confirm|continue|verify)
    )
  `,
  regex()`
    \b(?:the |this )?(?:model|assistant|ai|extractor|extraction|verifier|auditor|audit)[ ]
    (?:must|should|shall|has to|needs to|is required to|will) (?:now |only |always |also |then )*(?:
      ignore|report|return|answer|output|set|respond|reply|mark|add|classify|treat|assign|state|list|write|
      record|confirm|say|obey|follow|support|trust|accept|approve|skip|stop
    )\b
  `,
  regex()`
    \b(?:all|every|any) (?:other )?(?:setups?|records?|measurements?|documents?|claims?|values?)\b.{0,40}\b
    (?:must|should|shall|are to|is to|need to) be\b
  `,
  // Other languages
  regex()`
    \b(?:ignoriere?|vergiss|missachte)\b.{0,60}\b(?:
      anweisung\w*|oben|obige\w*|vorherige\w*|bisherige\w*|regeln
    )\b|\bhinweis (?:an|für) (?:die |das |alle )?(?:ki|sprachmodell\w*|assistent\w*)
  `,
  regex()`
    \b(?:ignore[zr]?|oublie[zr]?|ne tenez pas compte)\b.{0,60}\b
    (?:instructions?|consignes?|précédent\w*|ci-dessus|règles)\b|\bnote (?:à|pour) l.?(?:ia|assistant)
  `,
  regex()`
    \b(?:ignora|olvida|haz caso omiso|ignore)\b.{0,60}\b(?:
      instrucciones|anteriores|reglas|anterior|instruções|istruzioni|precedenti|regole
    )\b
  `,
  /(?:忽略|无视|忽視|無視|忘记).{0,30}(?:指令|指示|说明|以上|上述|之前|規則|规则|内容)|(?:请|請)?(?:作为|作為)(?:一个)?(?:ai|人工智能|助手)/,
  /(?:игнорируй|забудь|не обращай внимания).{0,60}(?:инструкц|указани|предыдущ|выше|правил)/,
  /(?:指示|命令|ルール|上記|以前).{0,20}(?:無視|忘れ)|(?:이전|위의).{0,20}(?:지시|명령|규칙).{0,20}(?:무시|잊)/,
  regex()`
    (?:تجاهل|انس).{0,60}(?:التعليمات|السابقة|أعلاه)|(?:अनदेखा|भूल).{0,60}(?:निर्देश)|
    (?:निर्देश).{0,40}(?:अनदेखा|भूल)
  `,
];

/** The marks of chat templates; in a command line somebody passes them to a model of his own. */
const TEMPLATE_MARKS = regex()`
  <\|?(?:im_start|im_end|system|assistant|user|endoftext|start_header_id|eot_id|begin_of_text)\|?>|
  \[/?inst\]|<</?sys>>|\bbegin system\b|
  \bend of (?:document|text|input|context)\b.{0,40}\b(?:new|now|task|instruction)
`;
const COMMAND = /(?:^|\s)--?[a-z][a-z-]+(?:[ =]\S+)?\s/;

/** What an answer of ours looks like when somebody writes it into a page. */
const ANSWER_SHAPES = regex()`
  "(?:setups?|facts|measurements|verdicts|insights|claims?|records?)"\s*:\s*[[{]|
  "(?:quote|verdict|setup|metric|field)"\s*:\s*"
`;

/** Lines of one stretch that may be joined to one closed paragraph. */
const LONGEST_PARAGRAPH = 4000;

/** All closed stretches, in order, without overlap. Linear in the text's length. */
export function closedStretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const range of hiddenRanges(text)) found.push({ ...range, why: "hidden" });
  for (const paragraph of paragraphs(text)) {
    const words = text.slice(paragraph.start, paragraph.end);
    if (speaksToPrograms(words)) found.push({ ...paragraph, why: "instruction" });
  }
  return joined(found);
}

/** Written but not shown: HTML comments, invisible elements, Markdown comments. */
function* hiddenRanges(text: string): Generator<{ start: number; end: number }> {
  for (let start = text.indexOf("<!--"); start >= 0; ) {
    const close = text.indexOf("-->", start + 4);
    if (close < 0) break;
    yield { start, end: close + 3 };
    start = text.indexOf("<!--", close + 3);
  }
  for (const match of text.matchAll(ELEMENT)) {
    const name = (match[1] ?? "").toLowerCase();
    if (!NEVER_SHOWN.has(name) && !INVISIBLE.test(match[2] ?? "")) continue;
    const from = match.index + match[0].length;
    const close = text
      .slice(from, from + LONGEST_ELEMENT)
      .toLowerCase()
      .indexOf(`</${name}`);
    if (close >= 0) yield { start: match.index, end: from + close + name.length + 3 };
  }
  for (const match of text.matchAll(MARKDOWN_COMMENT)) {
    yield { start: match.index, end: match.index + match[0].length };
  }
}

/** True where the words are addressed to a reading program, or are shaped like its answer. */
export function speaksToPrograms(words: string): boolean {
  if (ANSWER_SHAPES.test(words)) return true;
  const even = plainLetters(words);
  if (TEMPLATE_MARKS.test(words.toLowerCase()) && !COMMAND.test(even)) return true;
  return even.split("\n").some((line) => INSTRUCTIONS.some((pattern) => pattern.test(line.slice(0, 2000))));
}

/** Lower case, without the marks, zero-width characters and look-alike letters that hide a word from a search. */
function plainLetters(words: string): string {
  const lookAlikes: Record<string, string> = {
    а: "a",
    е: "e",
    о: "o",
    р: "p",
    с: "c",
    х: "x",
    у: "y",
    і: "i",
    ѕ: "s",
    ԁ: "d",
    ո: "n",
  };
  const shown = words
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad*_`~]/g, "");
  // Only in words that mix alphabets: Russian stays Russian.
  return shown.replace(/[\p{L}]+/gu, (word) =>
    /[a-z]/.test(word) ? word.replace(/[^\x00-\x7f]/g, (letter) => lookAlikes[letter] ?? letter) : word,
  );
}

function* paragraphs(text: string): Generator<{ start: number; end: number }> {
  let start = 0;
  for (const gap of text.matchAll(/\n[ \t]*\n/g)) {
    yield* pieces(start, gap.index);
    start = gap.index + gap[0].length;
  }
  yield* pieces(start, text.length);
}

function* pieces(start: number, end: number): Generator<{ start: number; end: number }> {
  for (let from = start; from < end; from += LONGEST_PARAGRAPH)
    yield { start: from, end: Math.min(end, from + LONGEST_PARAGRAPH) };
}

function joined(stretches: Stretch[]): Stretch[] {
  const sorted = stretches.sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Stretch[] = [];
  for (const stretch of sorted) {
    const last = out.at(-1);
    if (last && stretch.start < last.end) last.end = Math.max(last.end, stretch.end);
    else out.push({ ...stretch });
  }
  return out;
}

/** Stands for every character of a closed stretch; no quote can hold it. */
export const CLOSED = "\u0000";

/** The text with its closed stretches blotted out: same length, same line breaks, so that every offset stays. */
export function readableText(text: string, blot: string = CLOSED): string {
  const pieces: string[] = [];
  let from = 0;
  const open = text.replaceAll(CLOSED, " ");
  for (const { start, end } of closedStretches(open)) {
    pieces.push(open.slice(from, start), open.slice(start, end).replace(/[^\n]/g, blot));
    from = end;
  }
  return pieces.join("") + open.slice(from);
}
