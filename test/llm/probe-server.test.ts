import { afterEach, describe, expect, it } from "vitest";
import { contextWindow } from "../../src/llm/context-window.ts";
import { openaiEmbeddingModel } from "../../src/llm/openai-embedding-model.ts";
import { probeServer } from "../../src/llm/probe-server.ts";
import {
  type FakeModelServer,
  type FakeServerOptions,
  startFakeModelServer,
} from "../helpers/fake-model-server.ts";

const open: FakeModelServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
async function serve(options: FakeServerOptions): Promise<FakeModelServer> {
  const server = await startFakeModelServer(options);
  open.push(server);
  return server;
}

const FACTS = JSON.stringify({
  facts: ["two RTX 3090s", "Q4_K_M", "17.2 tok/s", "310 tok/s", "128 GB"].map((quote) => ({
    field: "x",
    value: quote,
    quote,
  })),
});

describe("a context window", () => {
  it.each([
    ["llama.cpp", "/props"],
    ["ollama", "/api/show"],
    ["vllm", "/v1/models"],
  ] as const)("is told by %s at %s", async (flavour, from) => {
    const server = await serve({ flavour, contextTokens: 12_288 });
    const window = await contextWindow({ baseUrl: server.baseUrl }, "fake-30b");
    expect(window).toMatchObject({ tokens: 12_288, from });
  });

  it("stays unknown where no address tells it", async () => {
    const server = await serve({ flavour: "plain" });
    expect(await contextWindow({ baseUrl: server.baseUrl }, "fake-30b")).toBeUndefined();
  });
});

describe("a probe", () => {
  it("tells dialect, window and speed of a good server", async () => {
    const server = await serve({
      answer: () => FACTS,
      flavour: "llama.cpp",
      contextTokens: 32_768,
      latencyMs: 20,
    });
    const probe = await probeServer({ baseUrl: server.baseUrl, model: undefined });
    expect(probe).toMatchObject({ reachable: true, problem: undefined, model: "fake-30b", thinks: false });
    expect(probe.dialect?.structured).toBe("json_schema");
    expect(probe.window?.slots).toBe(4);
    expect(probe.decodeTokensPerSecond).toBeGreaterThan(0);
    expect(probe.advice).toEqual([]);
  });

  it("says what to set where structured output and window are lacking", async () => {
    const server = await serve({
      answer: () => ({ content: FACTS, reasoning: "hm" }),
      unsupported: ["json_schema", "json_object"],
      flavour: "ollama",
      contextTokens: 4096,
    });
    const probe = await probeServer({ baseUrl: server.baseUrl, model: "other" });
    expect(probe.dialect?.structured).toBe("text");
    expect(probe.advice.join("\n")).toMatch(
      /not "other"[\s\S]*structured output[\s\S]*OLLAMA_CONTEXT_LENGTH[\s\S]*thinks/,
    );
  });

  it("names the address where nobody answers", async () => {
    const probe = await probeServer({ baseUrl: "http://127.0.0.1:9/v1", model: "m" });
    expect(probe).toMatchObject({ reachable: false });
    expect(probe.problem).toContain("127.0.0.1:9");
  });

  it("warns of a model that finds little", async () => {
    const server = await serve({ answer: () => JSON.stringify({ facts: [] }) });
    const probe = await probeServer({ baseUrl: server.baseUrl, model: "fake-30b" });
    expect(probe.advice.join()).toContain("0 of 5");
  });
});

describe("embeddings", () => {
  it("come one a text in order, over several requests", async () => {
    const server = await serve({ embed: (text) => [text.length, 1] });
    const model = openaiEmbeddingModel({ baseUrl: server.baseUrl, model: "e", batch: 2 });
    expect(await model.embed(["a", "bb", "ccc"])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(server.paths.filter((path) => path === "/v1/embeddings")).toHaveLength(2);
  });
});
