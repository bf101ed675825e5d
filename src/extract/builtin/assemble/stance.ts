/**
 * Tells what a sentence does with the hardware and models it names: reports the author's own, or only compares, wishes,
 * plans, asks or quotes. The cues are data.
 */
import { regex } from "../../../record/regex.ts";
import type { Strength } from "./scope.ts";

/** Sentences like these say nothing of a setup that somebody ran. */
const ELSEWHERE = regex("i")`
  \b(?:
    would (?:be|need|want|love|probably|like|cost|have)|wouldn't|could (?:be|probably)|might (?:be|get)|
    if (?:you|i|we|someone|somebody) (?:had|have|can|could|want|need|buy|get)|wish|waiting for|on the way|
    before (?:i|we) buy|thinking (?:of|about)|planning|planned|plan to|as soon as|suffic(?:es?|ient)|
    considering|consider|instead of|rather than|compared (?:to|with)|comparison|versus|
    than (?:a|an|the|my old)|someone else|they (?:ran|run|used|use|have|had|got|claim|say)|somebody|
    people (?:say|claim|report)|claims?|claimed|they say|reportedly|advertis\w+|marketing|on paper|
    theoretical\w*|in theory|estimat\w+|expected?|extrapolat\w+|roofline|api (?:price|speed)|hosted|
    gpt-4\w*|gpt-5\w*|claude|gemini|todo|to do|next:|
    next (?:card|gpu|box|rig|machine|upgrade|build|purchase|laptop|server)s? (?:will|would|is going|might|may|should)|not tested|untested|never tried|haven't tried|
    have not tried|no longer|used to(?! build)|minimum|recommended specs|requirements?|e\.g\.|for example|
    such as|support(?:s|ed)? (?:for|on)|(?:do(?:es)? not|don't|doesn't) want|someday|some day|one day i|
    i can dream|dream(?:s|ing)? of|not happening|eyeing|saving (?:up )?for|tempted|wishlist|wish list|
    on order|(?:have|has) not arrived|hasn't arrived|hasn't shipped|when (?:it|they|my \w+) arrives?|
    keep(?:s|ing)? up with|think of (?:it|this|that) as|on par with|equivalent (?:of|to)|
    what about|anyone|has anybody|does (?:it|this|anyone)|is it possible|not (?:the|mine)
  )\b|\?\s*$
`;

/** Somebody else's machine governs nothing of what follows. */
export const OTHERS = regex("i")`
  \b(?:
    (?:my|a|his|her|the|our) (?:
      friend|buddy|colleague|coworker|brother|sister|dad|father|mum|mom|mother|son|daughter|wife|husband|
      gf|girlfriend|bf|boyfriend|roommate|flatmate|cousin|uncle|boss|neighbou?r
    )|someone(?: else)?|somebody(?: else)?|another user|Kumpel|amigo
  )(?:'s|’s)\b|
  \b(?:
    (?:my|a|our) (?:
      friend|buddy|colleague|coworker|brother|sister|dad|father|mum|mom|mother|son|daughter|wife|husband|
      gf|girlfriend|bf|boyfriend|roommate|flatmate|cousin|uncle|boss|neighbou?r
    )|someone(?: else)?|somebody(?: else)?|another user
  ) (?:with|has|gets|got|runs|reports?|measured|on|here)\b|
  \b(?:everyone|everybody|people|others)(?: \w{2,12}){0,2} (?:posts?|show(?:s|ing)?|brags?|bragging|talks?)\b|朋友的
`;

/** Sentences like these speak of what the author has or runs. */
const OWN = regex("i")`
  \b(?:
    my|mine|our|replaced (?:it|them|that|those|(?:the|my) [\w ]{2,24}?) (?:with|by)|
    swapped (?:it|them|that|those) for|upgraded to|moved (?:on )?to|i have|i've got|i've|we have|i use|
    we use|i run|we run|i'm (?:on|running|using)|running on|runs on|run on|ran on|tested on|tested with|
    measured on|benchmarked on|box|rig|machine|set-?up|hardware|workstation|homelab|build|specs|here\b|
    same (?:box|machine|card|gpu|setup|rig)|got (?:a|an|two|three|four|\d)|equipped|consists|experiments?|
    evaluat\w+ on|conducted|test ?bed|we measure|
    all (?:runs|numbers|measurements|tests|experiments|results)|
    (?:node|machine|system|hardware) (?:i am|i'm) using|i own|equipo|gerät|rechner|meine[rmns]?|
    port[áa]til|droplet|instance
  )\b
`;

/** A line that states one attribute (`GPU: RTX 3090`, `- **CPU**: …`). */
const KEYED = regex("i")`
  ^[\s*_>|+-]{0,8}(?:\*\*|__|\x60)?(?:
    gpus?|cpus?|ram|memory|vram|apu|hardware|devices?|machine|box|rig|server|systems?|model|os|engine|
    backend|chip|soc|accelerators?|card|graphics|processor|software|quant(?:ization)?|context|node|host|
    cards|main ?board|igpu|test (?:system|setup)|setup|the box|the card|the machine|laptop|notebook|
    desktop|workstation|pc|phone|tablet|mac|nas|tower|spark
  )\b[^:\n]{0,30}(?:\*\*|__|\x60)?\s?:
`;

