/** How each field that is no measurement and no plain name follows from words. Data and small predicates only. */
import { regex } from "../../record/regex.ts";
import type { UnitKind } from "./quantities.ts";

export interface NumberRule {
  /** Units that the number may stand with. */
  units: readonly UnitKind[];
  lowest: number;
  highest: number;
  /** One of these must stand in the quote or its line, or an auditor decides. */
  told: RegExp;
  /** One of these beside the number makes it another field. */
  spoiled?: RegExp;
}

export const NUMBER_RULES: Readonly<Record<string, NumberRule>> = {
  "hardware.memoryGiB": {
    units: ["GiB", "TiB", "MiB"],
    lowest: 0.25,
    highest: 24_576,
    told: /\b(?:ram|memory|ddr[345]\w*|unified|lpddr\w*|dimms?|sodimm|ecc|rdimm)\b/,
    spoiled: /\b(?:vram|ssd|nvme|disk|hbm\w*|gddr\w*)\b/,
  },
  "config.contextLength": {
    units: ["k", "tokens", "none"],
    lowest: 128,
    highest: 20_000_000,
    told: regex()`
      \b(?:
        ctx|context|num_ctx|window|max[-_]model[-_]len|max[-_]seq[-_]len|context[-_]length|ctx[-_]size|n_ctx
      )\b|(?:^|\s)-c\b
    `,
  },
  "config.gpuLayers": {
    units: ["none"],
    lowest: 0,
    highest: 10_000,
    told: /\b(?:ngl|n[-_]gpu[-_]layers|gpu[-_]layers|layers?|num_gpu|offload\w*)\b/,
  },
  "config.tensorParallel": {
    units: ["none", "x"],
    lowest: 1,
    highest: 1024,
    told: /\b(?:tp|tensor[-_ ]parallel\w*|tensor[-_]parallel[-_]size)\b/,
  },
  "config.concurrency": {
    units: ["none", "x"],
    lowest: 1,
    highest: 100_000,
    told: regex()`
      \b(?:
        concurren\w+|parallel|np|users?|streams?|requests?|max[-_]num[-_]seqs|slots?|clients?|batch|
        sessions?|agents?|threads?|seqs?|simultaneous\w*|at once|num_parallel
      )\b
    `,
  },
  "model.parametersB": { units: ["B"], lowest: 0.01, highest: 5_000, told: /\d ?b\b|billion|params?/ },
  "model.activeParametersB": { units: ["B"], lowest: 0.01, highest: 1_000, told: /\ba\d|active|activated/ },
};

/** Fields whose value is a few words that must stand in the quote. */
export const TEXT_FIELDS: Readonly<Record<string, { longest: number; told?: RegExp }>> = {
  "hardware.cpu": { longest: 80 },
  "model.repository": { longest: 160 },
  "engine.version": { longest: 60 },
  "config.speculative": {
    longest: 120,
    told: /\b(?:draft\w*|mtp|eagle\w*|n-?gram\w*|spec\w*|dflash|medusa|look-?ahead|prompt lookup|md)\b/,
  },
};

/** Flash attention: how the words say it is on, and how off. */
export const FLASH_ATTENTION = {
  named: /(?<![a-z])(?:fa|flash[-_ ]?att\w*)(?![a-z])/,
  off: regex()`
    \b(?:fa|flash[-_ ]?att\w*)(?:[ =:|]+(?:0|off|false|no|disabled)\b)|
    \b(?:no|without|disabl\w+|off)[ -](?:fa|flash)|flash_attention=(?:0|false)
  `,
};

/** Words that say whose machine it is. */
export const PROVIDER_WORDS: Readonly<Record<string, RegExp>> = {
  owned: regex()`
    \b(?:
      my|our|mine|homelab|home ?lab|at home|bought|built|own|owned|i have|i've got|desk|basement|used|
      second[- ]hand|rig|workstation|laptop|desktop|mini ?pcs?|servers?|box(?:es)?|machines?|local|
      mein\w*|unser\w*|zuhause|mi|mis|nuestr\w*|port[aá]til|mon|notre
    )\b
  `,
  cloud: regex()`
    \b(?:
      cloud|rent\w*|runpod|vast(?:\.ai)?|lambda|aws|ec2|gcp|azure|hosted|per hour|/h|instance|colab|modal|
      together|coreweave|ovh|hetzner|scaleway|on[- ]demand|paperspace|g\d\.\w+large
    )\b
  `,
  spot: /\b(?:spot|preemptible|interruptible)\b/,
  trial: /\b(?:trial|free tier|credits?|kaggle|colab|loan\w*|borrowed|review unit)\b/,
};

