/** Hand-made documents, setup records and insights for tests; hosts end in `.example` and nobody in them exists. */
import type { DocumentDraft } from "../../src/record/document.ts";
import { documentId, insightId, setupIds } from "../../src/record/ids.ts";
import type { Insight } from "../../src/record/insight.ts";
import type { SetupRecord } from "../../src/record/setup-record.ts";
import type { Library } from "../../src/store/library.ts";

/** Fields of a record that a test cares about; the rest gets plain values. */
export interface SampleSetup extends Partial<Omit<SetupRecord, "id" | "document">> {}

/** One document with what was extracted from it. */
export interface SampleDocument extends Partial<DocumentDraft> {
  url: string;
  setups?: SampleSetup[];
  lessons?: Partial<Insight>[];
}

export const SAMPLE_TIME = "2026-05-01T08:00:00.000Z";

/** A complete record from the fields given. */
export function sampleRecord(url: string, setup: SampleSetup = {}): SetupRecord {
  const record: Omit<SetupRecord, "id"> = {
    document: url,
    title: "Llama 3.3 70B on 2× RTX 3090 with llama.cpp",
    useCases: [],
    experience: [],
    hardware: {
      accelerators: [{ name: "RTX 3090", count: 2, memoryGiB: 24 }],
      cpu: null,
      memoryGiB: 128,
      class: "multi-gpu",
      provider: "owned",
    },
    model: { name: "Llama 3.3 70B Instruct", parametersB: 70, quantization: "Q4_K_M" },
    engine: { name: "llama.cpp", version: "b4567", backend: "CUDA" },
    config: { contextLength: 8192, command: "llama-server -m model.gguf -ngl 99" },
    measurements: [
      { metric: "decode", value: 17.2, unit: "tok/s", conditions: "tg128" },
      { metric: "prefill", value: 412, unit: "tok/s", conditions: "pp512" },
    ],
    outcome: "works",
    evidence: [{ field: "hardware.accelerators", quote: "two used 3090s", start: 0, end: 14 }],
    derived: { useCases: [], experience: [] },
    confidence: 0.9,
    status: "proposed",
    extractor: { name: "builtin", version: "1" },
    ...setup,
  };
  return { id: "unset", ...record };
}

/** Stores the documents with their records and insights, as crawling and extracting them would. */
export function storeSamples(library: Library, documents: readonly SampleDocument[]): void {
  for (const sample of documents) {
    const { setups = [], lessons = [], ...draft } = sample;
    library.documents.put(
      {
        family: "blog",
        title: "Two cards, one evening",
        author: "Ada Sample",
        published: "2026-04-30T00:00:00Z",
        updated: null,
        licence: "CC-BY-4.0",
        text: "two used 3090s run it at 17.2 tok/s",
        parts: [],
        links: [],
        publication: "quote",
        ...draft,
      },
      { source: "samples", capture: null, now: SAMPLE_TIME },
    );
    const drafts = setups.map((setup) => sampleRecord(sample.url, setup));
    const ids = setupIds(sample.url, drafts);
    library.records.replace(documentId(sample.url), {
      records: drafts.map((record, place) => ({ ...record, id: ids[place] ?? "none" })),
      insights: lessons.map((lesson) => sampleInsight(sample.url, lesson)),
      rejections: [],
      textHash: "sample",
      extractor: "builtin@1",
      now: SAMPLE_TIME,
    });
  }
}

function sampleInsight(url: string, lesson: Partial<Insight>): Insight {
  const draft = {
    variable: "kv-cache" as const,
    claim: "A q8_0 KV cache halves its memory.",
    quote: "a q8_0 KV cache halves its memory",
    start: 0,
    end: 33,
    confidence: 0.8,
    ...lesson,
  };
  return { ...draft, id: insightId(url, draft), document: url, extractor: { name: "builtin", version: "1" } };
}
