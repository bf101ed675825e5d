/** Answers for the fake model server by step, as a written script; and a document and an extractor to go with them. */

import { vocabularyNames } from "../../src/extract/evidence/vocabulary-names.ts";
import { type Extraction, type Extractor, NO_USAGE } from "../../src/extract/extractor.ts";
import {
  createModelExtractor,
  type ModelExtractor,
  type ModelExtractorOptions,
} from "../../src/extract/llm/model-extractor.ts";
import type { Step } from "../../src/extract/llm/prompts.ts";
import { MemoryLedger } from "../../src/llm/call-ledger.ts";
import { openaiChatModel } from "../../src/llm/openai-chat-model.ts";
import { recordedModel } from "../../src/llm/recorded-model.ts";
import type { SourceDocument } from "../../src/record/document.ts";
import { documentId } from "../../src/record/ids.ts";
import type { FakeModelServer, FakeRequest } from "./fake-model-server.ts";

/** What a scripted reader says in each step; a step that is left out finds nothing. */
export type Script = Partial<Record<Step, unknown>>;

const NOTHING: Record<Step, unknown> = {
  survey: { setups: [], continues: false },
  "detail-hardware": { facts: [] },
  "detail-model": { facts: [] },
  "detail-config": { facts: [] },
  "detail-measurements": { measurements: [] },
  classify: { facts: [] },
  insights: { insights: [] },
  audit: { verdicts: [] },
};

/** The step that a request asks for, told by the name of its schema or, where there is none, by its task. */
export function stepOf(request: FakeRequest): Step {
  const named = request.response_format?.json_schema?.name;
  if (named && named in NOTHING) return named as Step;
  const words = request.messages.map((message) => message.content).join("\n");
  const tasks: [string, Step][] = [
    ["list the distinct setups", "survey"],
    ["states of its hardware", "detail-hardware"],
    ["its model and its engine", "detail-model"],
    ["the settings that the document", "detail-config"],
    ["every figure that was measured", "detail-measurements"],
    ["what it is for and how it did", "classify"],
    ["general lessons", "insights"],
  ];
  return tasks.find(([words_]) => words.includes(words_))?.[1] ?? "audit";
}

/** The script's answer to a request; every claim of an audit is supported where the script does not say. */
export function scriptedAnswer(script: Script, request: FakeRequest): string {
  const step = stepOf(request);
  if (step === "audit" && !script.audit) return JSON.stringify({ verdicts: supportAll(request) });
  return JSON.stringify(script[step] ?? NOTHING[step]);
}

function supportAll(request: FakeRequest) {
  const words = request.messages.at(-1)?.content ?? "";
  return [...words.matchAll(/^(A\d+): for /gm)].map((match) => ({ claim: match[1], verdict: "supported" }));
}

/** A document of one author. */
export function page(text: string, url = "https://blog.example/rig"): SourceDocument {
  return {
    id: documentId(url),
    source: "blog",
    url,
    family: "blog",
    title: /^# (.+)$/m.exec(text)?.[1] ?? "",
    author: null,
    published: null,
    updated: null,
    licence: null,
    text,
    parts: [{ kind: "body", start: 0, end: text.length }],
    links: [],
    publication: "quote",
  };
}

/** An extractor that finds what it is given, standing where the built-in one would. */
export function givenExtractor(found: Partial<Extraction> = {}): Extractor {
  return {
    name: "builtin",
    version: "given",
    extract: async () => ({ setups: [], insights: [], rejections: [], ...found, usage: { ...NO_USAGE } }),
  };
}

/** The model-driven extractor against a fake server, with its ledger. */
export function extractorAgainst(
  server: Pick<FakeModelServer, "baseUrl">,
  options: Partial<ModelExtractorOptions> & { ledger?: MemoryLedger } = {},
): { extractor: ModelExtractor; ledger: MemoryLedger } {
  const ledger = options.ledger ?? new MemoryLedger();
  const chat = openaiChatModel({ baseUrl: server.baseUrl, model: "fake-30b", retryDelayMs: 2 });
  const model = recordedModel({ model: chat, ledger, clock: { now: () => 0 } });
  const extractor = createModelExtractor({
    model,
    builtin: givenExtractor(),
    names: vocabularyNames(),
    ...options,
  });
  return { extractor, ledger };
}

/** An abort signal that never fires. */
export const never = () => ({ signal: new AbortController().signal });
