/** The doctor's words for what a model server can do. */
import { probeServer, type ServerProbe } from "../../llm/probe-server.ts";
import type { Check } from "./examine.ts";

/** Tries the server with one small question and says what it found and what to set. */
export async function describeServer(
  configured: { baseUrl: string; apiKey: string | undefined; model: string },
  signal: AbortSignal,
): Promise<Omit<Check, "name">> {
  const probe = await probeServer({ ...configured, timeoutMs: 60_000, signal });
  const remedy = probe.advice.length > 0 ? probe.advice.join(" ") : null;
  if (probe.problem !== undefined) return { state: "broken", found: probe.problem, remedy };
  return { state: remedy ? "note" : "works", found: foundWords(probe), remedy };
}

function foundWords(probe: ServerProbe): string {
  const { dialect, window, decodeTokensPerSecond: speed, latencyMs } = probe;
  const words = [
    probe.model,
    dialect ? `answers as ${dialect.structured}` : "",
    window ? `window ${window.tokens} tokens (${window.from})` : "window unknown",
    speed === undefined ? "" : `${speed} tok/s`,
    latencyMs === undefined ? "" : `${latencyMs} ms for a short question`,
    probe.thinks ? "thinks first" : "",
  ];
  return words.filter((word) => word !== "").join(" · ");
}
