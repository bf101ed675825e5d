/** Stable ids and content hashes. The same thing from the same place always gets the same id. */
import { createHash } from "node:crypto";
import type { InsightDraft } from "./insight.ts";
import type { SetupDraft } from "./setup-record.ts";

/** Lower-case hex SHA-256 of bytes or of a string's UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The id of a document: from its canonical address alone, so that edits keep it. */
export function documentId(url: string): string {
  return sha256(url).slice(0, 16);
}

const word = (value: unknown) =>
  String(value ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "");

/**
 * The identity of a setup inside its document: hardware, model, quantization, engine, backend and the structural
 * configuration, but no measured value, so that a corrected number keeps its record.
 */
export function setupKey(draft: SetupDraft): string {
  const accelerators = draft.hardware.accelerators.map((a) => `${a.count}x${word(a.name)}`).sort();
  return [
    accelerators.join("+"),
    word(draft.hardware.cpu),
    word(draft.model.name),
    word(draft.model.parametersB),
    word(draft.model.quantization),
    word(draft.engine.name),
    word(draft.engine.version),
    word(draft.engine.backend),
    word(draft.config.contextLength),
    word(draft.config.kvCacheType),
    word(draft.config.flashAttention),
    word(draft.config.tensorParallel),
    word(draft.config.gpuLayers),
    word(draft.config.concurrency),
    word(draft.config.speculative),
  ].join("|");
}

/**
 * Ids for a document's setups, in order. Setups with the same key are told apart by their place among each other.
 */
export function setupIds(documentUrl: string, drafts: readonly SetupDraft[]): string[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const key = setupKey(draft);
    const place = seen.get(key) ?? 0;
    seen.set(key, place + 1);
    return sha256(`${documentUrl}\n${key}\n${place}`).slice(0, 16);
  });
}

/** The id of an insight: from its document and its quote. */
export function insightId(documentUrl: string, draft: InsightDraft): string {
  return sha256(`${documentUrl}\n${draft.variable}\n${word(draft.quote)}`).slice(0, 16);
}
