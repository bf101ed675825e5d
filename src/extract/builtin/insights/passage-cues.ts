/** What a sentence's subject, its heading, its length and its document say of whether it teaches. Data only. */
import { regex } from "../../../record/regex.ts";

/** Ideas of the field as against names of products: who teaches speaks of the former. A star stands for any ending. */
export const CONCEPT_WORDS = `
  cache caches caching attention prefill* decode decoding decodes generation generating prompt prompts quant
  quants quanti* bandwidth pcie nvlink expert experts dense moe bit bits speed speeds latency throughput
  memory ram vram context contexts ctx batch* ubatch draft* accept* speculat* power watt watts core cores
  thread threads layer layers kernel kernels driver drivers quality token tokens weights model models gpu
  gpus cpu igpu npu card cards engine engines backend sequence* request* stream* slot slots energy heat fan
  fans cooling link links node nodes socket sockets channel channels numa parallel* offload* perplexity mmap
  swap disk bus clock clocks compile* flag flags price electricity ttft reasoning thinking sampling
  temperature speicher bandbreite kontext strom karte karten modell modelle memoria contexto modelo modelos
  tarjeta velocidad potencia cuantización núcleos hilos mémoire carte cartes contexte modèle modèles vitesse
  puissance processeur quantification jeton* sockel kanäle* kerne* geschwindigkeit prozessor grafikkarte*
  quantisierung lüfter velocità scheda
`;

/** The same of Chinese. */
export const HAN_CONCEPTS =
  /显存|内存|带宽|量化|上下文|并发|推理|模型|显卡|散热|功耗|驱动|编译|缓存|线程|核心|速度|层|卡/gu;

/** Words of those who sell: a page full of them promises and does not teach. */
export const SALES_TALK = regex("gi")`
  \b(?:
    enterprises?|complian\w{2}|customers?|seamless\w{0,2}|unlock\w{0,3}|empower\w{0,3}|cutting-edge|
    trusted|tailored|turnkey|scalable|pricing|contact us|business\w{0,2}|organi[sz]ations?|partners?|
    confidential\w{0,4}|GDPR|secure(?:ly)?|privacy|sovereign\w{0,2}|solutions?|deployments?|productivity|
    generative|leading|innovati\w{1,3}|portfolio|regulat\w{2,4}|appliances?|excited|pre-?order|warranty|
    our (?:team|engineers|experts|platform|sales)
  )\b
`;

export type HeadingCue = { name: string; pattern: RegExp };

/** What the nearest heading says of the sentences under it. */
export const HEADING_CUES: readonly HeadingCue[] = [
  {
    name: "lesson heading",
    pattern: regex("iu")`
      \b(?:
        lessons?|learn\w{0,4}|tips?|tricks?|gotchas?|pitfalls?|caveats?|notes?|take-?aways?|conclusions?|
        summary|recommend\w{0,7}|advice|verdict|best practices?|rules?|trouble\w{0,8}|limitations?|
        known issues|faq|dead ends|(?:did(?:n't| not)|does(?:n't| not)|what) works?|why|should|would|
        discussion|findings|observations?|results?|matters?|helps?|hurts?|worth|which|odds and ends|
        things (?:that|to|I)|mistakes?|surpris\w{1,5}|aprend\w{1,6}|consejos|conclusiones|fazit|lohnt|
        tipps|erfahrung\w{0,4}|leçons?|conseils|conclusioni|tl;?dr
      )\b|心得|注意|坑|总结|经验|[?？]
    `,
  },
  {
    name: "setup heading",
    pattern: regex("iu")`
      \b(?:
        hardware|machine|set-?up|environment|the (?:box|rig|build)|parts|equip\w{0,6}|testbed|
        method\w{0,6}|specs?|specifications?|install\w{0,7}|quick ?start|usage|requirements?|system|
        commands?|config\w{0,8}|equipo|aufbau|matériel|configuration
      )\b|配置|环境
    `,
  },
  {
    name: "side heading",
    pattern: regex("iu")`
      \b(?:
        references|bibliography|to-?do|planned|roadmap|licen[cs]e|contact|availability|abstract|
        related work|changelog|contents|acknowledg\w{1,8}|contribut\w{1,5}|checklist|template|history|
        media|credits|links|glossary|scope|about|introduction|motivation|background|overview|outlook
      )\b
    `,
  },
];

/** Word counts; the last step has no upper end. */
export const LENGTH_STEPS: readonly { name: string; least: number; most: number }[] = [
  { name: "up to 5 words", least: 0, most: 5 },
  { name: "6 to 9 words", least: 6, most: 9 },
  { name: "10 to 29 words", least: 10, most: 29 },
  { name: "30 to 44 words", least: 30, most: 44 },
];
