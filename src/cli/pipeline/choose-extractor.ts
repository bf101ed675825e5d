/** Which extractor and which embedder a run uses, by what the environment and sources.yaml say. */
import type { Environment } from "../../config/environment.ts";
import type { ExtractionSettings } from "../../config/sources-schema.ts";
import type { Extractor } from "../../extract/extractor.ts";
import { ConfigError } from "../../record/errors.ts";
import type { Library } from "../../store/library.ts";

/** The address that the openai package uses by itself. */
export const OPENAI_ADDRESS = "https://api.openai.com/v1";

/** The model's server and name, or undefined where nothing is configured and the built-in extractor reads. */
export function configuredModel(
  environment: Environment,
  settings: ExtractionSettings,
): { baseUrl: string; apiKey: string | undefined; model: string } | undefined {
  const { openaiBaseUrl, openaiApiKey } = environment;
  const model = environment.model ?? settings.model;
  if (openaiBaseUrl && !model) {
    throw new ConfigError(
      "OPENAI_BASE_URL is set, but no model is named: set ALMANAC_MODEL, or extraction.model in sources.yaml",
      { place: "environment" },
    );
  }
  if (environment.model && !openaiBaseUrl && !openaiApiKey) {
    throw new ConfigError(
      "ALMANAC_MODEL is set, but no server: set OPENAI_BASE_URL (a local server, e.g. http://127.0.0.1:8080/v1) or OPENAI_API_KEY",
      { place: "environment" },
    );
  }
  if (!model || (!openaiBaseUrl && !openaiApiKey)) return undefined;
  return { baseUrl: openaiBaseUrl ?? OPENAI_ADDRESS, apiKey: openaiApiKey, model };
}

/** The model's calls are kept in the library; without one the built-in extractor reads. @throws ConfigError when a model is half configured. */
export async function chooseExtractor(
  environment: Environment,
  settings: ExtractionSettings,
  library: Library | undefined,
): Promise<Extractor> {
  const { createBuiltinExtractor } = await import("../../extract/builtin/builtin-extractor.ts");
  const builtin = createBuiltinExtractor();
  const configured = configuredModel(environment, settings);
  if (!configured || !library) return builtin;
  const { openModelExtractor } = await import("./open-model-extractor.ts");
  return openModelExtractor({ configured, settings, builtin, library });
}
