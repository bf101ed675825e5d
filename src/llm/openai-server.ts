/**
 * One OpenAI-compatible server: its address, key and caps, and the `openai` client over them. The only door to the
 * `openai` package; knows nothing of prompts.
 */
import type OpenAI from "openai";
import { cappedFetch, type Fetch, type FetchCaps } from "./capped-fetch.ts";

export interface ServerSettings {
  /** With the version path, e.g. `http://127.0.0.1:8080/v1`. */
  baseUrl: string;
  apiKey?: string | undefined;
  fetch?: Fetch | undefined;
  /** For one call; 60,000 to 120,000 is sensible, 120,000 by default. */
  timeoutMs?: number | undefined;
  /** For one answer; 8 MiB by default. */
  maxAnswerBytes?: number | undefined;
}

export const DEFAULT_TIMEOUT_MS = 120_000;
export const DEFAULT_ANSWER_BYTES = 8 * 1024 * 1024;
const SILENT = { error() {}, warn() {}, info() {}, debug() {} };

/** Loads the package and connects it; nothing is sent yet. */
export async function openaiClient(settings: ServerSettings): Promise<OpenAI> {
  const { default: Client } = await import("openai");
  return new Client({
    baseURL: settings.baseUrl,
    // Home servers take any key, and the package insists on one.
    apiKey: settings.apiKey || "none",
    organization: null,
    project: null,
    adminAPIKey: null,
    fetch: serverFetch(settings),
    // Our fetch keeps the deadline, over the body too, and our queue does the retrying.
    timeout: 2 * (settings.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    maxRetries: 0,
    logger: SILENT,
    logLevel: "off",
  });
}

/** The server's fetch with its caps; `caps` overrides them, e.g. for files. */
export function serverFetch(settings: ServerSettings, caps: Partial<FetchCaps> = {}): Fetch {
  return cappedFetch(settings.fetch ?? globalThis.fetch, {
    timeoutMs: caps.timeoutMs ?? settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxBytes: caps.maxBytes ?? settings.maxAnswerBytes ?? DEFAULT_ANSWER_BYTES,
  });
}
