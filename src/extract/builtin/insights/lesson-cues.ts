/**
 * The turns of phrase by which a sentence shows itself a general lesson, or shows that it is none, in the languages
 * that people write of their machines. Data only; what each cue counts stands in lesson-weights.ts.
 */
import { regex } from "../../../record/regex.ts";
import { type LessonCue, REPORT_CUES } from "./report-cues.ts";

/** Words of Chinese stand without blanks, so they are looked for as they are. */
const han = (words: string) => new RegExp(words, "u");

/** Each cue counts once a sentence. */
export const LESSON_CUES: readonly LessonCue[] = [
  {
    name: "compared",
    teaches: true,
    pattern: regex("iu")`
      \b(?:
        faster|slower|better|worse|more|less|higher|lower|bigger|smaller|larger|cheaper|quicker|easier|
        harder|fewer|longer|shorter|rather|más|menos|mejor|peor|mehr|weniger|schneller|langsamer|besser|
        plus|moins|mieux|più|meno|mais
      ) (?:[\p{L}\p{N}_-]+ ){0,3}(?:than|que|als|di)(?!\p{L})|不如|比.{1,20}[快慢好差高低多少]
    `,
  },
  {
    name: "comparative",
    teaches: true,
    words: `
      faster slower better worse higher lower cheaper quicker easier smaller larger bigger longer shorter
      harder heavier lighter hotter cooler quieter stronger weaker safer smarter best worst fastest slowest
      cheapest biggest largest smallest easiest quickest mejor mejores peor peores besser schneller
      langsamer schlechter billiger größer kleiner höher beste meilleur* pire rapide* rápid* lent* migliore
      peggiore veloce melhor pior
    `,
    pattern: han("更|最[好快慢差]|反而"),
  },
  {
    name: "degree",
    teaches: true,
    words: `
      more less fewer too enough far much lot lots mostly mainly hardly barely practically slightly
      considerably significantly noticeably dramatically massively drastically mucho muchísimo demasiado zu
      viel kaum trop beaucoup troppo muito
    `,
  },
  {
    name: "percent",
    teaches: true,
    pattern: /\d ?%|\b(?:percent|per cent|percentage|Prozent|por ciento|pour cent|per cento)\b/i,
  },
  {
    name: "advice",
    teaches: true,
    words: `
      should shouldn't recommend* suggest* prefer* avoid* advise* advice ought consider stick pick choose
      worth mind beware debes deberías conviene recomiendo evita* sollte sollten sollst lieber empfehl*
      vermeide* évite* conseil* recommand* consiglio evitare recomendo
    `,
    pattern: regex("i")`
      \b(?:
        make sure|have to|has to|need to|needs to|want to|better (?:off|to|served)|go with|instead of|
        go for|look (?:for|at|into)|pays? off|(?:I|we)(?:'d| would| will| keep| stay)|do not|don't|
        do \*\*not\*\*|il faut|vaut mieux|hay que|nicht mehr als|am besten|better leave
      )\b|建议|最好|不要|注意|推荐|千万
    `,
  },
  {
    name: "imperative",
    teaches: true,
    pattern: regex("i")`
      ^(?:[-*+>\s\d.)*_\x60[\]]{0,10})
      (?:(?:so|and|then|also|just|please|better|first|always|never|but)[, ]{1,2}){0,2}(?:
        use|set|leave|keep|add|avoid|try|turn|cap|plan|size|put|pin|raise|lower|start|build|run|check|
        watch|expect|get|buy|pick|choose|disable|enable|don't|do not|never|always|remember|note|take|mind|
        update|compare|count|measure|send|write|spend|stay|stick|go|make|look|quanti[sz]e|close|drop|skip|
        forget|ignore|limit|reduce|increase|switch|move|split|mount|undervolt|test|give|think|treat|
        prefer|consider|beware|nimm|nehmt|lass|kauf|setz|stell|begrenz\w{0,2}|usa|usad|no uses|pon|deja|
        evita|limita|baja|sube|compra|limitez|baissez|augmentez|fermez|achetez|prends|utilisez|mettez|
        gardez|laissez
      )\b
    `,
  },
  {
    name: "cause",
    teaches: true,
    words: `
      because since therefore hence thus due thanks reason explains consequently weil deshalb daher darum
      denn dadurch porque debido puesto entonces puisque donc grâce parce perché quindi
    `,
    pattern: regex("i")`
      \b(?:
        so that|as a result|which is why|that is why|that's why|por eso|ya que|that explains|means? that
      )\b|因为|所以|由于|导致
    `,
  },
  {
    name: "general",
    teaches: true,
    words: `
      generally usually typically tends tend basically overall takeaway* tldr lesson* beware remember
      important* obviously ojo normalmente generalmente conclu* caveat* conventional meist meistens
      grundsätzlich normalerweise généralement toujours siempre sempre immer always never jamais nunca nie
    `,
    pattern: regex("i")`
      \b(?:
        in general|in practice|rules? of thumb|in the end|turns? out|note that|keep in mind|bottom line|
        in short|tl;dr|to sum up|in my experience|everybody knows|on average|as a rule|por lo general|
        en general|en pratique|in der Praxis|im Schnitt|
        the (?:trick|catch|point|key|trouble|problem|thing|reason|difference)
      ) ?
    `,
  },
  {
    name: "effect",
    teaches: true,
    words: `
      help helps hurt hurts kill kills cost costs save saves slow slows improve* improving degrad* drop
      drops gain gains penalt* effect impact difference matter matters break breaks benefit benefits profit
      profits suffer suffers limit limits limited dominate* dominates scale scales decrease* increase* grow
      grows reduce* reducing boost boosts tradeoff* trade-off* overhead waste wastes hides shrink* cuts
      raise* halves doubles triples doubled halved tripled accelerate* amorti* throttle* chokes flatter*
      defeat* prevents ruin* improves empeora* mejora* ayuda* ralenti* accél* améliore* coûte* kostet bremst
      bringt bringen lohnt entscheidet hilft schadet verbessert verschlechtert ändert verkürzt verdoppelt
      halbiert spart frisst drosselt kostete duplica reduce gana pierde divise gagne perd consomme raddoppia
      riduce migliora peggiora aiuta
    `,
    pattern: /\bspeeds? up\b|提升|降低|加速|影响|拖慢|浪费/i,
  },
  {
    name: "verdict",
    teaches: true,
    words: `
      waste wasted wasteful poison hopeless useless pointless irrelevant negligible noise marginal myth trap
      nonsense nil overkill bargain steal ideal perfect parfait* perfecto terrible horrible awful painful
      crawl crawls unusable unnecessary meaningless beats beat trails outperform* loses lose wins win
      lottery underrated overrated beast sufficient suffices plenty free modest huge massive unbrauchbar
      sinnlos nutzlos überflüssig inútil inutil* suffit reicht genügt basta
    `,
    pattern: regex("i")`
      \b(?:
        no (?:use|point|reason|sense|brainer)|sweet spots?|
        a (?:wash|draw|tie|must|no-op|mistake|joke|gift|different league)|
        within (?:a hair|noise|the noise|a few)|on par|out of the question|off the table|not worth|
        worth (?:it|the|its|every|nothing|\d)|(?:clear|big|biggest|cheap|easy) (?:win|gain)s?|fine for|
        falls? (?:off|behind|apart)|makes? (?:no|all the|a) (?:difference|sense)|game changer|
        deal breaker|bang for|is enough|good enough|the way to go|hard to beat|nothing (?:beats|else)
      )\b|没必要|值得|没用|够用|坑
    `,
  },
  {
    name: "no effect",
    teaches: true,
    words: `
      nothing neither useless pointless nicht nichts kein keine keinen tampoco jamás ningún ninguna aucun*
      nessun* without
    `,
    pattern: regex("i")`
      \b(?:
        no (?:difference|benefit|effect|gain|point|improvement|need|extra|longer)|
        not (?:help|worth|matter|enough|a|the|faster|slower)|does(?:n't| not)|do(?:n't| not)|isn't|is not|
        are not|aren't|won't|will not|can(?:not|'t)|no (?:ayuda|sirve|vale|arregla|cambia)|
        ne (?:sert|change|vaut)|n'est pas|ändert (?:fast )?nichts
      )\b|没有|不会|不能
    `,
  },
  {
    name: "conditional",
    teaches: true,
    words: `
      if when whenever once unless below above past beyond otherwise depends depend depending wherever where
      wenn falls sobald sonst ohne cuando si quando sinon lorsque quand altrimenti
    `,
    pattern: /\bas (?:soon|long) as\b|如果|否则|只要|一旦|除非/i,
  },
  {
    name: "contrast",
    words: `
      but while whereas however though although despite even still instead unlike pero aunque sino mientras
      aber sondern obwohl dafür trotzdem mais tandis cependant ma però invece
    `,
    pattern: /但|却|虽然/u,
  },
  {
    name: "quantifier",
    words: `
      only any every all most seuls seul wer each both almost nearly whatever whoever entirely simply nobody
      everything cada todo todos toda todas solo jede* alle alles nur chaque tous seulement ogni tutti
    `,
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
    words: `
      is are has have does do makes make gives give takes take runs run works work goes go gets get stays
      stay comes becomes means needs wants moves uses ist sind hat es son está est sont è sono
    `,
  },
  {
    name: "past",
    words: `
      was were had did went got took came gave made ran bought tried put built installed measured tested
      moved saw wrote started loaded switched changed paid used war waren hatte habe était fue era
    `,
  },
  {
    name: "works or fails",
    teaches: true,
    words: `
      works fail fails failed unsupported supports supported incompatible broken bug bugs buggy corrupt*
      garbage gibberish unusable rejected oom segfault* leak* stutter* funciona falla rompe plante marche
      läuft stürzt nan
    `,
    pattern: /\bout of memory\b|爆显存|报错|崩/i,
  },
  {
    name: "fault",
    teaches: true,
    words: `
      silently quietly ignored ignores refuses refuse rejects dies hangs hung hang crash crashes crashed
      gone dropped missing lacks lacking deprecated removed starves starve overflow* preempt* truncat*
      spill* regress* inverts invert
    `,
    pattern: regex("i")`
      \b(?:
        by default|without (?:any |a )?(?:warning|error|notice)|falls? back|fell back|runs? out|
        no (?:support|kernel|driver)s?|not (?:supported|compiled|enabled|exist)
      )\b
    `,
  },
  {
    name: "necessity",
    teaches: true,
    words: `
      required requires require needs need needed mandatory must essential necessary obligatorio obligatoria
      muss müssen nötig braucht zwingend unbedingt necesita* nécessaire deve
    `,
    pattern: /必须|需要/u,
  },
  {
    name: "pressure",
    teaches: true,
    words: `
      eats eat chews wall cliff bound ceiling floor saturat* starv* memory-bound compute-bound
      bandwidth-bound bottleneck* limiting spills idle idles wait waits stall stalls fills exceeds squeez*
      contention thrash* contend plateau* cuello flaschenhals goulot engpass
    `,
    pattern: /瓶颈|跑满|降频/u,
  },
  {
    name: "hedge",
    words: `
      maybe guess suspect probably seems apparently imo imho iirc afaik wonder curious vermutlich parece
    `,
    pattern: /\bI think\b|\bnot sure\b|\bno idea\b/i,
  },
  {
    name: "wish",
    words: "wish dream someday hopefully untested pondering",
    pattern: regex("i")`
      \b(?:
        (?:I|we)(?:'d| would) (?:love|like)|would (?:love|like) to|
        (?:have|has|did)(?:n't| not) (?:tried|tested|try|test|tested)|never tried|not tried|
        plan(?:s|ning)? to|will try|going to|some day|next (?:week|month|year|time)
      )\b
    `,
  },
  {
    name: "for a use",
    teaches: true,
    pattern: regex("i")`
      ^(?:[-*+>\s]{0,6})(?:for|für|para|pour|zum|per)\s|
      \bfor (?:
        chat\w{0,4}|code|coding|fiction|prose|writing|agents?|batch\w{0,3}|voice|vision|RAG|long|short|
        one|a single|single|interactive|everyday|autocomplete|roleplay|most|anything
      )\b
    `,
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
    pattern: regex("i")`
      ^(?:[-*+>\s]{0,6})(?:
        so|therefore|thus|hence|consequently|which|that's why|this means|in other words|as a result|also|
        moreover|lesson|rule of thumb|moral|verdict|conclusion|bottom line|in short|to sum up|
        for the record|caveat|note|tip|hint|warning|careful|ojo|fazit|also|moral
      )\b
    `,
  },
  { name: "bold lead", pattern: /^\*\*[^*]{2,60}\*\*/ },
  ...REPORT_CUES,
];
