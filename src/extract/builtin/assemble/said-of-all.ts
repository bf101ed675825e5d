/**
 * Settings that a text gives for all its runs: "everything at 16k context unless noted", "all tests with -ngl 99", what
 * a section on the set-up or the method lists. Knows nothing of scopes.
 */
import { regex } from "../../../record/regex.ts";
import type { FindingField, Findings } from "../findings.ts";

const SAID_OF_ALL = regex("i")`
  \b(?:all|every|both) (?:of )?(?:the |my |our |these )?(?:\w{3,12} )?(?:
    runs?|tests?|benchmarks?|measurements?|numbers|figures|results|models|experiments|configurations|
    configs|timings|instances|cases
  )\b|\bfor everything\b|\beverything (?:\w{1,8} ){0,2}(?:run|ran|tested|uses?|with|at)\b|
  \bunless (?:\w{1,9} ){0,2}(?:noted|stated|otherwise|mentioned|said|says|specified)|\bthroughout\b|
  \bcommon (?:flags|settings|options|parameters)\b|\b(?:same|identical) (?:flags|settings|options)\b|
  \b(?:bench(?:mark)?|test) (?:line|command|call)\b|\bcommands? (?:per|for (?:each|every|all)|was|used)\b|
  \b(?:each|every) (?:run|cell|row|line|test)\b|<model>|\$\{?MODEL\b
`;

const ON_THE_METHOD = regex("i")`
  ^[#*\s]{0,8}(?:\d[\d.]{0,4} )?(?:the |my |our )?(?:
    experimental |test |testing |benchmark |bench |evaluation[ ]
  )?(?:
    set-?up|settings|method(?:s|ology)?|configuration|environment|test ?bed|protocol|
    how (?:i|we) (?:ran|tested|measured)
  )\b
`;

const SETTINGS = ["contextLength", "kvCacheType", "gpuLayers", "flashAttention", "tensorParallel"] as const;

/** What a text with several engines gives for all of them, not for the one whose options it lists. */
const OF_ANY_ENGINE = ["contextLength", "gpuLayers"] as const;

/** A sentence with the heading it stands under. */
interface Saying {
  words: string;
  heading: string;
  /** The document speaks of several engines. */
  severalEngines: boolean;
}

/** The settings among a sentence's findings, where it or its heading speaks of all runs. */
export function settingsOfAll(findings: Findings, { words, heading, severalEngines }: Saying): Findings {
  if (!SAID_OF_ALL.test(words) && !ON_THE_METHOD.test(heading)) return {};
  const kept: Findings = {};
  for (const field of severalEngines ? OF_ANY_ENGINE : SETTINGS)
    if (findings[field] !== undefined) Object.assign(kept, { [field]: findings[field] });
  return kept;
}

/** What holds for all runs so far, with another statement: a setting that is given in two ways holds for none. */
export class SettingsOfAll {
  readonly #held: Findings = {};
  readonly #open = new Set<FindingField>();

  /** Adds what a place says of all runs. */
  add(findings: Findings): void {
    for (const field of SETTINGS) {
      const stated = findings[field];
      if (stated === undefined || this.#open.has(field)) continue;
      const before = this.#held[field];
      if (before !== undefined && before.value !== stated.value) {
        this.#open.add(field);
        delete this.#held[field];
      } else if (before === undefined) Object.assign(this.#held, { [field]: stated });
    }
  }

  /** The settings that hold, for places that state none of their own. */
  get held(): Findings {
    return this.#held;
  }
}
