/** A process of its own that extracts the made documents with a model, so that a test can kill it: DATABASE SERVER COUNT. */
import { statedDocuments } from "../../bench/hallucination/documents.ts";
import { openaiChatModel } from "../../src/llm/openai-chat-model.ts";
import { recordedModel } from "../../src/llm/recorded-model.ts";
import { Database } from "../../src/store/database.ts";
import { ModelCallStore } from "../../src/store/model-calls.ts";
import { extractorAgainst, page } from "./scripted-answers.ts";

const [file, baseUrl, count] = process.argv.slice(2);
if (!file || !baseUrl || !count) throw new Error("usage: extract-child.ts DATABASE SERVER COUNT");
const store = new ModelCallStore(Database.open(file));
const chat = openaiChatModel({ baseUrl, model: "fake-30b", dialects: store, retryDelayMs: 5 });
const model = recordedModel({ model: chat, ledger: store, clock: { now: () => Date.now() } });
const { extractor } = extractorAgainst({ baseUrl }, { model });
const documents = statedDocuments(Number(count));
const stop = new AbortController();
process.on("SIGINT", () => stop.abort());
const read = documents.map((document) => extractor.extract(page(document.text), { signal: stop.signal }));
const settled = await Promise.allSettled(read);
process.exitCode = stop.signal.aborted ? 130 : settled.every((one) => one.status === "fulfilled") ? 0 : 1;
