/**
 * How a phrase is meant: of the author's own use, or denied, only possible, somebody else's, or part of a test. The
 * cues are data; each looks at a bounded stretch around the phrase.
 */
import { regex } from "../../../record/regex.ts";
import type { Passage } from "./passages.ts";

/** Words right before a topic that make it a use. */
const USE_BEFORE = regex("i")`
  (?:
    \b(?:
      for|mostly|mainly|used? (?:it |this |that |them |him |one )?(?:for|as|in|with|to)|
      using (?:it|this|them) (?:for|to)|workload|workloads|jobs?|purpose|goal|aim|serves?|serving|
      handles?|drives?|driving|backs?|backing|power(?:s|ing)|behind|feeds?|feeding|daily|best at|best for|
      good at|great at|great for|good for|strong at|zum|zur|f[üu]r|para|pour|objetivo|ziel
    )\b[^.;:!?|\n]{0,28}|
    \b(?:my|our|their|his|her|as|como|als|doing|do|does|did|runs?|running|primary|main|tasks?|to)
    (?: (?!is\b|are\b|was\b|were\b|guess\b|has\b|to\b)[\w'’-]{1,14}){0,2} |\b(?:i|we|to|also|ich|wir) |
    (?:->|→|=>)\s{0,2}[^.;:!?|\n]{0,16}|
    \b(?:
      for|use|uses|use[- ]cases?|used for|purpose|roles?|tasks?|jobs?|workloads?|goal|best (?:for|at)|
      good (?:for|at)|strengths?|zweck|einsatz|uso
    )[*_\x60]{0,3}:[*_\x60]{0,3}\s{0,2}[^.;:!?|\n]{0,28}
  )$
`;

/** Words right before a thing that say that it is the model's work. */
const GIVEN_BEFORE = regex("i")`
  (?:
    \b(?:
      for|f[üu]r|para|pour|feed(?:s|ing)?|dump(?:s|ed|ing)?|past(?:e|es|ing)|throw(?:s|ing)?|threw|
      push(?:es|ed|ing)?|upload(?:s|ed|ing)?|chews?|chewing|digests?|go(?:es)? through|
      work(?:s|ed|ing)? (?:through|on|over)|runs? over|ask(?:s|ing)? (?:it )?(?:about|questions)|
      questions (?:about|on|over)|reads?|reading|look(?:s|ing)? at|describes?|describing|watch(?:es|ing)?|
      handles?|processes|processing|sorts?|tags?|labels?|answers?|writes?|drafts?|über|handling
    )\b[^.;:!?|\n]{0,32}
  )$
`;

/** Words right after a topic that make it a use. */
const USE_AFTER = regex("i")`
  ^(?:[- ]?(?:only|heavy))?[\s*_\x60"')]{0,3}(?:
    box|rig|machines?|servers?|models?|set-?ups?|assistants?|agents?|bots?|pipelines?|workloads?|
    work\b(?! (?:since|now|again|fine|well|too|with|in|on|for|only|if))|use\b|usage|duty|duties|tasks?|
    sessions?|jobs?|daily driver|finetunes?|fine-tunes?|backend|endpoint|stack|profile|workflows?|service|
    stuff|card|node|host|sidecar|role|(?:->|→|=>|=|:|—|–|\|)
  )
`;

/** Columns whose cells say uses. */
const USE_COLUMN = regex("i")`
  ^(?:
    for|what for|use|uses|used for|use[- ]cases?|purpose|roles?|tasks?|jobs?|workloads?|best (?:for|at)|
    good for|strengths?|notes?|why|when|profile|duty|typical use|recommended (?:for|use)|zweck|einsatz|
    uso|para|usage|
  )$
`;

