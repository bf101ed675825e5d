/**
 * The ways a text says that a switch is on or off: tensor parallelism against a split by layers, flash attention, and
 * others that no field of a record holds. Data; knows nothing of figures or setups.
 */
import { regex, regexPart } from "../../../record/regex.ts";

/** A wording and the finding that it states. */
export interface SwitchPhrase {
  pattern: RegExp;
  read: (words: string) => { field: "split" | "flashAttention" | "placement"; value: string | boolean };
}

const ON = String.raw`(?:[ :=]{1,3}(?:is |was )?(?:on|enabled|true|active)\b)`;
const OFF = String.raw`(?:[ :=]{1,3}(?:is |was )?(?:off|disabled|false)\b)`;
const NOT = String.raw`\b(?:no|without|w\/o|not using|disabling|minus)`;

const TENSOR = "(?:tensor[-_ ]parallel(?:ism)?|TP)";
const FLASH = "(?:flash[- _]?att(?:ention|n)|FA2?)";
/** Switches that change how a run is built or placed, under the names people use for them. */
const OTHERS = regexPart`
  (?:
    NUMA|NVLink|P2P|CUDA graphs?|graphs|torch\.compile|AMX|repack(?:ing)?|mmap|SMT|hyper-?threading|turbo|
    ReBAR|resizable BAR|XMX|expert parallel(?:ism)?|prefix caching|chunked prefill
  )
`;

const isOff = (words: string) => new RegExp(`${NOT}\\s|${OFF}`, "i").test(words);

const nameOf = (words: string) =>
  words
    .toLowerCase()
    .replace(
      /\b(?:no|without|w\/o|not using|disabling|minus|on|off|enabled|disabled|true|false|active|with|is|was)\b|w\/o|[:=]/g,
      " ",
    )
    .trim()
    .replace(/\s+/g, " ");

/** All wordings; longer ones first, so that "no TP" is not read as "TP". */
export const SWITCH_PHRASES: readonly SwitchPhrase[] = [
  {
    pattern: regex("gi")`
      ${NOT} ${TENSOR}\b|\b${TENSOR}${OFF}|\b(?:layer|auto|pipeline)[- ]?split\b|
      \bpipeline[- ]parallel(?:ism)?\b
    `,
    read: () => ({ field: "split", value: "layer" }),
  },
  {
    pattern: regex("gi")`\b${TENSOR}(?:${ON}|\b(?!${OFF}|[-=: ]{0,3}\d|[-=: ]{0,3}size|_))`,
    read: () => ({ field: "split", value: "tensor" }),
  },
  {
    pattern: /\brow[- ]split\b|\bsplit(?:ting)? by rows?\b/gi,
    read: () => ({ field: "split", value: "row" }),
  },
  {
    pattern: regex("gi")`
      ${NOT} ${FLASH}\b|\bdisabl(?:ed|e) ${FLASH}\b|\b${FLASH}(?:${OFF}|\s?[=:]\s?(?:0|no)\b)
    `,
    read: () => ({ field: "flashAttention", value: false }),
  },
  {
    pattern: regex("gi")`
      \b(?:
        (?:with|using|w\/|enabled?|enabling|turned on) ${FLASH}\b|${FLASH}(?:${ON}|\s?[=:]\s?(?:1|yes)\b)
      )
    `,
    read: () => ({ field: "flashAttention", value: true }),
  },
  {
    pattern: regex("gi")`${NOT} ${OTHERS}\b|\b(?:with ${OTHERS}\b|${OTHERS}(?:${ON}|${OFF}))`,
    read: (words) => ({ field: "placement", value: `${nameOf(words)} ${isOff(words) ? "off" : "on"}` }),
  },
];
