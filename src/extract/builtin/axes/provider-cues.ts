/** The phrases by which a text says whose machine it is, the surest first. Data only. */

import type { Provider } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";

export interface ProviderCue {
  value: Provider;
  /** Global. */
  pattern: RegExp;
  /** Holds only for the setup whose device or processor stands in the same clause, where one does. */
  ties?: true;
}

export const PROVIDER_CUES: readonly ProviderCue[] = [
  {
    value: "spot",
    pattern: regex("gi")`
      \b(?:
        spot (?:machines?|boxes|instances?|prices?|pricing|vms?|gpus?|nodes?|market|rates?)|preemptible|
        pre-emptible|interruptible (?:instances?|pods?)|community cloud
      )\b
    `,
    ties: true,
  },
  {
    value: "trial",
    pattern: regex("gi")`
      \b(?:
        free credits?|trial credits?|(?:cloud|gpu|startup|sponsored|donated) credits|
        (?:on|a) loan(?:er)?\b|loaner|loaned (?:to )?(?:me|us)|
        borrowed(?! (?:(?:an?|the|my|one) )?(?:second|third|other|another|more|extra|few)\b)|review (?:unit|sample)|
        sent (?:me|us) (?:a|an|one|this|the) (?:unit|sample|card|box|review)|
        provided by (?:the )?(?:vendor|manufacturer|nvidia|amd|intel)|free (?:colab|kaggle)|
        (?:google )?colab\b|kaggle\b
      )
    `,
    ties: true,
  },
  {
    value: "cloud",
    pattern: regex("gi")`
      \b(?:
        runpod|vast\.ai|lambda ?labs|lambda cloud|lambda (?:instance|h100|a100|gh200|node)|aws\b|
        amazon ec2|ec2\b|gcp\b|google cloud|azure\b|coreweave|paperspace|digital ?ocean|droplets?|
        amd developer cloud|modal\.com|hetzner|ovh(?:cloud)?|scaleway|oracle cloud|linode|vultr|nebius|
        tensordock|hyperbolic|fluidstack|crusoe|hot ?aisle|shadeform|prime intellect|thunder compute|
        jarvislabs|datacrunch|verda|massed compute|latitude\.sh|genesis cloud|saladcloud|salad\.com|
        cloud (?:gpus?|instances?|vms?|machines?|box|server|nodes?|provider|rental)|
        (?:gpu|vps|bare[- ]metal) (?:rental|cloud|instance)|vps\b|(?:i|we|i've|we've) (?:rent|rented)|
        rented (?:
          a|an|one|two|four|eight|the|\d{1,6}|h100|a100|mi300x|4090|gpus?|vms?|cards?|instances?|box|
          machine|server|from|by|on|for
        )\b|renting (?:a|an|one|two|the|\d{1,6})|
        \d{1,6}(?:[.,]\d{1,6})? ?(?:\$|€|usd|eur) ?/ ?(?:h|hr|hour)\b|standard_n[cdv]\w+|
        (?:
          g[2456]|p[345]|c[678][a-z]{1,3}|m[678][a-z]{1,3}|r[678][a-z]{1,3}|inf2|trn[12]|hpc7a|a[23]|n2|
          c3|c4
        )[a-z]{0,3}[.-](?:\d{0,2}xlarge|metal[\w-]*|highgpu[\w-]*|standard-\d{1,6}|megagpu[\w-]*)
      )
    `,
    ties: true,
  },
  {
    // What an hour of it costs.
    value: "cloud",
    pattern: /(?:[$€£₹]|\busd )\d{1,6}(?:\.\d{1,6})? ?(?:\/|per|an|a) ?(?:gpu[- ]?)?(?:h|hr|hour)\b/gi,
    ties: true,
  },
  {
    value: "owned",
    pattern: regex("gi")`
      \b(?:
        (?:my|mine|our)[ ](?:
          (?:
            own|old|older|little|new|newer|two|three|four|dual|single|home|main|trusty|poor|lone|used|
            ancient|personal|local|daily|work|gaming|desktop|spare|other|current|humble|modest|cheap|
            [\w./+-]{1,20}
          )[ ]
        ){0,4}(?:
          box|boxes|rigs?|machines?|pcs?|laptops?|notebook|desktop|workstations?|home ?lab|home server|
          servers?|mac ?books?\w*|mac ?minis?|mac ?studios?|macs?\b|cards?|gpus?|nas\b|mini ?pcs?|minipc|
          thinkpad|framework|sparks?\b|jetsons?|nanos?\b|pis?\b|setup|set-up|build|hardware|apu|cluster|
          evo-x2|[3-5]0[5-9]0s?(?: ?ti| super)?|[679][0-9]00 ?xtx?|mi\d{2,3}s?|p40s?|p100s?|v100s?|a770s?|
          b580s?|b60s?|m[1-5](?: (?:pro|max|ultra))?\b|strix(?: halo)?|dgx|gx10|epyc|xeons?|threadripper|
          ryzen|xtx|3060s?|arc
        )|home ?labs?\b|home ?server|at home\b|under my desk|
        (?:in|on) my (?:basement|closet|living room|garage|rack|desk|office|attic|cellar)|
        i(?:'ve| have)? (?:own|bought|built|picked up|scored|snagged|got) (?:
          a|an|the|this|it|two|three|four|six|eight|one|my|used|some|\d
        )|
        (?:bought|purchased|picked up|got) (?:
          used|second-?hand|refurbished|it (?:used|on|from|for)|them (?:used|on|from|for)|off ebay|on ebay|
          from ebay|from aliexpress|a|two|four
        )|
        (?:two|three|four|six|eight|\d{1,6}x?|a|an|the|some|these) used (?:\w+ ){0,2}(?:
          [3-5]0\d0s?|p40s?|mi\d{1,6}s?|v100s?|a6000s?|cards?|gpus?|xeons?|server|workstation
        )|shitbox|potato\b|(?:the|this) (?:[\w/.+-]{1,20} ){0,3}(?:box|rig)\b|
        (?:auf|in|an|mit) (?:meine[mrn]?|unsere[mrn]?)\b|
        mein(?:e|er|en|em)? (?:\w+ ){0,2}(?:rechner|pc|pi|raspberry|server|laptop|karten?|kiste)|
        mi (?:equipo|pc|port[áa]til|m[áa]quina|servidor|gpu|tarjeta)|mon (?:pc|serveur|portable|ordinateur)|
        paid for (?:it|them|this|these) (?:myself|ourselves)|\d[\d.,]{0,12} ?(?:\$|€|usd|eur|dollars|euros?) (?:
          for (?:the (?:lot|whole|pair|card|box|build|four|two)|all|everything|both|it)|all in|in total|
          total
        )|(?:paid|cost me|set me back|costs? me|spent) (?:\w+ ){0,2}(?:\$|€|£)?\d|gekauft|comprad[oa]
      )
    `,
  },
  {
    // Bought, or standing where its owner lives or works.
    value: "owned",
    pattern: regex("gi")`
      \b(?:
        (?:my|our|the|a|an|same|this) (?:old |new |little |big |retired |aging |ageing ){0,2}
        (?:gaming|home|family|office|living[- ]room|household)[ ]
        (?:pc|rig|box|server|machine|tower|desktop|computer|laptop)|
        (?:my|our) (?:retired|aging|ageing|previous|second|trusted)[ ]
        (?:macbook|mac|pc|laptop|thinkpad|server|card|gpu)\w*|(?:the |this )?same (?:box|rig)|
        i own (?:both|two|three|a|an|the|one)|
        bought (?:new|it|them|in|for|this|one|last|from|off|second|both)|second-?hand|refurbished|
        kleinanzeigen|craigslist|ebay|aliexpress|taobao|
        (?:under|behind|beside|next to) (?:my|the) (?:desk|stairs|tv|bed|table|sofa|printer)|
        in (?:the|our) (?:cupboard|closet|basement|attic|garage|cellar|living room|hallway)|
        (?:my|our|the) (?:electricity|power) bill|(?:at|from) the wall\b|wall (?:socket|meter|outlet)|
        the (?:[2-5]0[5-9]0|p40|mi50|mi100|v100|strix halo|spark)s? box
      )|(?:二手|闲鱼|咸鱼|自己攒|攒的|自购|买了)
    `,
    ties: true,
  },
];
