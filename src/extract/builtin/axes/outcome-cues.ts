/** The phrases by which practitioners say that a setup runs badly or not at all. Data only. */

import type { Outcome } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Cue } from "./cue.ts";

export const OUTCOME_CUES: readonly Cue<Outcome>[] = [
  {
    value: "partial",
    plain: regex("gi")`
      \b(?:
        (?:far |way |just |still |a bit )?too slow\b|unusabl[ey]|unusable speeds?|barely usable|
        not (?:really |very |particularly |exactly )?(?:
          usable|useable|useful|practical|competitive|much fun|fun|reliable|stable|worth keeping
        )|impractical\w*|useless|painful(?:ly)?(?: slow)?|
        (?:incredibly|terribly|horribly|ridiculously|glacially|excruciatingly|unbearably|dreadfully) slow|
        (?:no|isn'?t|not) fun\b|
        (?:it|everything|generation|prefill|the rest|\w+ cards?|decode) crawl(?:s|ed)\b|slows? to a crawl|
        zero point|no point|pointless|unbrauchbar|zu langsam|inutili[sz]able|trop lent\w*|
        demasiado lent[oa]|descartad[oa]s?|gave up on|not worth (?:it|the|using|running)|cannot be right|
        can'?t be right|
        (?:outputs?|produces?|gives?|returns?|get|got|gave me|spits? out|generates?|answers?|prints?|is)[ ]
        (?:only |just |mostly |pure |me |in )?(?:
          garbage|gibberish|nonsense|gobbledygook|repeated|repeating|garbled\w*
        )|garbled|incoherent|word salad|goes off the rails|falls? apart|
        repeats? (?:itself|the same|forever|one word|a word)|(?:endless|infinite) (?:loops?|repetition)|
        loops? (?:forever|endlessly)|
        (?:randomly|sometimes|occasionally|eventually) (?:crash\w*|hang\w*|fail\w*|freez\w*)|
        (?:crash\w*|hangs?|freez\w+|dies|ooms?) (?:
          after|every|randomly|at random|once|under load|sometimes|now and then
        )|unstable|flaky|slideshow|
        (?:thermal(?:ly)? )?throttl(?:es|ing|ed) (?:after|badly|hard|heavily|down)|half the speed i|
        slower than (?:i |we )?expected|disappoint(?:ing|ed|ingly)|
        (?:calls?|calling|called|picks?|chose|chooses) (?:the )?wrong (?:tools?|functions?|device|entity)|
        (?:makes?|made|making) (?:things|stuff|facts|names|numbers) up|
        (?:invents?|invented|hallucinat(?:es|ed|ing)) (?:\w+ ){0,3}(?:
          names?|facts|functions?|lines|numbers|dates|apis?|files?|words|entities|things|citations|sources
        )|misreads?|
        tool calls? (?:\w+ ){0,3}(?:
          fail|failed|break|broke|broken|malformed|unreliable|never parse\w*|lose|lost|began to|get lost|
          come out wrong
        )|
        (?:tags|labels|answers?|outputs?|results?|translations?|transcripts?|summar\w+|quality|prose|code)
        [ ](?:\w+ )?(?:were|was|are|is|got|became) (?:\w+ ){0,2}(?:
          rubbish|useless|garbage|poor|bad|terrible|awful|wrong|nonsense|unusable|worthless|mediocre|
          a mess
        )|(?:quite|too|rather|really|very|plain) (?:stupid|dumb)|not smart enough|
        not (?:good|accurate|clever) enough|nobody wants to wait|not for me\b|dropped\.|
        (?:so |and )?(?:went|switched|moved|rolled) back(?: to|\.)|(?:so|and) back to(?= \w)|off again|
        put aside|gave it up|(?:went|goes) (?:in|into) the bin|
        works?,? (?:but|except|apart from|only if|as long as|until)|abandon(?:ed|s)|
        under what (?:i|we|our)|
        but (?:it )?(?:\w+ )?(?:forgets|loses|ignores|misses|mixes up|confuses|finds only|only finds)\b|
        type faster than|slower than i (?:type|read|can type)|hopeless\b|
        tool calls? [^.\n]{0,40}(?:
          as (?:plain )?text|instead of being|not (?:parsed|executed|recogni[sz]ed)
        )|erfindet|halluziniert|verwechselt|zu dumm|inventa\b|trop bête|exercise in patience|
        test of patience|(?:not|n'?t) (?:live|work) with (?:it|that)|takes? (?:forever|ages)|
        (?:\d{1,2}|two|three|five|ten|fifteen|twenty|thirty) minutes (?:per|for an?|for each|an) answer|
        unpleasant|annoying(?:ly)?|tried, slower
      )\b|太慢|没法用|不可用|乱码|胡言乱语
    `,
  },
  {
    value: "fails",
    plain: regex("gi")`
      \b(?:
        but (?:it|this) (?:does(?:n'?t| not)|did(?:n'?t| not)|fails?|failed|crash\w*)\b|
        (?:
          does(?:n'?t| not)|did(?:n'?t| not)|won'?t|will not|would not|wouldn'?t|refuse[sd]? to|
          fail(?:s|ed)? to|can(?:not|'?t)|could not|couldn'?t
        ) (?:even )?(?:load|start|fit|run|boot|initiali[sz]e|work|allocate)\b|
        (?:
          crash(?:es|ed)|ooms?|oom'?d|ran? out of (?:memory|vram)|runs? out of (?:memory|vram)|
          segfault(?:s|ed)?|abort(?:s|ed)|hangs|hung|dies|died
        ) (?:on|at|when|while|during|with|w/|immediately|before|in|as)\b|out[- ]of[- ]memory|core dumped|
        terminated by signal|
        never (?:loads?|loaded|starts?|started|came up|comes? up|finish(?:es|ed)|got (?:this|it) to)|
        no luck|OutOfMemoryError|DeviceLost\w*|startet nicht|stürzt ab|ne démarre pas|plante|no arranca|
        se cuelga
      )\b|段错误|崩溃|爆显存|显存不足|跑不起来|加载失败
    `,
  },
];
