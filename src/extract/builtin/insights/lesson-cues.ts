/**
 * The turns of phrase by which a sentence shows itself a general lesson, or shows that it is none, in the languages
 * that people write of their machines. Data only; what each cue counts stands in lesson-weights.ts.
 */

export type LessonCue = {
  name: string;
  /** One of the signs of a lesson, of which it is counted how many a sentence shows. */
  teaches?: true;
  /** Words in lower case, parted by blanks; a star stands for any ending. */
  words?: string;
  /** Where words alone do not tell. Linear in the length of the sentence. */
  pattern?: RegExp;
};

/** Words of Chinese stand without blanks, so they are looked for as they are. */
const han = (words: string) => new RegExp(words, "u");

/** Each cue counts once a sentence. */
export const LESSON_CUES: readonly LessonCue[] = [
  {
    name: "compared",
    teaches: true,
    pattern:
      /\b(?:faster|slower|better|worse|more|less|higher|lower|bigger|smaller|larger|cheaper|quicker|easier|harder|fewer|longer|shorter|rather|más|menos|mejor|peor|mehr|weniger|schneller|langsamer|besser|plus|moins|mieux|più|meno|mais) (?:[\p{L}\p{N}_-]+ ){0,3}(?:than|que|als|di)(?!\p{L})|不如|比.{1,20}[快慢好差高低多少]/iu,
  },
  {
    name: "comparative",
    teaches: true,
    words:
      "faster slower better worse higher lower cheaper quicker easier smaller larger bigger longer shorter harder heavier lighter hotter cooler quieter stronger weaker safer smarter best worst fastest slowest cheapest biggest largest smallest easiest quickest mejor mejores peor peores besser schneller langsamer schlechter billiger größer kleiner höher beste meilleur* pire rapide* rápid* lent* migliore peggiore veloce melhor pior",
    pattern: han("更|最[好快慢差]|反而"),
  },
  {
    name: "degree",
    teaches: true,
    words:
      "more less fewer too enough far much lot lots mostly mainly hardly barely practically slightly considerably significantly noticeably dramatically massively drastically mucho muchísimo demasiado zu viel kaum trop beaucoup troppo muito",
  },
  {
    name: "percent",
    teaches: true,
    pattern: /\d ?%|\b(?:percent|per cent|percentage|Prozent|por ciento|pour cent|per cento)\b/i,
  },
  {
    name: "advice",
    teaches: true,
    words:
      "should shouldn't recommend* suggest* prefer* avoid* advise* advice ought consider stick pick choose worth mind beware debes deberías conviene recomiendo evita* sollte sollten sollst lieber empfehl* vermeide* évite* conseil* recommand* consiglio evitare recomendo",
    pattern:
      /\b(?:make sure|have to|has to|need to|needs to|want to|better (?:off|to|served)|go with|instead of|go for|look (?:for|at|into)|pays? off|(?:I|we)(?:'d| would| will| keep| stay)|do not|don't|do \*\*not\*\*|il faut|vaut mieux|hay que|nicht mehr als|am besten|better leave)\b|建议|最好|不要|注意|推荐|千万/i,
  },
  {
    name: "imperative",
    teaches: true,
    pattern:
      /^(?:[-*+>\s\d.)*_`[\]]{0,10})(?:(?:so|and|then|also|just|please|better|first|always|never|but)[, ]{1,2}){0,2}(?:use|set|leave|keep|add|avoid|try|turn|cap|plan|size|put|pin|raise|lower|start|build|run|check|watch|expect|get|buy|pick|choose|disable|enable|don't|do not|never|always|remember|note|take|mind|update|compare|count|measure|send|write|spend|stay|stick|go|make|look|quanti[sz]e|close|drop|skip|forget|ignore|limit|reduce|increase|switch|move|split|mount|undervolt|test|give|think|treat|prefer|consider|beware|nimm|nehmt|lass|kauf|setz|stell|begrenz\w{0,2}|usa|usad|no uses|pon|deja|evita|limita|baja|sube|compra|limitez|baissez|augmentez|fermez|achetez|prends|utilisez|mettez|gardez|laissez)\b/i,
  },
  {
    name: "cause",
    teaches: true,
    words:
      "because since therefore hence thus due thanks reason explains consequently weil deshalb daher darum denn dadurch porque debido puesto entonces puisque donc grâce parce perché quindi",
    pattern:
      /\b(?:so that|as a result|which is why|that is why|that's why|por eso|ya que|that explains|means? that)\b|因为|所以|由于|导致/i,
  },
  {
    name: "general",
    teaches: true,
    words:
      "generally usually typically tends tend basically overall takeaway* tldr lesson* beware remember important* obviously ojo normalmente generalmente conclu* caveat* conventional meist meistens grundsätzlich normalerweise généralement toujours siempre sempre immer always never jamais nunca nie",
    pattern:
      /\b(?:in general|in practice|rules? of thumb|in the end|turns? out|note that|keep in mind|bottom line|in short|tl;dr|to sum up|in my experience|everybody knows|on average|as a rule|por lo general|en general|en pratique|in der Praxis|im Schnitt|the (?:trick|catch|point|key|trouble|problem|thing|reason|difference)) ?/i,
  },
  {
    name: "effect",
    teaches: true,
    words:
      "help helps hurt hurts kill kills cost costs save saves slow slows improve* improving degrad* drop drops gain gains penalt* effect impact difference matter matters break breaks benefit benefits profit profits suffer suffers limit limits limited dominate* dominates scale scales decrease* increase* grow grows reduce* reducing boost boosts tradeoff* trade-off* overhead waste wastes hides shrink* cuts raise* halves doubles triples doubled halved tripled accelerate* amorti* throttle* chokes flatter* defeat* prevents ruin* improves empeora* mejora* ayuda* ralenti* accél* améliore* coûte* kostet bremst bringt bringen lohnt entscheidet hilft schadet verbessert verschlechtert ändert verkürzt verdoppelt halbiert spart frisst drosselt kostete duplica reduce gana pierde divise gagne perd consomme raddoppia riduce migliora peggiora aiuta",
    pattern: /\bspeeds? up\b|提升|降低|加速|影响|拖慢|浪费/i,
  },
  {
    name: "verdict",
    teaches: true,
    words:
      "waste wasted wasteful poison hopeless useless pointless irrelevant negligible noise marginal myth trap nonsense nil overkill bargain steal ideal perfect parfait* perfecto terrible horrible awful painful crawl crawls unusable unnecessary meaningless beats beat trails outperform* loses lose wins win lottery underrated overrated beast sufficient suffices plenty free modest huge massive unbrauchbar sinnlos nutzlos überflüssig inútil inutil* suffit reicht genügt basta",
    pattern:
      /\b(?:no (?:use|point|reason|sense|brainer)|sweet spots?|a (?:wash|draw|tie|must|no-op|mistake|joke|gift|different league)|within (?:a hair|noise|the noise|a few)|on par|out of the question|off the table|not worth|worth (?:it|the|its|every|nothing|\d)|(?:clear|big|biggest|cheap|easy) (?:win|gain)s?|fine for|falls? (?:off|behind|apart)|makes? (?:no|all the|a) (?:difference|sense)|game changer|deal breaker|bang for|is enough|good enough|the way to go|hard to beat|nothing (?:beats|else))\b|没必要|值得|没用|够用|坑/i,
  },
  {
    name: "no effect",
    teaches: true,
    words:
      "nothing neither useless pointless nicht nichts kein keine keinen tampoco jamás ningún ninguna aucun* nessun* without",
    pattern:
      /\b(?:no (?:difference|benefit|effect|gain|point|improvement|need|extra|longer)|not (?:help|worth|matter|enough|a|the|faster|slower)|does(?:n't| not)|do(?:n't| not)|isn't|is not|are not|aren't|won't|will not|can(?:not|'t)|no (?:ayuda|sirve|vale|arregla|cambia)|ne (?:sert|change|vaut)|n'est pas|ändert (?:fast )?nichts)\b|没有|不会|不能/i,
  },
  {
    name: "conditional",
    teaches: true,
    words:
      "if when whenever once unless below above past beyond otherwise depends depend depending wherever where wenn falls sobald sonst ohne cuando si quando sinon lorsque quand altrimenti",
    pattern: /\bas (?:soon|long) as\b|如果|否则|只要|一旦|除非/i,
  },
  {
    name: "contrast",
    words:
      "but while whereas however though although despite even still instead unlike pero aunque sino mientras aber sondern obwohl dafür trotzdem mais tandis cependant ma però invece",
    pattern: /但|却|虽然/u,
  },
  {
    name: "quantifier",
    words:
      "only any every all most seuls seul wer each both almost nearly whatever whoever entirely simply nobody everything cada todo todos toda todas solo jede* alle alles nur chaque tous seulement ogni tutti",
  },
  {
    name: "second person",
    words: "you your you're you'll you'd yourself du dein* ihr man tu tus vous votre",
  },
  {
    name: "modal",
    words: "can will would may might could lets let allows allow enables kann können puede pueden peut può",
  },
  {
    name: "present",
    words:
      "is are has have does do makes make gives give takes take runs run works work goes go gets get stays stay comes becomes means needs wants moves uses ist sind hat es son está est sont è sono",
  },
  {
    name: "past",
    words:
      "was were had did went got took came gave made ran bought tried put built installed measured tested moved saw wrote started loaded switched changed paid used war waren hatte habe était fue era",
  },
  {
    name: "works or fails",
    teaches: true,
    words:
      "works fail fails failed unsupported supports supported incompatible broken bug bugs buggy corrupt* garbage gibberish unusable rejected oom segfault* leak* stutter* funciona falla rompe plante marche läuft stürzt nan",
    pattern: /\bout of memory\b|爆显存|报错|崩/i,
  },
  {
    name: "fault",
    teaches: true,
    words:
      "silently quietly ignored ignores refuses refuse rejects dies hangs hung hang crash crashes crashed gone dropped missing lacks lacking deprecated removed starves starve overflow* preempt* truncat* spill* regress* inverts invert",
    pattern:
      /\b(?:by default|without (?:any |a )?(?:warning|error|notice)|falls? back|fell back|runs? out|no (?:support|kernel|driver)s?|not (?:supported|compiled|enabled|exist))\b/i,
  },
  {
    name: "necessity",
    teaches: true,
    words:
      "required requires require needs need needed mandatory must essential necessary obligatorio obligatoria muss müssen nötig braucht zwingend unbedingt necesita* nécessaire deve",
    pattern: /必须|需要/u,
  },
  {
    name: "pressure",
    teaches: true,
    words:
      "eats eat chews wall cliff bound ceiling floor saturat* starv* memory-bound compute-bound bandwidth-bound bottleneck* limiting spills idle idles wait waits stall stalls fills exceeds squeez* contention thrash* contend plateau* cuello flaschenhals goulot engpass",
    pattern: /瓶颈|跑满|降频/u,
  },
  {
    name: "hedge",
    words:
      "maybe guess suspect probably seems apparently imo imho iirc afaik wonder curious vermutlich parece",
    pattern: /\bI think\b|\bnot sure\b|\bno idea\b/i,
  },
  {
    name: "wish",
    words: "wish dream someday hopefully untested pondering",
    pattern:
      /\b(?:(?:I|we)(?:'d| would) (?:love|like)|would (?:love|like) to|(?:have|has|did)(?:n't| not) (?:tried|tested|try|test|tested)|never tried|not tried|plan(?:s|ning)? to|will try|going to|some day|next (?:week|month|year|time))\b/i,
  },
  {
    name: "for a use",
    teaches: true,
    pattern:
      /^(?:[-*+>\s]{0,6})(?:for|für|para|pour|zum|per)\s|\bfor (?:chat\w{0,4}|code|coding|fiction|prose|writing|agents?|batch\w{0,3}|voice|vision|RAG|long|short|one|a single|single|interactive|everyday|autocomplete|roleplay|most|anything)\b/i,
  },
  {
    name: "gerund first",
    pattern: /^(?:[-*+>\s]{0,6})[A-Z][a-z]{2,14}ing\b/,
  },
  { name: "before you", pattern: /\b(?:before|until) (?:you|touching|buying|doing|starting|blaming)\b/i },
  { name: "not but", pattern: /, (?:and )?(?:not|never|nicht|no)\s/i },
  {
    name: "consequence",
    teaches: true,
    pattern:
      /^(?:[-*+>\s]{0,6})(?:so|therefore|thus|hence|consequently|which|that's why|this means|in other words|as a result|also|moreover|lesson|rule of thumb|moral|verdict|conclusion|bottom line|in short|to sum up|for the record|caveat|note|tip|hint|warning|careful|ojo|fazit|also|moral)\b/i,
  },
  { name: "bold lead", pattern: /^\*\*[^*]{2,60}\*\*/ },
  { name: "we", words: "we our us wir unser* nous notre nosotros" },
  { name: "I", words: "i my me mine i'm i've i'd i'll ich mein* je mon yo mi" },
  {
    name: "courtesy",
    words:
      "thanks thank please sorry welcome cheers hello hi hope appreciated lgtm nice cool happy merge review rebase pr post thread screenshot attached upload danke gracias merci",
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
    pattern:
      /\b(?:this (?:repo|repository|document|page|post|guide|section|article|table|script|file|paper)|in this|table \d|section \d|et al)\b/i,
  },
  { name: "pronoun first", pattern: /^(?:[-*+>\s]{0,6})(?:it|this|that|they|these|those|he|she|there)\b/i },
  { name: "bracket first", pattern: /^[[(（]/ },
  {
    name: "project talk",
    words:
      "contribut* roadmap license licence suggestions documentation docs readme changelog install* clone download* subscribe contact customer* enterprise solution* platform todo tba planned wip maintain* tracked commit* fork* partner* warranty shipping press release edition",
    pattern:
      /\b(?:open an issue|let us know|feature requests?|builds? (?:up)?on|based on|support for|supports? the following|release notes|our team|coming soon|future work|work in progress)\b/i,
  },
  {
    name: "announce",
    words:
      "goal announce* introduc* designed cover covers implement* provide* offer offers ship ships include includes contain contains present presents propose* describe* built adds added",
  },
  {
    name: "method",
    words:
      "averag* median reproduc* methodology warm-up warmup baseline* script column row rows table chart plot graph",
    pattern:
      /\b(?:values are|figures are|numbers are|measured (?:with|at|by|on|over)|same (?:box|machine|prompt|command|settings|gguf)|runs each|seconds each)\b/i,
  },
  { name: "colon end", pattern: /[:：]\s*$/ },
];

/** Ideas of the field as against names of products: who teaches speaks of the former. A star stands for any ending. */
export const CONCEPT_WORDS =
  "cache caches caching attention prefill* decode decoding decodes generation generating prompt prompts quant quants quanti* bandwidth pcie nvlink expert experts dense moe bit bits speed speeds latency throughput memory ram vram context contexts ctx batch* ubatch draft* accept* speculat* power watt watts core cores thread threads layer layers kernel kernels driver drivers quality token tokens weights model models gpu gpus cpu igpu npu card cards engine engines backend sequence* request* stream* slot slots energy heat fan fans cooling link links node nodes socket sockets channel channels numa parallel* offload* perplexity mmap swap disk bus clock clocks compile* flag flags price electricity ttft reasoning thinking sampling temperature speicher bandbreite kontext strom karte karten modell modelle memoria contexto modelo modelos tarjeta velocidad potencia cuantización núcleos hilos mémoire carte cartes contexte modèle modèles vitesse puissance processeur quantification jeton* sockel kanäle* kerne* geschwindigkeit prozessor grafikkarte* quantisierung lüfter velocità scheda";

/** The same of Chinese. */
export const HAN_CONCEPTS =
  /显存|内存|带宽|量化|上下文|并发|推理|模型|显卡|散热|功耗|驱动|编译|缓存|线程|核心|速度|层|卡/gu;

/** Words of those who sell: a page full of them promises and does not teach. */
export const SALES_TALK =
  /\b(?:enterprises?|complian\w{2}|customers?|seamless\w{0,2}|unlock\w{0,3}|empower\w{0,3}|cutting-edge|trusted|tailored|turnkey|scalable|pricing|contact us|business\w{0,2}|organi[sz]ations?|partners?|confidential\w{0,4}|GDPR|secure(?:ly)?|privacy|sovereign\w{0,2}|solutions?|deployments?|productivity|generative|leading|innovati\w{1,3}|portfolio|regulat\w{2,4}|appliances?|excited|pre-?order|warranty|our (?:team|engineers|experts|platform|sales))\b/gi;

export type HeadingCue = { name: string; pattern: RegExp };

/** What the nearest heading says of the sentences under it. */
export const HEADING_CUES: readonly HeadingCue[] = [
  {
    name: "lesson heading",
    pattern:
      /\b(?:lessons?|learn\w{0,4}|tips?|tricks?|gotchas?|pitfalls?|caveats?|notes?|take-?aways?|conclusions?|summary|recommend\w{0,7}|advice|verdict|best practices?|rules?|trouble\w{0,8}|limitations?|known issues|faq|dead ends|(?:did(?:n't| not)|does(?:n't| not)|what) works?|why|should|would|discussion|findings|observations?|results?|matters?|helps?|hurts?|worth|which|odds and ends|things (?:that|to|I)|mistakes?|surpris\w{1,5}|aprend\w{1,6}|consejos|conclusiones|fazit|lohnt|tipps|erfahrung\w{0,4}|leçons?|conseils|conclusioni|tl;?dr)\b|心得|注意|坑|总结|经验|[?？]/iu,
  },
  {
    name: "setup heading",
    pattern:
      /\b(?:hardware|machine|set-?up|environment|the (?:box|rig|build)|parts|equip\w{0,6}|testbed|method\w{0,6}|specs?|specifications?|install\w{0,7}|quick ?start|usage|requirements?|system|commands?|config\w{0,8}|equipo|aufbau|matériel|configuration)\b|配置|环境/iu,
  },
  {
    name: "side heading",
    pattern:
      /\b(?:references|bibliography|to-?do|planned|roadmap|licen[cs]e|contact|availability|abstract|related work|changelog|contents|acknowledg\w{1,8}|contribut\w{1,5}|checklist|template|history|media|credits|links|glossary|scope|about|introduction|motivation|background|overview|outlook)\b/iu,
  },
];

/** Word counts; the last step has no upper end. */
export const LENGTH_STEPS: readonly { name: string; least: number; most: number }[] = [
  { name: "up to 5 words", least: 0, most: 5 },
  { name: "6 to 9 words", least: 6, most: 9 },
  { name: "10 to 29 words", least: 10, most: 29 },
  { name: "30 to 44 words", least: 30, most: 44 },
];
