/** The model vocabulary: every family's lines as one list of entries. Knows nothing of texts or of setup records. */
import { type ModelEntry, type ModelFamily, modelEntriesOf } from "./model-entry.ts";
import { ASIAN_FAMILIES } from "./models/asian.ts";
import { LLAMA, MISTRAL } from "./models/llama-and-mistral.ts";
import { DEEPSEEK, QWEN } from "./models/qwen-and-deepseek.ts";
import { WESTERN_FAMILIES } from "./models/western.ts";

/** Every family, with the words that begin its names. */
export const MODEL_FAMILIES: readonly ModelFamily[] = [
  LLAMA,
  MISTRAL,
  QWEN,
  DEEPSEEK,
  ...WESTERN_FAMILIES,
  ...ASIAN_FAMILIES,
];

/** Every model line known by name, by family. */
export const MODELS: readonly ModelEntry[] = MODEL_FAMILIES.flatMap(modelEntriesOf);