/** Words that plainly imply a use case, a response experience or an outcome. */
export const AXIS_WORDS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  useCases: {
    coding: regex()`
      \b(?:
        cod(?:e|ing|er)|program\w*|ide|vscode|vs code|copilot|autocomplete|completion|refactor\w*|
        pull requests?|aider|cline|continue\.dev|roo|codebase|repo|opencode|claude code|codex|developer|
        dev|software|html|scripts?|snake game
      )\b
    `,
    agents: regex()`
      \b(?:
        agents?|agentic|tool[- ]?(?:use|call\w*)|function[- ]call\w*|mcp|automation|assistant api|
        home assistant|workflow|bots?|codex|harness|tools?
      )\b
    `,
    writing: /\b(?:writ(?:e|ing)|prose|edit(?:ing)?|documentation|docs|proofread\w*|drafts?|emails?|blog)\b/,
    exploration: regex()`
      \b(?:
        rag|retriev\w*|search\w*|summar\w*|knowledge|documents?|research|papers?|notes|explor\w*|
        question answering|q&a
      )\b
    `,
    chat: regex()`
      \b(?:
        chat\w*|assistant|convers\w*|general (?:use|purpose)|daily (?:driver|use)|questions?|open ?webui|
        talk\w*
      )\b
    `,
    creative: regex()`
      \b(?:
        creativ\w*|fiction|role[- ]?play\w*|rp|erp|stor(?:y|ies)|novel|sillytavern|characters?|narrat\w*|
        prose|style|storytelling|rpg|long-form
      )\b
    `,
    extraction: regex()`
      \b(?:
        extract\w*|classif\w*|batch\w*|label\w*|data ?set|pipeline|structured|json|bulk|process\w*|
        pars\w*|ocr|tagging
      )\b
    `,
    vision: /\b(?:vision|images?|ocr|vl|vlm|multimodal|photos?|screenshots?|camera|video|mmproj)\b/,
    voice: /\b(?:voice|speech|tts|stt|asr|whisper|audio|spoken|speak\w*|talk\w*|transcri\w*)\b/,
    translation: /\b(?:translat\w*|subtitles?|localis\w*|localiz\w*)\b/,
  },
  experience: {
    throughput: regex()`
      \b(?:
        throughput|concurren\w*|batch\w*|many (?:users|requests)|parallel|users|requests|aggregate\w*|
        serving|streams|tokens? per (?:day|hour|night|week)|documents per hour
      )\b
    `,
    latency: regex()`
      \b(?:
        laten\w*|interactive\w*|fast\w*|snapp\w*|responsive\w*|real[- ]?time|quick\w*|ttft|ttfb|
        first (?:byte|token)|\d+ ?ms|instant\w*|wait\w*|speed|slow|usable|read\w* speed|tok/s|t/s
      )\b
    `,
    quality: regex()`
      \b(?:
        qualit\w*|accura\w*|best|smart\w*|correct\w*|perplexity|ppl|benchmark|score\w*|precise|
        good answers|reasoning|lossless|kld
      )\b
    `,
    creativity: /\b(?:creativ\w*|prose|style|imagin\w*|story|stories|writing)\b/,
    "long-context": /\b(?:long[- ]context|\d+k|context|depth|window|long (?:documents?|prompts?)|tokens)\b/,
    economy: regex()`
      \b(?:
        cheap\w*|budget|cost\w*|price\w*|power|watts?|efficien\w*|econom\w*|low[- ]end|old|used|save\w*|
        saving|electricity|afford\w*|\$|€|eur|usd|silent|quiet|small|modest|tiny|free
      )\b|[$€]
    `,
  },
  outcome: {
    fails: regex()`
      \b(?:
        fail\w*|crash\w*|oom|out of memory|error\w*|hang\w*|hung|segfault\w*|abort\w*|broken|garbage|
        gibberish|unsupported|doesn'?t (?:work|load|start|fit)|does not (?:work|load|start|fit)|won'?t|
        cannot|can'?t|not work\w*|refus\w*|no output|empty|panic|illegal|killed|timeout|nan
      )\b
    `,
    // How well something ran is a judgement: what a quote of three words says of it, an auditor decides.
    partial: /\p{L}{2,}/u,
    works: /\p{L}{2,}/u,
  },
};
