import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { askForJson, UnusableAnswerError } from "../../src/llm/ask-for-json.ts";
import { Budget } from "../../src/llm/budget.ts";
import { MemoryLedger } from "../../src/llm/call-ledger.ts";
import type { ChatRequest } from "../../src/llm/chat-model.ts";
import {
  type OpenAiChatOptions,
  openaiChatModel,
  PromptTooLongError,
} from "../../src/llm/openai-chat-model.ts";
import { recordedModel } from "../../src/llm/recorded-model.ts";
import type { Dialect } from "../../src/llm/server-dialect.ts";
import {
  BudgetExceededError,
  ConfigError,
  InterruptedError,
  ModelOutputError,
  ModelUnavailableError,
} from "../../src/record/errors.ts";
import {
  type FakeModelServer,
  type FakeServerOptions,
  startFakeModelServer,
} from "../helpers/fake-model-server.ts";

const schema = z.object({ speed: z.number(), unit: z.string() });
const GOOD = JSON.stringify({ speed: 17.2, unit: "tok/s" });
const purpose = { document: "d1", step: "detail", promptVersion: "1", schemaVersion: "1" };
const request = (content = "How fast?"): ChatRequest => ({
  purpose,
  messages: [
    { role: "system", content: "You read." },
    { role: "user", content },
  ],
  maxTokens: 200,
});

const open: FakeModelServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(options: FakeServerOptions = {}, model: Partial<OpenAiChatOptions> = {}) {
  const server = await startFakeModelServer({ answer: () => GOOD, ...options });
  open.push(server);
  const chat = openaiChatModel({ baseUrl: server.baseUrl, model: "fake-30b", retryDelayMs: 5, ...model });
  return { server, chat };
}

const ask = (chat: ReturnType<typeof openaiChatModel>, content?: string) =>
  askForJson(chat, { ...request(content), name: "speed", schema });

describe("structured answers", () => {
  it("are asked for with a strict JSON schema where the server has it", async () => {
    const { server, chat } = await serve();
    expect((await ask(chat)).value).toEqual({ speed: 17.2, unit: "tok/s" });
    expect(server.requests[0]?.response_format?.json_schema?.schema).toMatchObject({
      additionalProperties: false,
      required: ["speed", "unit"],
    });
  });

  it("fall back to json_object, then to text, once per server, and the finding is remembered", async () => {
    const remembered = new Map<string, Dialect>();
    const dialects = {
      recall: (name: string) => remembered.get(name),
      remember: (name: string, dialect: Dialect) => void remembered.set(name, dialect),
    };
    const { server, chat } = await serve({ unsupported: ["json_schema", "json_object"] }, { dialects });
    await Promise.all(["a", "b", "c", "d"].map((text) => ask(chat, text)));
    expect(server.requests).toHaveLength(6);
    expect(chat.dialect.structured).toBe("text");
    expect(server.requests.at(-1)?.messages.at(-1)?.content).toContain('"speed"');
    const again = openaiChatModel({ baseUrl: server.baseUrl, model: "fake-30b", dialects });
    await ask(again, "e");
    expect(server.requests).toHaveLength(7);
  });

  it("step down where a server takes the schema and ignores it", async () => {
    const { chat, server } = await serve({ ignoresFormat: true });
    await expect(ask(chat)).rejects.toThrow(UnusableAnswerError);
    expect(chat.dialect.structured).toBe("json_object");
    server.configure({ ignoresFormat: false });
    expect((await ask(chat, "again")).value.speed).toBe(17.2);
  });

  it.each(["prose", "fenced", "think", "reasoning"] as const)(
    "are read from an answer with %s around it",
    async (mode) => {
      const { chat } = await serve({ mode });
      const answer = await ask(chat);
      expect(answer.value.speed).toBe(17.2);
      if (mode === "think" || mode === "reasoning") expect(answer.completions[0]?.reasoning).not.toBe("");
    },
  );

  it("get one repair with the validation error", async () => {
    const { server, chat } = await serve({ mode: (call) => (call === 0 ? "wrong-schema" : "normal") });
    const answer = await ask(chat);
    expect(answer.completions).toHaveLength(2);
    expect(server.requests[1]?.messages.at(-1)?.content).toContain("speed");
  });

  it.each([
    ["wrong-schema", "invalid", 2],
    ["truncated", "invalid", 2],
    ["empty", "empty", 1],
    ["refusal", "refused", 1],
    ["length", "cut", 1],
  ] as const)("end as a named problem when every answer is %s", async (mode, problem, calls) => {
    const { server, chat } = await serve({ mode });
    await expect(ask(chat)).rejects.toMatchObject({ problem });
    expect(server.requests).toHaveLength(calls);
  });
});

