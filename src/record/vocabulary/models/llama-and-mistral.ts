/** The model lines of Meta and of Mistral AI. Data only. */
import type { ModelFamily } from "../model-entry.ts";

export const LLAMA: ModelFamily = {
  family: "Llama",
  developer: "Meta",
  stems: ["llama", "meta-llama"],
  rows: [
    ["Llama 1", "7 13 30 33 65", "2023-02", "Llama-1-research", "LLaMA v1, LLaMA1"],
    ["Llama 2", "7 13 34 70", "2023-07", "Llama-2", "LLaMA v2, LLaMA-2"],
    ["Llama 3", "8 70", "2024-04", "Llama-3", "Llama v3, Meta-Llama-3"],
    ["Llama 3.1", "8 70 405", "2024-07", "Llama-3.1", "Meta-Llama-3.1", "tools"],
    ["Llama 3.2", "1 3", "2024-09", "Llama-3.2", "Meta-Llama-3.2", "small"],
    ["Llama 3.2 Vision", "11 90", "2024-09", "Llama-3.2", "Llama 3.2V", "vision"],
    ["Llama 3.3", "70", "2024-12", "Llama-3.3", "Meta-Llama-3.3", "tools"],
    ["Llama 4 Scout", "=109/17", "2025-04", "Llama-4", "Llama-4-Scout-17B-16E", "vision"],
    ["Llama 4 Maverick", "=400/17", "2025-04", "Llama-4", "Llama-4-Maverick-17B-128E", "vision"],
    ["Llama 4", "109/17 400/17", "2025-04", "Llama-4", "", "vision"],
    ["CodeLlama", "7 13 34 70", "2023-08", "Llama-2", "Code Llama", "coder"],
    ["Llama Guard", "1 7 8", "2023-12", "Llama-2", "Llama Guard 2, Llama Guard 3"],
  ],
};

export const MISTRAL: ModelFamily = {
  family: "Mistral",
  developer: "Mistral AI",
  stems: ["mistral"],
  rows: [
    ["Mistral 7B", "=7", "2023-09", "Apache-2.0", "Mistral-7B-v0.1, Mistral-7B-v0.2, Mistral-7B-v0.3"],
    ["Mixtral", "46.7/12.9 141/39", "2023-12", "Apache-2.0", "Mixtral 8x7B, Mixtral 8x22B"],
    ["Mistral Nemo", "=12", "2024-07", "Apache-2.0", "Mistral-Nemo-2407"],
    ["Mistral Small", "22 24", "2024-09", "Apache-2.0", "Mistral-Small-2409, Mistral-Small-2501"],
    ["Mistral Small 3", "=24", "2025-01", "Apache-2.0"],
    ["Mistral Small 3.1", "=24", "2025-03", "Apache-2.0", "", "vision"],
    ["Mistral Small 3.2", "=24", "2025-06", "Apache-2.0", "", "vision tools"],
    ["Mistral Small 4", "=119/6", "2026-03", "Apache-2.0", "", "vision tools"],
    ["Mistral Medium", "", null, null],
    ["Mistral Large", "=123", "2024-07", "MRL", "Mistral-Large-2407, Mistral-Large-2411, Mistral Large 2"],
    ["Mistral Large 3", "=675/41", "2025-12", "Apache-2.0", "", "vision"],
    ["Ministral", "3 8 14", "2024-10", "MRL"],
    ["Ministral 3", "3 8 14", "2025-12", "Apache-2.0", "", "vision small"],
    ["Codestral", "=22", "2024-05", "MNPL", "", "coder"],
    ["Codestral Mamba", "=7", "2024-07", "Apache-2.0", "Mamba Codestral", "coder"],
    ["Devstral", "=24", "2025-05", "Apache-2.0", "Devstral Small", "coder tools"],
    ["Devstral 2", "24 123", "2025-12", null, "Devstral Small 2", "coder tools"],
    ["Magistral", "=24", "2025-06", "Apache-2.0", "Magistral Small", "reasoning"],
    ["Mathstral", "=7", "2024-07", "Apache-2.0", "", "math"],
    ["Pixtral", "12 124", "2024-09", "Apache-2.0", "", "vision"],
    ["Voxtral", "3 24", "2025-07", "Apache-2.0", "", "voice"],
    ["Leanstral", "", "2026", "Apache-2.0", "", "math"],
  ],
};
