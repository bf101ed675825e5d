/** Asks a server how many tokens its model's window has. Knows nothing of what will be sent. */
import { z } from "zod";
import { type ServerSettings, serverFetch } from "./openai-server.ts";

export interface ContextWindow {
  tokens: number;
  /** Where it was told: `/v1/models`, `/props`, `/api/show`. */
  from: string;
  /** Slots of llama.cpp's server, among which the window is divided already. */
  slots?: number | undefined;
}

const modelsWire = z.object({
  data: z.array(
    z.looseObject({
      id: z.string(),
      max_model_len: z.number().optional().catch(undefined),
      context_length: z.number().optional().catch(undefined),
      context_window: z.number().optional().catch(undefined),
      max_context_length: z.number().optional().catch(undefined),
      loaded_context_length: z.number().optional().catch(undefined),
    }),
  ),
});
export type ServedModel = z.infer<typeof modelsWire>["data"][number];

const propsWire = z.object({
  total_slots: z.number().int().positive().optional().catch(undefined),
  n_ctx: z.number().optional().catch(undefined),
  default_generation_settings: z.object({ n_ctx: z.number().optional() }).optional().catch(undefined),
  build_info: z.string().optional().catch(undefined),
});

const showWire = z.object({
  parameters: z.string().optional().catch(undefined),
  model_info: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** The model list of a server; undefined when it gives none. @throws when nobody answers. */
export async function servedModels(settings: ServerSettings): Promise<ServedModel[] | undefined> {
  const body = await getJson(settings, `${settings.baseUrl.replace(/\/+$/, "")}/models`);
  const parsed = modelsWire.safeParse(body);
  return parsed.success ? parsed.data.data : undefined;
}

/** llama.cpp's own description of itself; undefined where the server is another. */
export async function llamaCppProps(
  settings: ServerSettings,
): Promise<z.infer<typeof propsWire> | undefined> {
  const body = await getJson(settings, `${rootOf(settings.baseUrl)}/props`).catch(() => undefined);
  const parsed = propsWire.safeParse(body);
  const known =
    parsed.success &&
    (parsed.data.default_generation_settings !== undefined || parsed.data.total_slots !== undefined);
  return known ? parsed.data : undefined;
}

/**
 * The window of a model, asked in turn of llama.cpp, Ollama and the model list; undefined where nobody tells. What
 * Ollama loads by default is far smaller than what the model was trained for: only a configured `num_ctx` counts.
 */
export async function contextWindow(
  settings: ServerSettings,
  model: string,
): Promise<ContextWindow | undefined> {
  const props = await llamaCppProps(settings);
  const slotWindow = props?.default_generation_settings?.n_ctx ?? props?.n_ctx;
  if (slotWindow) return { tokens: slotWindow, from: "/props", slots: props?.total_slots };
  const shown = showWire.safeParse(
    await postJson(settings, `${rootOf(settings.baseUrl)}/api/show`, { model }).catch(() => undefined),
  );
  if (shown.success && (shown.data.model_info || shown.data.parameters)) {
    const configured = /num_ctx\s+(\d+)/.exec(shown.data.parameters ?? "")?.[1];
    if (configured) return { tokens: Number(configured), from: "/api/show" };
    const trained = Object.entries(shown.data.model_info ?? {}).find(([key]) =>
      key.endsWith(".context_length"),
    )?.[1];
    // Ollama cuts longer prompts off in silence at its default of 4096.
    return { tokens: Math.min(4096, typeof trained === "number" ? trained : 4096), from: "/api/show" };
  }
  const served = await servedModels(settings).catch(() => undefined);
  const entry = served?.find(({ id }) => id === model) ?? (served?.length === 1 ? served[0] : undefined);
  const tokens =
    entry?.loaded_context_length ??
    entry?.max_model_len ??
    entry?.context_length ??
    entry?.context_window ??
    entry?.max_context_length;
  return tokens ? { tokens, from: "/v1/models" } : undefined;
}

const rootOf = (baseUrl: string) => baseUrl.replace(/\/+$/, "").replace(/\/v\d+$/, "");

/** Small questions get small caps, and no more than 10 s. */
const CAPS = { timeoutMs: 10_000, maxBytes: 4 * 1024 * 1024 };

async function getJson(settings: ServerSettings, url: string): Promise<unknown> {
  return readJsonAnswer(await serverFetch(settings, CAPS)(url, { headers: authorisation(settings) }));
}

async function postJson(settings: ServerSettings, url: string, body: unknown): Promise<unknown> {
  const headers = { ...authorisation(settings), "content-type": "application/json" };
  return readJsonAnswer(
    await serverFetch(settings, CAPS)(url, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

async function readJsonAnswer(response: Response): Promise<unknown> {
  return response.ok ? ((await response.json().catch(() => undefined)) as unknown) : undefined;
}

function authorisation(settings: ServerSettings): Record<string, string> {
  return settings.apiKey ? { authorization: `Bearer ${settings.apiKey}` } : {};
}