/** Topics that are uses by themselves; a heading "Summary", "Vision" or "Tool calling" only names a matter. */
const USE_NOUN = regex("i")`
  ^(?:
    coding|programming|programación|programmation|agents?|agentic|chat(?:ting)?|general[- ]purpose|rag|
    retrieval|writing(?: finetunes?)?|translation|translating|übersetz\w+|rp|fiction|prose|poetry|stories|
    creative (?:stuff|work|tasks|use)|voice|classification|extraction|(?:long|many|max\w*) \w+|quality|
    throughput|interactive|low[- ]\w+|real[- ]?time|cheap\w*|budget|frugal|no quantization|unquantized|
    full precision|under \$.*|for \$.*|sub-.*|\$.*|\d.*|million.*|(?:full|whole|native) .*|quiet|energy.*|
    power.*|creativity|daily driver|everyday .*|long-?ctx
  )$
`;

/** Topics that a title names for other reasons than use: its own parts, or what an engine can do. */
const MATTER = regex("i")`
  ^(?:
    code|summar\w+|docs|documentation|documents?|search|research|reports?|letters|articles|editing|
    debugging|ide|tool[- ]\w+|function[- ]\w+|mcp|workflows?|images?|vision|multimodal|visual|
    structured outputs?|conversations?|q ?& ?a
  )$
`;

/** Sections whose items say uses. */
const USE_HEADING = regex("i")`
  \b(?:
    what i (?:run|use|do|keep)|what (?:it|they)(?:'s|'re| is| are)? (?:for|used for|good for)|
    use[- ]cases?|my (?:setup|models|picks|daily)|which (?:model|one)|roles?|workloads?|recommendations?|
    verdict|daily|tl;?dr|goal|purpose|why\b
  )
`;

const DENIED_BEFORE = regex("i")`
  \b(?:
    not|no|never|isn'?t|aren'?t|don'?t|doesn'?t|wasn'?t|won'?t|cannot|can'?t|without|nothing to do with|
    instead of|rather than|unlike|than|useless|unusable|hopeless|terrible|bad|worse|too slow|too dumb|
    unbrauchbar|kein(?:e|en)?|nicht|neither|nor|sin
  )\b[^.;,:\n]{0,28}$
`;

const DENIED_AFTER = regex("i")`
  ^[^.;,\n]{0,40}\b(?:
    (?:is|are|was|were|feels?|gets?|ist|es) (?:\w+ ){0,3}(?:
      unusable|useless|too slow|hopeless|unbrauchbar|out of the question|painful|pointless|impossible|
      not (?:an option|possible|usable|worth|viable|good enough|the point)
    )|unbrauchbar|(?:doesn'?t|does not|didn'?t|did not|don'?t|do not) (?:matter|work|count)|
    not (?:tested|tried|supported)|untested
  )\b
`;

const POSSIBLE = regex("i")`
  \b(?:
    if (?:you|your|someone|somebody|one|people|anyone|i (?:had|could|wanted|ever))|anyone|anybody|
    would be (?:nice|great|good|better|interesting|perfect|fine|ideal)|
    could (?:be|also|in theory|probably)|should (?:be|also|work|in theory)|might|maybe|perhaps|
    plan(?:ning|ned)? (?:to|on|for)|want(?:ed)? to (?:try|test|see|use|build|buy|add)|wish|hope(?:fully)?|
    hoping|someday|one day|eventually|later|next (?:up|step|week|month|time|project|:)|to-?do|not tested|
    haven'?t (?:tried|tested|used)|never (?:tried|tested)|thinking (?:of|about)|consider(?:ing)?|
    look(?:ing)? (?:for|into)|curious|wonder(?:ing)?|what about|depends on|whether|unless
  )\b|\bif\b[^.,;]{0,40}$
`;

const OTHERS = regex("i")`
  \b(?:
    (?:they|he|she) (?:says?|claims?|reports?|posted|got|gets|have|has|ran|want\w*)|someone|somebody|
    others|other people|most (?:people|folks|users)|everyone|everybody|nobody|
    people (?:who|that|say|use|claim|report|with)|folks|
    my (?:friend|colleague|coworker|partner|brother|boss)|vendors?|marketing|advertis\w+|chatgpt|openai|
    gpt-\d\S{0,8}|gemini|anthropic|frontier|hosted|supports?|supported|supporting|support for|features?|
    enables?|compatible|capable of|capabilities|can be used|designed for|trained (?:on|for)|known for|
    claims?|released|announced|licen[cs]e
  )\b[^.;\n]{0,50}$
`;

