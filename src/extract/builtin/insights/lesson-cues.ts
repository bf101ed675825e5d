/**
 * The turns of phrase by which a sentence shows itself a general lesson, or shows that it is none. Data only. The weights
 * are the log odds of a ridge-regularised logistic fit over labelled documents (decision 023); cues without weight went.
 */

export type LessonCue = { name: string; pattern: RegExp; weight: number };

const cue = (name: string, weight: number, source: string, flags = "i"): LessonCue => ({
  name,
  weight,
  pattern: new RegExp(source, flags),
});

/** Each cue counts once a sentence. */
export const LESSON_CUES: readonly LessonCue[] = [
  cue(
    "compared",
    0.4,
    "\\b(?:faster|slower|better|worse|more|less|higher|lower|bigger|smaller|larger|cheaper|quicker|easier|harder|fewer|longer|shorter|más|menos|mejor|peor|schneller|langsamer|besser|mehr|weniger) (?:\\w+ ){0,3}(?:than|que|als)\\b",
  ),
  cue(
    "comparative",
    0.6,
    "\\b(?:faster|slower|better|worse|higher|lower|cheaper|quicker|easier|smaller|larger|bigger|longer|best|worst|fastest|slowest|mejor|peor|besser|schneller)\\b",
  ),
  cue(
    "ratio",
    0.4,
    "\\b(?:twice|double|half|doubles?|halves|triple|\\d+(?:\\.\\d+)? ?(?:x|×)(?![A-Za-z0-9])|\\d{1,3} ?%|times (?:as|the|faster|slower)|a third|a factor of|percent)",
  ),
  cue(
    "advice",
    0.3,
    "\\b(?:should|recommend\\w{0,3}|prefer\\w{0,4}|avoid\\w{0,3}|never|always|make sure|must|need(?:s)? to|have to|required?|worth|ought|consider|stick (?:to|with)|instead of|don't|do not|do \\*\\*not\\*\\*|better to|want to|pays? off|debes?|obligatorio|sollte\\w{0,2}|muss|lieber)\\b",
  ),
  cue(
    "imperative",
    0.2,
    "^(?:[-*+>\\s\\d.)*_`]{0,8})(?:use|set|leave|keep|add|avoid|try|turn|cap|plan|size|put|pin|raise|lower|start|build|run|check|watch|expect|get|buy|pick|choose|disable|enable|don't|never|always|remember|note)\\b",
  ),
  cue(
    "cause",
    0.4,
    "\\b(?:because|since|therefore|hence|so that|thus|which is why|that is why|the reason|due to|thanks to|as a result|means? that|consequently|weil|deshalb|porque|por eso|reason is)\\b",
  ),
  cue(
    "general",
    0.7,
    "\\b(?:in general|generally|usually|typically|tends? to|in practice|rule of thumb|in the end|turns? out|conclu\\w{2,5}|note that|keep in mind|caveat|basically|bottom line|in short|overall|takeaway|tl;?dr|to sum up|lesson\\w{0,1}|be warned|beware|remember|important\\w{0,2}|ojo|in my experience|everybody knows|obviously)\\b",
  ),
  cue(
    "effect",
    0.8,
    "\\b(?:helps?|hurts?|kills?|costs?|saves?|speeds? up|slows?|improv\\w{1,6}|degrad\\w{1,6}|drops?|gains?|penalt\\w{1,3}|effect|impact|matters?|wins?|loses?|breaks?|benefits?|profits?|suffers?|pays?|limits?|limited|dominates?|bottleneck|scales?|decreases?|increases?|grows?|reduces?|boosts?|trade-?offs?|overhead|waste|empeoran?|ayuda)\\b",
  ),
  cue(
    "no effect",
    0.4,
    "\\b(?:no (?:difference|benefit|effect|gain|point|improvement|need)|not (?:help|worth|matter|enough|a)|does(?:n't| not)|do(?:n't| not)|isn't|is not|won't|will not|can(?:not|'t)|nothing|without effect|useless|pointless|neither|never|no ayuda|nicht|kein\\w{0,2}|no arregla)\\b",
  ),
  cue(
    "conditional",
    0.7,
    "\\b(?:if|when|whenever|once|unless|as soon as|below|above|past|beyond|as long as|otherwise|depends?|wenn|si|cuando)\\b",
  ),
  cue(
    "contrast",
    0.3,
    "\\b(?:but|while|whereas|however|though|although|on the contrary|despite|even|still|instead|pero|aber|sino)\\b",
  ),
  cue(
    "quantifier",
    0.3,
    "\\b(?:only|any|every|all|most|each|both|almost|nearly|whatever|always|entirely|simply|cada|todos?|jede\\w{0,1}|alle\\w{0,1})\\b",
  ),
  cue("second person", 0.3, "\\b(?:you|your|you're|du|dein\\w{0,2}|tu)\\b"),
  cue(
    "modal",
    -0.4,
    "\\b(?:can|will|would|may|might|could|cannot|lets?|allows?|enables?|fits?|kann|puede)\\b",
  ),
  cue(
    "present copula",
    0.4,
    "\\b(?:is|are|has|have|does|do|makes?|gives?|takes?|runs?|works?|goes|ist|sind|es|son)\\b",
  ),
  cue(
    "works or fails",
    0.5,
    "\\b(?:works?|fails?|failed|crash\\w{0,3}|hangs?|OOM|unsupported|supports?|supported|broken|bug\\w{0,1}|corrupt\\w{0,4}|garbage|unusable|rejected|funciona|unbrauchbar)\\b",
  ),
  cue(
    "hedge",
    0.5,
    "\\b(?:maybe|might|guess|suspect|probably|seems?|apparently|I think|IMO|IIRC|afaik|not sure|no idea|I wonder|curious)\\b",
  ),
  cue("we", -0.4, "\\b(?:we|our|us|wir)\\b"),
  cue("question", -0.4, "\\?[\"')\\]*_]*\\s*$"),
  cue(
    "courtesy",
    -0.4,
    "\\b(?:thanks?|thank you|please|sorry|welcome|cheers|hello|hi|hope|appreciated?|LGTM|nice|cool|great (?:work|job)|happy to|let me know|feel free|merge|review|rebase|PR|pull request|this issue|comment|post|thread|see below|above|screenshot|attached|upload)\\b",
  ),
  cue("address", -0.2, "@[A-Za-z0-9-]{3,}|https?://|\\]\\("),
  cue("label", -0.2, "^[-*+>\\s]{0,6}\\**[A-Z][\\w /()-]{1,30}\\**:\\**\\s"),
  cue("figure", -0.2, "\\d(?:[.,]\\d+)? ?(?:tok|t/s|tokens?/s|GB|GiB|ms|W\\b|MiB)"),
  cue("many figures", -0.4, "(?:\\d[\\d.,]*\\D{1,24}){5}"),
  cue(
    "this place",
    -0.2,
    "\\b(?:this (?:repo|repository|document|page|post|guide|section|article|table|script|file|paper)|in this|the following|below|figure \\d|table \\d|section \\d|appendix|chapter|et al)\\b",
  ),
  cue(
    "consequence",
    0.6,
    "^(?:[-*+>\\s]{0,6})(?:so|therefore|thus|hence|consequently|which|that's why|this means|in other words|as a result|also|moreover)\\b",
  ),
  cue(
    "pressure",
    0.4,
    "\\b(?:eats?|chews?|wall|cliff|bound|ceiling|saturat\\w{1,4}|starv\\w{1,4}|memory-bound|compute-bound|bottleneck\\w{0,2}|limiting|spills?|idles?|waits?|stalls?|preempts?|truncat\\w{1,3}|fills?|exceeds?|squeez\\w{1,3}|contention)\\b",
  ),
  cue("option", 0.4, "(?:^|[\\s`(])-{1,2}[a-z][\\w-]{1,30}"),
  cue("pronoun first", -0.3, "^(?:[-*+>\\s]{0,6})(?:it|this|that|they|these|those|he|she)\\b"),
  cue(
    "project talk",
    -0.6,
    "\\b(?:contribut\\w{0,4}|roadmap|licen[sc]e\\w{0,1}|open an issue|let us know|feature requests?|ideas|suggestions|builds? (?:up)?on|based on|support for|supports? the following|documentation|docs|readme|changelog|release notes|install\\w{0,6}|clone|download\\w{0,3}|subscribe|contact|our team|customers?|enterprise|solutions?|platform|todo|tba|coming soon|planned|future work|work in progress|wip|maintain\\w{1,4}|tracked|commit\\w{0,3}|fork\\w{0,3})\\b",
  ),
  cue(
    "method",
    -0.2,
    "\\b(?:values are|figures are|numbers are|measured (?:with|at|by|on|over)|averag\\w{1,3} (?:of|over)|median of|same (?:box|machine|prompt|command|settings|gguf)|benchmark\\w{0,3} (?:was|were|with|script)|the (?:test|script|command|benchmark|column|row|table|chart|plot|graph)s?|reproduc\\w{1,5}|methodology|warm-?up\\w{0,1}|runs each|seconds each)\\b",
  ),
  cue("colon end", -0.7, ":\\s*$"),
];

/** Word counts, and what a sentence of that length counts; other lengths count nothing. */
export const LENGTH_STEPS: readonly { least: number; most: number; weight: number }[] = [
  { least: 0, most: 5, weight: -0.7 },
  { least: 10, most: 29, weight: 0.5 },
  { least: 30, most: 44, weight: 0.3 },
];

/** What the rest counts: where the passage stands, and whether it speaks of running models at all. */
export const PASSAGE_WEIGHTS = {
  item: 0.3,
  cell: -0.4,
  /** First of its block: introductions rarely teach. */
  first: -0.5,
  last: 0.3,
  subject: 0.6,
  /** A variable is named, as in every passage that is weighed; surely named; two and more. */
  variable: 0.6,
  sureVariable: 0.6,
  twoVariables: 0.5,
  bias: -3.6,
} as const;
