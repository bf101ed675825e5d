/** The model lines of Google, Microsoft, OpenAI, NVIDIA, IBM, Cohere, xAI and other large Western makers, with those of small ones. Data only. */
import type { ModelFamily } from "../model-entry.ts";
import { SMALL_MAKERS } from "./small-makers.ts";

const GOOGLE: ModelFamily = {
  family: "Gemma",
  developer: "Google",
  stems: ["gemma"],
  rows: [
    ["Gemma 1", "2 7", "2024-02", "Gemma", "Gemma 1.1"],
    ["Gemma 2", "2 9 27", "2024-06", "Gemma"],
    ["Gemma 3", "0.27 1 4 12 27", "2025-03", "Gemma", "", "vision"],
    ["Gemma 3n", "", "2025-06", "Gemma", "", "vision voice small"],
    ["Gemma 4", "26/4 31", "2026-04", "Apache-2.0", "", "vision tools"],
    ["CodeGemma", "2 7", "2024-04", "Gemma", "", "coder"],
    ["PaliGemma", "3 10 28", "2024-05", "Gemma", "PaliGemma 2", "vision"],
    ["RecurrentGemma", "2 9", "2024-04", "Gemma"],
    ["ShieldGemma", "2 4 9 27", "2024-07", "Gemma"],
    ["MedGemma", "4 27", "2025-05", "Gemma", "", "vision"],
    ["EmbeddingGemma", "=0.3", "2025-09", "Gemma", "", "embedding"],
    ["FunctionGemma", "=0.27", "2025-12", "Gemma", "", "tools small"],
    ["TranslateGemma", "4 12 27", "2026-01", "Gemma", "", "translation"],
    ["T5Gemma", "", "2025-07", "Gemma"],
  ],
};

const MICROSOFT: ModelFamily = {
  family: "Phi",
  developer: "Microsoft",
  stems: ["phi"],
  rows: [
    ["Phi-1.5", "=1.3", "2023-09", "MIT"],
    ["Phi-2", "=2.7", "2023-12", "MIT", "", "small"],
    ["Phi-3", "3.8 7 14", "2024-04", "MIT"],
    ["Phi-3 Mini", "=3.8", "2024-04", "MIT", "Phi-3-mini-4k, Phi-3-mini-128k", "small"],
    ["Phi-3 Small", "=7", "2024-05", "MIT"],
    ["Phi-3 Medium", "=14", "2024-05", "MIT", "Phi-3-medium-128k, Phi-3-medium-4k"],
    ["Phi-3 Vision", "=4.2", "2024-05", "MIT", "", "vision"],
    ["Phi-3.5", "3.8", "2024-08", "MIT"],
    ["Phi-3.5 Mini", "=3.8", "2024-08", "MIT", "", "small"],
    ["Phi-3.5 MoE", "=42/6.6", "2024-08", "MIT"],
    ["Phi-3.5 Vision", "=4.2", "2024-08", "MIT", "", "vision"],
    ["Phi-4", "=14", "2024-12", "MIT"],
    ["Phi-4 Mini", "=3.8", "2025-02", "MIT", "", "small"],
    ["Phi-4 Mini Reasoning", "=3.8", "2025-04", "MIT", "", "small reasoning"],
    ["Phi-4 Reasoning", "=14", "2025-04", "MIT", "Phi-4-reasoning-plus", "reasoning"],
    ["Phi-4 Multimodal", "=5.6", "2025-02", "MIT", "", "vision voice"],
  ],
};

const OPENAI: ModelFamily = {
  family: "gpt-oss",
  developer: "OpenAI",
  stems: ["gpt-oss", "gptoss"],
  rows: [
    ["gpt-oss", "20/3.6 120/5.1", "2025-08", "Apache-2.0", "GPT OSS, openai gpt-oss", "reasoning tools"],
    ["gpt-oss-safeguard", "20/3.6 120/5.1", "2025-10", "Apache-2.0"],
  ],
};

const NVIDIA: ModelFamily = {
  family: "Nemotron",
  developer: "NVIDIA",
  stems: ["nemotron", "nvidia-nemotron"],
  rows: [
    ["Llama 3.1 Nemotron", "8 49 51 70 253", "2024-10", "Llama-3.1", "Llama-3.1-Nemotron-70B, Nemotron 70B"],
    ["Llama 3.1 Nemotron Nano", "4 8", "2025-03", "NVIDIA-Open", "", "reasoning"],
    [
      "Llama 3.3 Nemotron Super",
      "=49",
      "2025-03",
      "NVIDIA-Open",
      "Nemotron Super 49B, Llama-3_3-Nemotron-Super-49B",
      "reasoning",
    ],
    ["Llama 3.1 Nemotron Ultra", "=253", "2025-04", "NVIDIA-Open", "Nemotron Ultra", "reasoning"],
    ["Nemotron Mini", "=4", "2024-08", "NVIDIA-Open"],
    [
      "Nemotron Nano v2",
      "9 12",
      "2025-08",
      "NVIDIA-Open",
      "Nemotron-Nano-9B-v2, Nemotron Nano 2",
      "reasoning",
    ],
    ["Nemotron Nano", "", null, "NVIDIA-Open"],
    ["Nemotron 3 Nano", "4 30/3", "2025-12", "NVIDIA-Open", "", "reasoning tools"],
    ["Nemotron 3 Super", "=120/12", "2026-03", "NVIDIA-Open", "", "reasoning tools"],
    ["Nemotron 3 Ultra", "", "2026", "NVIDIA-Open", "", "reasoning tools"],
    ["Nemotron-4", "15 340", "2024-06", "NVIDIA-Open"],
    ["Minitron", "4 8", "2024-07", "NVIDIA-Open", "Mistral-NeMo-Minitron"],
    ["OpenReasoning-Nemotron", "1.5 7 14 32", "2025-07", "CC-BY-4.0", "", "reasoning"],
    ["AceReason", "7 14", "2025-05", null, "AceReason-Nemotron", "reasoning"],
    ["Cascade", "", null, null, "Nemotron-Cascade", "reasoning"],
  ],
};