/** A trade, not a use: "our translation office". */
const BUSINESS_AFTER =
  /^[\s*_`"')]{0,3}(?:office|agency|bureau|firm|company|business|department|industry|team)\b/i;

/** Tests are no use: "HumanEval coding", "the code prompt", "RAG benchmark". */
const TEST_AFTER = regex("i")`
  ^[\s*_\x60"')]{0,3}(?:
    prompts?|benchmarks?|bench(?:ing)?|tests?|evals?|evaluation|scores?|suites?|questions?|results?|
    leaderboards?|samples?|examples?|datasets?|templates?|formats?|completions? (?:api|endpoint)|/v1|
    parsers?|encoders?|towers?|projectors?|tokens?
  )\b
`;
const TEST_BEFORE = regex("i")`
  \b(?:
    humaneval|livecodebench|swe-?bench|mmlu|mbpp|gsm8k|aime|benchmarks?|evals?|prompts?|prompt \d|p\d|
    test(?:ed|ing)?|task \d|score[sd]?|acceptance|dataset
  )\b[^.;\n]{0,24}$
`;

export interface Phrase {
  start: number;
  end: number;
}

/** Whether a topic stands where it names a use. */
export function isFramed(text: string, passage: Passage, phrase: Phrase): boolean {
  const before = text.slice(Math.max(passage.start, phrase.start - 44), phrase.start);
  const after = text.slice(phrase.end, Math.min(passage.end, phrase.end + 24));
  const topic = text.slice(phrase.start, phrase.end);
  if (passage.kind === "title" && !MATTER.test(topic)) return true;
  if (passage.kind === "title" || passage.kind === "heading")
    return USE_NOUN.test(topic) || USE_BEFORE.test(before);
  if (passage.kind === "cell")
    return passage.column !== undefined && USE_COLUMN.test(passage.column.trim().replace(/[*_`]/g, ""));
  if (USE_BEFORE.test(before) || USE_AFTER.test(after)) return true;
  const opens = /^[\s*_`>+-]{0,8}(?:\d{1,2}[.)]\s{1,2})?[*_`]{0,3}(?:[\w &,/-]{1,24})?$/.test(before);
  const fragment = passage.item && passage.end - passage.start < 60 && FRAGMENT_AFTER.test(after);
  return (
    opens &&
    (fragment ||
      isUnderUses(text, passage) ||
      /^[\w &,/-]{0,24}[*_`]{0,3}\s{0,2}(?:->|→|=>|:|—|–)/.test(after))
  );
}

/** "Letters, and German to English.": the words of an item that is only a list of uses. */
const FRAGMENT_AFTER = /^[\s*_]{0,3}(?:[,.;]|$| and\b| &)/;

/** Whether a thing (photos, invoices) stands where it is handed to the model; in titles and columns of uses it is. */
export function isGivenAsWork(text: string, passage: Passage, phrase: Phrase): boolean {
  const before = text.slice(Math.max(passage.start, phrase.start - 60), phrase.start);
  if (passage.kind === "cell") return isFramed(text, passage, phrase);
  if (passage.kind === "title" || passage.kind === "heading")
    return /\b(?:for|reading|over|my|our) (?:[\w-]{1,14} ){0,2}$/i.test(before);
  if (GIVEN_BEFORE.test(before)) return true;
  return passage.item && isUnderUses(text, passage) && DASHED.test(before);
}

/** After the name of an item: "`vl:8b` — receipts and …". */
const DASHED = /(?:->|→|=>|:|—|–|\s-)\s{1,2}[^.;:!?|\n]{0,34}$/;

/** Whether the section's heading asks what things are for. */
function isUnderUses(text: string, passage: Passage): boolean {
  const inner = passage.sections.at(-1);
  return inner !== undefined && USE_HEADING.test(text.slice(inner.heading.start, inner.heading.end));
}

/** Signs that a sentence speaks of what its author runs or recommends, not of what a model was made for. */
const ANCHOR = regex("i")`
  \b(?:
    i|i'm|i'd|i've|we|we're|we've|my|our|me|us|mine|ich|wir|mir|mein\w{0,2}|unser\w{0,2}|mi|nuestr[oa]|
    objetivo|mon|notre|nous|j'|je|uso|utilizo|utilise|nutze|
    (?:this|the|one) (?:[\w/.+-]{1,16} ){0,2}(?:
      box|rig|machine|set-?up|server|card|laptop|homelab|pi|node|instance|host|deployment|profile
    )|(?:safe |first |top |my )?picks?|choice|go-to|recommend\w*|best (?:for|at)|
    use (?:it|this|these|that) (?:for|as)|used (?:it |this )?(?:for|by|from|as|in)|uses? it|daily|all day|
    every (?:day|hour|night|evening|morning)|each (?:day|night)|it [a-z]{3,12}s|sits? behind|with it|both|
    go(?:es)? through|describes|drafts|reads|tags|sorts|classifies|transcribes|translates|answers|drives|
    handles|summari[sz]es|finished|the (?:kids|family|children|staff)|production|in use|
    (?:
      perfect|great|good|fine|ideal|enough|usable|suited|suitable|ok|okay|plenty|works?|comfortable|gut|
      reicht
    ) (?:well |great |fine )?f(?:or|ür)|sweet spot|keep\w*|goal|purpose|workloads?|use[- ]cases?|
    at (?:work|home)|office|team|company|family
  )\b|->|→|用来|平时|日常|我|用于|主要
`;

/** A sentence or item that gives a speed speaks of a run. */
const FIGURE = /\d\s?(?:tok(?:ens?)?|t|tk)\s?\/\s?s\b|\d tps\b|tokens? per second/i;

/** Whether a sentence, item or comment is about the author's setups; titles, headings and cells are. */
export function isAnchored(text: string, passage: Passage, phrase: Phrase): boolean {
  if (passage.kind !== "sentence") return true;
  if (
    ANCHOR.test(
      text.slice(Math.max(passage.start, phrase.start - 300), Math.min(passage.end, phrase.end + 300)),
    )
  )
    return true;
  const { block } = passage;
  return (
    (passage.item && isUnderUses(text, passage)) ||
    FIGURE.test(
      text.slice(Math.max(passage.start, phrase.start - 300), Math.min(passage.end, phrase.end + 300)),
    ) ||
    (passage.item && block.end - block.start < 400 && FIGURE.test(text.slice(block.start, block.end)))
  );
}

/** How a setup should answer is said by a title, in a column of uses, or by "for …": a topic alone is what was measured. */
export function statesAim(text: string, passage: Passage, { start, end }: Phrase): boolean {
  if (passage.kind === "title" || passage.kind === "cell") return true;
  const label = passage.item && /^[\s*_`>+-]{0,8}$/.test(text.slice(passage.start, start));
  if (label && /^[*_`]{0,3}\s?:/.test(text.slice(end, end + 5))) return true;
  return /\b(?:for|needs?|want(?:ed)?|f[üu]r|para|pour) (?:[\w-]{1,14} ){0,2}$/i.test(
    text.slice(Math.max(passage.start, start - 44), start),
  );
}

/** Whether a phrase is meant of the author's own setup. */
export function isMeant(text: string, passage: Passage, phrase: Phrase): boolean {
  const before = text.slice(Math.max(passage.start, phrase.start - 90), phrase.start);
  const after = text.slice(phrase.end, Math.min(passage.end, phrase.end + 60));
  if (BUSINESS_AFTER.test(after) || TEST_AFTER.test(after) || TEST_BEFORE.test(before)) return false;
  if (DENIED_BEFORE.test(before) || DENIED_AFTER.test(after)) return false;
  if (passage.kind === "title") return true;
  const words = text.slice(Math.max(passage.start, passage.end - 40), passage.end);
  if (passage.kind !== "heading" && /\?[\s*_)"]{0,4}$/.test(words)) return false;
  const recommends = /\bi(?:'d| would) (?:keep|use|take|pick|run|choose|go)\b/i.test(before);
  return recommends || !(POSSIBLE.test(before) || OTHERS.test(before));
}