describe("a server in trouble", () => {
  it.each(["429", "500", "503", "cut", "html"] as const)("is asked again after %s", async (mode) => {
    const { server, chat } = await serve({ mode: (call) => (call < 2 ? mode : "normal") });
    expect((await ask(chat)).value.speed).toBe(17.2);
    expect(server.requests).toHaveLength(3);
  });

  it("is given up as unavailable after the attempts are used up", async () => {
    const { server, chat } = await serve({ mode: "500" }, { attempts: 3 });
    await expect(ask(chat)).rejects.toThrow(ModelUnavailableError);
    expect(server.requests).toHaveLength(3);
  });

  it("is waited for as long as Retry-After says", async () => {
    const { chat } = await serve({ mode: (call) => (call === 0 ? "429" : "normal"), retryAfter: 1 });
    const startedAt = performance.now();
    await ask(chat);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  it("that nobody runs is named with its address", async () => {
    const chat = openaiChatModel({
      baseUrl: "http://127.0.0.1:9/v1",
      model: "m",
      attempts: 2,
      retryDelayMs: 1,
    });
    await expect(ask(chat)).rejects.toMatchObject({
      code: "MODEL_UNAVAILABLE",
      place: "http://127.0.0.1:9/v1",
    });
  });

  it("that never ends its answer is cut by the byte cap, and one that drips by the deadline", async () => {
    const endless = await serve({ mode: "endless" }, { maxAnswerBytes: 1_000_000 });
    await expect(ask(endless.chat)).rejects.toThrow(ModelOutputError);
    const drip = await serve({ mode: "drip" }, { timeoutMs: 300, attempts: 2 });
    await expect(ask(drip.chat)).rejects.toThrow(/within 300 ms/);
  });

  it("that is slow is left at the time-out", async () => {
    const { chat } = await serve({ mode: "slow" }, { timeoutMs: 200, attempts: 2 });
    await expect(ask(chat)).rejects.toThrow(ModelUnavailableError);
  });
});

describe("a server with its own ways", () => {
  it("gets max_completion_tokens and no temperature where it asks for that", async () => {
    const { server, chat } = await serve({ refusedFields: ["max_tokens", "temperature"] });
    expect((await ask(chat)).value.speed).toBe(17.2);
    const last = server.requests.at(-1);
    expect(last?.max_completion_tokens).toBe(200);
    expect(last).not.toHaveProperty("temperature");
    expect(chat.dialect.structured).toBe("json_schema");
  });

  it("says when the prompt is too long, and keeps its structured answers", async () => {
    const { chat } = await serve({ contextTokens: 100 });
    await expect(ask(chat, "x".repeat(1000))).rejects.toThrow(PromptTooLongError);
    expect((await ask(chat)).value.speed).toBe(17.2);
    expect(chat.dialect.structured).toBe("json_schema");
  });

  it("refuses a wrong key with the variable to set", async () => {
    const { chat } = await serve({ apiKey: "right" }, { apiKey: "wrong" });
    await expect(ask(chat)).rejects.toThrow(ConfigError);
    await expect(ask(chat)).rejects.toThrow(/OPENAI_API_KEY/);
  });

  it("has its cached prompt tokens reported", async () => {
    const { chat } = await serve({ cachedTokens: 128 });
    expect((await chat.complete(request())).usage.cachedPromptTokens).toBe(128);
  });
});

describe("cancellation", () => {
  it("ends waiting and running calls as interrupted", async () => {
    const { chat } = await serve({ latencyMs: 5_000, slots: 1 }, { drainMs: 30 });
    const controller = new AbortController();
    const calls = ["a", "b", "c"].map((text) =>
      chat.complete({ ...request(text), signal: controller.signal }),
    );
    setTimeout(() => controller.abort(), 50);
    const settled = await Promise.allSettled(calls);
    for (const call of settled) {
      expect(call.status).toBe("rejected");
      expect((call as PromiseRejectedResult).reason).toBeInstanceOf(InterruptedError);
    }
  });
});

describe("an interruption", () => {
  it("lets the call under way finish, because it is paid for, and starts no other", async () => {
    const { server, chat } = await serve({ latencyMs: 80 });
    const controller = new AbortController();
    const calls = ["a", "b", "c"].map((text) =>
      chat.complete({ ...request(text), signal: controller.signal }),
    );
    setTimeout(() => controller.abort(), 30);
    const settled = await Promise.allSettled(calls);
    expect(settled.map((call) => call.status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a recorded model", () => {
  const clock = { now: () => 0 };

  it("pays the same call once, even when asked twice at the same time", async () => {
    const { server, chat } = await serve({ latencyMs: 30 });
    const ledger = new MemoryLedger();
    const model = recordedModel({ model: chat, ledger, clock });
    await Promise.all([model.complete(request()), model.complete(request())]);
    expect((await model.complete(request())).cached).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it("pays again when the prompt version, the schema version or the words change", async () => {
    const { server, chat } = await serve();
    const model = recordedModel({ model: chat, ledger: new MemoryLedger(), clock });
    await model.complete(request());
    await model.complete({ ...request(), purpose: { ...purpose, promptVersion: "2" } });
    await model.complete({ ...request(), purpose: { ...purpose, schemaVersion: "2" } });
    await model.complete(request("Other words"));
    await model.complete({ ...request(), temperature: 0.5 });
    expect(server.requests).toHaveLength(5);
  });

  it("stops before the budget is passed, with what is under way counted", async () => {
    const { server, chat } = await serve({ latencyMs: 20 });
    const budget = new Budget({ tokens: 500 });
    const model = recordedModel({ model: chat, ledger: new MemoryLedger(), budget, clock });
    const settled = await Promise.allSettled(["a", "b", "c"].map((text) => model.complete(request(text))));
    const failed = settled.filter((call) => call.status === "rejected");
    expect(failed).toHaveLength(1);
    expect((failed[0] as PromiseRejectedResult).reason).toBeInstanceOf(BudgetExceededError);
    expect(server.requests).toHaveLength(2);
    expect(budget.spent.tokens).toBeLessThanOrEqual(500);
  });

  it("writes tokens and cost of every call", async () => {
    const { chat } = await serve({ cachedTokens: 3 });
    const ledger = new MemoryLedger();
    const price = { prompt: 1, completion: 10, cachedPrompt: 0.1 };
    await recordedModel({ model: chat, ledger, clock, price }).complete(request());
    const call = [...ledger.calls.values()][0];
    const { promptTokens, completionTokens } = call?.usage ?? { promptTokens: 0, completionTokens: 0 };
    expect(call?.costUsd).toBeCloseTo(((promptTokens - 3) * 1 + 3 * 0.1 + completionTokens * 10) / 1e6, 12);
  });
});