const IBM: ModelFamily = {
  family: "Granite",
  developer: "IBM",
  stems: ["granite"],
  rows: [
    ["Granite Code", "3 8 20 34", "2024-05", "Apache-2.0", "", "coder"],
    ["Granite 3.0", "2 8", "2024-10", "Apache-2.0", "Granite 3"],
    ["Granite 3.1", "2 8", "2024-12", "Apache-2.0", "Granite3.1-dense, Granite3.1-moe"],
    ["Granite 3.2", "2 8", "2025-02", "Apache-2.0"],
    ["Granite 3.3", "2 8", "2025-04", "Apache-2.0"],
    ["Granite 4.0", "1 3 7/1 32/9", "2025-10", "Apache-2.0", "Granite 4, Granite-4.0-h", "tools"],
    ["Granite 4.1", "", "2026", "Apache-2.0", "", "tools"],
    ["Granite Docling", "=0.26", "2025-09", "Apache-2.0", "", "vision"],
    ["Granite Embedding", "", "2024-12", "Apache-2.0", "", "embedding"],
    ["Granite Speech", "2 8", "2025", "Apache-2.0", "", "voice"],
  ],
};

const COHERE: ModelFamily = {
  family: "Command",
  developer: "Cohere",
  stems: ["command-r", "command-a"],
  rows: [
    [
      "Command R",
      "=35",
      "2024-03",
      "CC-BY-NC-4.0",
      "c4ai-command-r-v01, Command-R-v01, c4ai-command-r-08-2024",
    ],
    ["Command R+", "=104", "2024-04", "CC-BY-NC-4.0", "Command R Plus, c4ai-command-r-plus, CommandR+"],
    ["Command R7B", "=7", "2024-12", "CC-BY-NC-4.0", "c4ai-command-r7b"],
    ["Command A", "=111", "2025-03", "CC-BY-NC-4.0", "c4ai-command-a-03-2025", "tools"],
    ["Aya Expanse", "8 32", "2024-10", "CC-BY-NC-4.0", "", "translation"],
    ["Aya 23", "8 35", "2024-05", "CC-BY-NC-4.0", "Aya-23", "translation"],
    ["Aya Vision", "8 32", "2025-03", "CC-BY-NC-4.0", "", "vision"],
    ["Tiny Aya", "=3.35", "2026-02", "CC-BY-NC-4.0", "", "translation"],
  ],
};

const WIZARD: ModelFamily = {
  family: "Wizard",
  developer: "Microsoft",
  stems: [],
  rows: [
    ["WizardLM", "7 13 30 70", "2023-04", "Llama-2"],
    ["WizardLM 2", "7 70 141/39", "2024-04", "Apache-2.0", "WizardLM-2-8x22B"],
    ["WizardCoder", "1 3 7 13 15 33 34", "2023-06", null, "", "coder"],
    ["WizardMath", "7 13 70", "2023-08", null, "", "math"],
  ],
};

const WHISPER: ModelFamily = {
  family: "Whisper",
  developer: "OpenAI",
  stems: [],
  rows: [
    ["Whisper", "", "2022-09", "MIT", "", "voice"],
    ["Whisper Large v3", "=1.55", "2023-11", "MIT", "Whisper Large, Whisper Large v2", "voice"],
    ["Whisper Large v3 Turbo", "=0.81", "2024-10", "MIT", "Whisper Turbo", "voice"],
    ["Whisper Medium", "=0.77", "2022-09", "MIT", "", "voice"],
    ["Whisper Small", "=0.24", "2022-09", "MIT", "", "voice"],
    ["Whisper Base", "=0.07", "2022-09", "MIT", "", "voice"],
    ["Whisper Tiny", "=0.04", "2022-09", "MIT", "", "voice"],
  ],
};

/** The families of this file, in order. */
export const WESTERN_FAMILIES: readonly ModelFamily[] = [
  GOOGLE,
  MICROSOFT,
  OPENAI,
  NVIDIA,
  IBM,
  COHERE,
  WIZARD,
  WHISPER,
  SMALL_MAKERS,
];
