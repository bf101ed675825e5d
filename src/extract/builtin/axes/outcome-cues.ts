/** The phrases by which practitioners say that a setup runs badly or not at all. Data only. */
import type { Outcome } from "../../../record/axes.ts";
import type { Cue } from "./cue.ts";

export const OUTCOME_CUES: readonly Cue<Outcome>[] = [
  {
    value: "partial",
    plain:
      /\b(?:(?:far |way |just |still |a bit )?too slow\b|unusabl[ey]|unusable speeds?|barely usable|not (?:really |very |particularly |exactly )?(?:usable|useable|useful|practical|competitive)|impractical\w*|useless|painful(?:ly)?(?: slow)?|(?:incredibly|terribly|horribly|ridiculously|glacially|excruciatingly|unbearably) slow|zero point|no point|pointless|unbrauchbar|zu langsam|inutili[sz]able|demasiado lent[oa]|descartad[oa]s?|gave up on|not worth (?:it|the|using|running)|cannot be right|can'?t be right|(?:outputs?|produces?|gives?|returns?|get|got|gave me|spits? out|generates?) (?:only |just |mostly |pure |me )?(?:garbage|gibberish|nonsense|gobbledygook|repeated|repeating)|incoherent|goes off the rails|(?:randomly|sometimes|occasionally|eventually) (?:crash\w*|hang\w*|fail\w*|freez\w*)|(?:crash\w*|hangs?|freez\w+|dies|ooms?) (?:after|every|randomly|at random|once|under load|sometimes|now and then)|unstable|flaky|slideshow|(?:thermal(?:ly)? )?throttl(?:es|ing|ed) (?:after|badly|hard|heavily|down)|half the speed i|slower than (?:i |we )?expected|disappoint(?:ing|ed|ingly))\b/gi,
  },
  {
    value: "fails",
    plain:
      /\b(?:but (?:it|this) (?:does(?:n'?t| not)|did(?:n'?t| not)|fails?|failed|crash\w*)\b|(?:does(?:n'?t| not)|did(?:n'?t| not)|won'?t|will not|would not|wouldn'?t|refuse[sd]? to|fail(?:s|ed)? to|can(?:not|'?t)|could not|couldn'?t) (?:even )?(?:load|start|fit|run|boot|initiali[sz]e|work|allocate)\b|(?:crash(?:es|ed)|ooms?|oom'?d|ran? out of (?:memory|vram)|runs? out of (?:memory|vram)|segfault(?:s|ed)?|abort(?:s|ed)|hangs|hung|dies|died) (?:on|at|when|while|during|with|w\/|immediately|before|in|as)\b|out[- ]of[- ]memory|core dumped|terminated by signal|never (?:loads?|loaded|starts?|started|got (?:this|it) to)|no luck)\b/gi,
  },
];