/** Whether a line states one attribute of a machine or a run. */
export const isKeyed = (line: string) => KEYED.test(line);

/** Sections with such headings describe the machine. */
const MACHINE_HEADING = regex("i")`
  \b(?:
    hardware|machine|system|set-?up|specs?|specifications|environment|the box|test ?bed|rig|build|equipo|
    what's inside|ausstattung|configuration|infrastructure|hosts?
  )\b
`;

/** Sections with such headings are about other people's machines, or about none. */
const FOREIGN_HEADING = regex("i")`
  \b(?:
    related work|references|bibliography|future|next(?: steps)?|alternatives?|background|introduction|
    pricing|prices|faq|glossary|acknowledg\w+|license|contributing|read next|todo|to do|roadmap|
    recommended hardware|requirements
  )\b
`;

/** Sections with such headings hold what others measured: none of it is the author's, nor anybody's own report. */
const REPORTED_HEADING = regex("i")`
  \b(?:
    (?:other people|others|other users|someone else|somebody else|people)(?:'s|’s|'|’)?[ ]
    (?:numbers?|figures?|results?|benchmarks?|runs|reports?|rigs?|setups?)|
    not (?:mine|ours|my own|measured (?:here|by (?:me|us)))\b|(?:numbers?|figures?|results?) from (?:others|elsewhere|the web)|
    (?:seen|read|found|reported) elsewhere|hearsay|published (?:numbers?|figures?|results)|
    what [\w .-]{2,24} (?:says?|claims?|promises?|advertises?)\b|
    (?:vendor|official|advertised|claimed)(?:'s|’s)? (?:numbers?|figures?|claims?|specs?)\b
  )
`;

export const isReportedHeading = (heading: string) => REPORTED_HEADING.test(heading);

/** What a section's heading says of the hardware named in it. */
export function headingStance(heading: string): "machine" | "foreign" | undefined {
  if (FOREIGN_HEADING.test(heading)) return "foreign";
  return MACHINE_HEADING.test(heading) && heading.length < 60 ? "machine" : undefined;
}

const ON_MINE = /\b[Oo]n (?:my|our) /;

/** How a sentence's mentions count for what follows; undefined: not at all. */
export function stanceOf(sentence: string, section?: "machine" | "foreign"): Strength | undefined {
  if (section === "foreign") return undefined;
  if (KEYED.test(sentence)) return "strong";
  if (section === "machine" && !ELSEWHERE.test(sentence)) return "strong";
  // "On my 3090 it got slower?": the card is there, whatever is asked.
  if (ELSEWHERE.test(ON_MINE.test(sentence) ? sentence.replace(/\?+\s*$/, "") : sentence)) return undefined;
  return OWN.test(sentence) ? "strong" : "weak";
}

/** From here on a sentence speaks of what its subject is held against: `than …`, `2x what … delivers`. */
export const HELD_AGAINST = regex("i")`
  \b(?:faster|slower|better|worse|quicker|more|less|cheaper|bigger|smaller|higher|lower) than\b|
  \bcompar(?:ed|ing)\b[^.;]{0,60}?\bagainst\b|
  \b(?:\d{1,3}(?:\.\d{1,2})?\s?[x×]|twice|double|half|triple|\d{1,3}(?:\.\d)?\s?%) (?:of )?(?:
    what|that of|the (?:speed|throughput|performance|rate|bandwidth) of
  )\b
`;

/** Figures in such a clause are not the author's measurements. */
const NOT_MEASURED = regex("i")`
  \b(?:
    estimat\w*|would|could|should (?:be|get|give|reach)|expect\w*|theor\w+|roofline|in theory|ceiling|
    (?:when|if) (?:it|they|that) (?:stays?|is|are|runs?|gets?) (?:above|over|below|under|faster than|slower than)|
    perfect|ideal|claims?|claimed|advertis\w+|reportedly|according to|readme (?:has|says)|docs? says?|
    hosted|serverless|api\b|frontier|openai|gpt-[45]\S*|claude|gemini|reading speed|people read|target|
    goal|hop(?:e|ing) for|need(?:s|ed)? (?:at least|about)|at least|minimum|(?<!\b(?:adds?|added) )up to|blazing|loses?|lost|
    more than|faster by|slower by|gain of|difference of|improv\w+ (?:of|by)|bandwidth
  )\b
`;

/** Before a figure, in its sentence: the figure is somebody else's, or one from memory. */
const ELSEWHERE_BEFORE = regex("i")`
  \b(?:
    official(?:ly)?|i (?:had )?read|(?<!\b(?:together|both|cards|all) )they (?:get|got|report|claim|say|have)|
    (?:some(?:body|one)|(?<!\b(?:two|three|four|five|six|eight|ten|twelve|twenty|thirty|\d{1,4}) )people|others|everyone|another user|users? (?:there|elsewhere|over there))\b
    [^.;,]{0,28}\b(?:
      has|have|had|gets?|got|posted|publish(?:ed)?|post|report|reached|sees?|saw|reports?|reported|says?|
      said|claims?|claimed
    )|(?:a |my )?(?:friend|colleague|buddy|coworker)(?:'s|’s)?(?: with)?|readme|blog ?post|youtube\w*|
    reddit|an? (?:\w+ ){0,2}(?:packager|user|poster|reader|redditor|commenter|reviewer|maintainer|tester)[ ]
    (?:reports?|reported|claims?|claimed|says|said|posted|measured|gets?|got|wrote)|
    the (?:post|thread|article|video|tweet|issue)\b[^.;,]{0,40}\b(?:had|has|says?|said|claim\w*|report\w*|shows?)|
    (?:vendor|nvidia|amd|apple|intel)(?:'s|’s)? (?:own )?(?:numbers?|figures?|slides?|tables?|claims?)|published|hosted|
    serverless|cloud api
  )\b
`;
const RELATIVE_BEFORE = regex("i")`
  \b(?:my|our) (?:
    friend|buddy|colleague|coworker|brother|sister|dad|father|mum|mom|mother|son|daughter|wife|husband|gf|
    girlfriend|bf|boyfriend|roommate|flatmate|cousin|uncle|boss|neighbou?r
  )\b
`;
/** Turns back to the author's own. */
const OWN_AGAIN = regex("i")`
  \b(?:
    but|while|whereas|here|mine|i (?:get|got|see|have|measured?)|we (?:get|got|see|measured?)|my|our|
    on this
  )\b
`;

/** Whether the words of a sentence before a figure say that it was measured elsewhere, by others. */
export function isOthers(before: string): boolean {
  const match = ELSEWHERE_BEFORE.exec(before) ?? RELATIVE_BEFORE.exec(before);
  return match !== null && !OWN_AGAIN.test(before.slice(match.index + match[0].length));
}

export const isMeasured = (clause: string) => !NOT_MEASURED.test(clause);

/** Signs that a setup does not run: the outcome "fails". */
export const FAILS = regex("i")`
  \b(?:
    ooms?\b|out[- ]of[- ]memory|crash(?:es|ed|ing)?|segfault\w*|
    does(?:n't| \*{0,2}not\*{0,2}) (?:work|load|fit|run|start)(?! (?:\w{1,12} ){0,2}(?:well|faster|better|much)\b)|
    did(?:n't| \*{0,2}not\*{0,2}) (?:work|load|fit|run|start)|won't (?:load|run|start|fit)|
    fails? (?:to|with|at|during)|failed|hangs?\b|hung|aborts?|aborted|insufficient vram|not supported|
    unsupported|refuses to|cannot (?:load|run|allocate)|can't (?:load|run|fit)|garbage|gibberish|
    never loads?|impossible
  )\b
`;

/** Signs of a setup that simply runs, where no figure is given. */
export const WORKS = regex("i")`
  \b(?:
    works? (?:fine|great|well|perfectly|for me|here|flawlessly|out of the box|now|ok(?:ay)?|with|on)|
    do(?:es)? work|seems? to (?:be able to )?(?:work|run)|also works?|
    runs? (?:fine|great|well|perfectly|here|smoothly|without (?:issues|problems|errors))|
    loads? (?:fine|and runs|without)|working (?:fine|great|well|for me|now)|
    no (?:issues?|problems?) (?:with|on|here|running)|can confirm (?:it|that|this)? ?works|daily driver|
    rock[- ]solid|stable (?:for|since|over)
  )\b
`;

/** Titles of reports about something that does not run as it should. */
const REPORT = regex("i")`
  \b(?:
    crash\w*|oom|out of memory|fail\w*|error|exception|assert\w*|segfault|hang\w*|garbage|gibberish|
    broken|stuck|not work\w*|doesn't|does not|won't|cannot|can't|unable|regression|corrupt\w*|abort\w*|
    killed|nan
  )\b
`;
const REQUEST = regex("i")`
  \b(?:
    feature|request|support for|proposal|rfc|question|how (?:to|do|can)|add |update |docs?:|documentation|
    suggestion
  )\b
`;

/** Whether a thread's title reports a failure rather than asks for something. */
export const reportsFailure = (title: string) => REPORT.test(title) && !REQUEST.test(title);

/** Signs of a setup that runs with a stated defect. */
export const PARTIAL = regex("i")`
  \b(?:
    too slow|unusable|not us(?:e)?able|barely|sluggish|disappoint\w*|
    slower than (?:expected|before|the|without|llama)|much slower|throttl\w+|regress\w+|unstable|
    sometimes (?:crash\w*|hangs?)|every now and then|not worth|no gain|hardly any gain|
    does(?:n't| not) help|never faster|not competitive|gave up|discarded|descartad\w*|unbrauchbar|
    broken output|painful\w*|incredibly slow|cannot be right
  )\b
`;
