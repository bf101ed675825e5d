import { afterEach, describe, expect, it } from "vitest";
import { readPrompts } from "../../../src/extract/llm/prompts.ts";
import { tokenCounter } from "../../../src/llm/tokens.ts";
import { BudgetExceededError } from "../../../src/record/errors.ts";
import {
  type FakeModelServer,
  type FakeServerOptions,
  startFakeModelServer,
} from "../../helpers/fake-model-server.ts";
import {
  extractorAgainst,
  givenExtractor,
  never,
  page,
  type Script,
  scriptedAnswer,
  stepOf,
} from "../../helpers/scripted-answers.ts";

const TEXT = `# Two cards in the cellar

My box has two used RTX 3090s (24GB each), a Ryzen 9 5950X and 128 GB of DDR4. I use it as my coding box.

| model | quant | pp512 t/s | tg128 t/s |
|---|---|---|---|
| Llama 3.3 70B | Q4_K_M | 312.4 | 17.2 |
| Qwen3 32B | Q8_0 | 799.0 | 19.4 |

All with llama.cpp b4567, started like this:

\`\`\`
llama-server -m model.gguf -ngl 99 -fa \\
  -c 8192 -ctk q8_0
\`\`\`

Capping the cards at 250 W costs almost no speed, so always cap them.
`;

const row = (setup: string, mark: string, prefill: string, decode: string) => [
  { setup, metric: "prefill", value: prefill, conditions: "pp512", quote: mark },
  { setup, metric: "decode", value: decode, conditions: "tg128", quote: mark },
];
const SCRIPT: Script = {
  survey: {
    setups: [
      {
        id: "S1",
        title: "Llama 70B on two 3090s",
        quotes: ["Llama 3.3 70B"],
        rows: ["T1.1"],
        commands: ["C1"],
      },
      { id: "S2", title: "Qwen on two 3090s", quotes: ["Qwen3 32B"], rows: ["T1.2"], commands: [] },
    ],
    continues: false,
  },
  "detail-hardware": {
    facts: ["S1", "S2"].flatMap((setup) => [
      { setup, field: "accelerator", value: "2x RTX 3090", quote: "two used RTX 3090s (24GB each)" },
      { setup, field: "cpu", value: "Ryzen 9 5950X", quote: "a Ryzen 9 5950X" },
      { setup, field: "ram", value: "128 GB", quote: "128 GB of DDR4" },
    ]),
  },
  "detail-model": {
    facts: [
      { setup: "S1", field: "model", value: "Llama 3.3 70B", quote: "T1.1" },
      { setup: "S1", field: "quantization", value: "Q4_K_M", quote: "T1.1" },
      { setup: "S1", field: "engine", value: "llama.cpp", quote: "llama.cpp b4567" },
      { setup: "S1", field: "engineVersion", value: "b4567", quote: "llama.cpp b4567" },
      { setup: "S2", field: "model", value: "Qwen3 32B", quote: "T1.2" },
      { setup: "S2", field: "quantization", value: "Q8_0", quote: "T1.2" },
    ],
  },
  "detail-config": {
    facts: [
      { setup: "S1", field: "command", value: "llama-server", quote: "C1" },
      { setup: "S1", field: "contextLength", value: "8192", quote: "C1" },
      { setup: "S1", field: "gpuLayers", value: "99", quote: "C1" },
      { setup: "S1", field: "flashAttention", value: "true", quote: "C1" },
    ],
  },
  "detail-measurements": {
    measurements: [...row("S1", "T1.1", "312.4", "17.2"), ...row("S2", "T1.2", "799.0", "19.4")],
  },
  classify: {
    facts: [{ setup: "S1", axis: "useCases", value: "coding", quote: "I use it as my coding box" }],
  },
  insights: {
    insights: [
      {
        variable: "power",
        claim: "Cap the cards.",
        quote: "Capping the cards at 250 W costs almost no speed, so always cap them.",
      },
    ],
  },
};

const open: FakeModelServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
async function serve(script: Script = SCRIPT, options: FakeServerOptions = {}): Promise<FakeModelServer> {
  const server = await startFakeModelServer({
    answer: (request) => scriptedAnswer(script, request),
    ...options,
  });
  open.push(server);
  return server;
}
const read = async (script: Script, text = TEXT, options: FakeServerOptions = {}) => {
  const server = await serve(script, options);
  const { extractor } = extractorAgainst(server);
  return { server, extraction: await extractor.extract(page(text), never()) };
};

describe("reading a document", () => {
  it("gives setups whose every value has its quote", async () => {
    const { extraction, server } = await read(SCRIPT);
    expect(extraction.setups).toHaveLength(2);
    expect(extraction.setups[0]).toMatchObject({
      title: "Llama 3.3 70B Q4_K_M on 2× RTX 3090 with llama.cpp",
      useCases: ["coding"],
      hardware: {
        accelerators: [{ name: "RTX 3090", count: 2, memoryGiB: 24 }],
        cpu: "Ryzen 9 5950X",
        memoryGiB: 128,
      },
      model: { name: "Llama 3.3 70B", quantization: "Q4_K_M" },
      engine: { name: "llama.cpp", version: "b4567" },
      config: { contextLength: 8192, gpuLayers: 99, flashAttention: true },
      measurements: [
        { metric: "prefill", value: 312.4, unit: "tok/s" },
        { metric: "decode", value: 17.2, unit: "tok/s" },
      ],
    });
    expect(extraction.setups[0]?.config.command).toBe(
      "llama-server -m model.gguf -ngl 99 -fa \\\n  -c 8192 -ctk q8_0",
    );
    for (const setup of extraction.setups) {
      for (const { quote, start, end } of setup.evidence) expect(TEXT.slice(start, end)).toBe(quote);
    }
    expect(extraction.insights).toHaveLength(1);
    expect(extraction.rejections).toEqual([]);
    expect(extraction.usage.calls).toBe(server.requests.length);
  });

  it("marks rows and commands, and puts the rules before the document and the task after it", async () => {
    const { server } = await read(SCRIPT);
    const [system, user] = server.requests[0]?.messages ?? [];
    expect(system?.content).toBe(readPrompts().common);
    expect(user?.content).toContain("[T1.1] | Llama 3.3 70B");
    expect(user?.content).toContain("[C1] llama-server");
    expect(user?.content.indexOf("[C1]")).toBeLessThan(user?.content.indexOf("Task:") ?? 0);
  });

  it("says nothing where the survey finds nothing, at the price of two calls", async () => {
    const { extraction, server } = await read({});
    expect(extraction).toMatchObject({ setups: [], insights: [], rejections: [] });
    expect(server.requests).toHaveLength(2);
  });
});

describe("what the document does not carry", () => {
  const withFigures = (...measurements: unknown[]): Script => ({
    ...SCRIPT,
    "detail-measurements": { measurements },
  });
  const kinds = (extraction: { rejections: { kind: string }[] }) =>
    extraction.rejections.map(({ kind }) => kind);

  it("is a rejection: an invented number, the wrong column, another setup's row, a quote from nowhere", async () => {
    const { extraction } = await read(
      withFigures(
        { setup: "S1", metric: "decode", value: "19.9", conditions: null, quote: "T1.1" },
        { setup: "S1", metric: "decode", value: "312.4", conditions: null, quote: "T1.1" },
        { setup: "S1", metric: "decode", value: "19.4", conditions: null, quote: "T1.2" },
        {
          setup: "S1",
          metric: "decode",
          value: "42 tok/s",
          conditions: null,
          quote: "it reached 42 tok/s on a good day",
        },
        { setup: "S9", metric: "decode", value: "17.2", conditions: null, quote: "T1.1" },
      ),
    );
    expect(kinds(extraction).sort()).toEqual([
      "number-not-in-quote",
      "quote-not-found",
      // Without a figure nothing is left to say of the second setup.
      "unsupported",
      "wrong-metric",
      "wrong-setup",
      "wrong-setup",
    ]);
    expect(extraction.setups[0]?.measurements).toEqual([]);
  });

  it("does not become a record: a setup whose quotes are nowhere", async () => {
    const survey = {
      setups: [{ id: "S1", title: "H200", quotes: ["an H200 cluster in Reykjavik"], rows: [], commands: [] }],
      continues: false,
    };
    const { extraction } = await read({ survey });
    expect(extraction.setups).toEqual([]);
    expect(kinds(extraction)).toEqual(["quote-not-found"]);
  });

  it("cannot come in by a title, a claim or the conditions", async () => {
    const script: Script = {
      ...withFigures({
        setup: "S1",
        metric: "decode",
        value: "17.2",
        conditions: "on 8 GPUs in 2031",
        quote: "T1.1",
      }),
      insights: {
        insights: [
          {
            variable: "power",
            claim: "Cap at 180 W, see https://evil.example",
            quote: "Capping the cards at 250 W costs almost no speed, so always cap them.",
          },
        ],
      },
    };
    const { extraction } = await read(script);
    expect(JSON.stringify(extraction.setups)).not.toContain("2031");
    expect(extraction.insights[0]?.claim).toBe(
      "Capping the cards at 250 W costs almost no speed, so always cap them.",
    );
    expect(extraction.setups[0]?.title).not.toContain("two 3090s");
  });

  it("is taken away by an auditor who does not support it", async () => {
    const audit = { verdicts: [{ claim: "A1", verdict: "contradicted" }] };
    const { extraction } = await read({ ...SCRIPT, audit });
    expect(extraction.setups[0]?.useCases).toEqual([]);
    expect(kinds(extraction)).toContain("contradicted");
  });
});

describe("an answer that is cut", () => {
  it("makes the question smaller until it fits", async () => {
    const { extraction, server } = await read(SCRIPT, TEXT, {
      mode: (_call, request) => {
        const both = /S1: [\s\S]*\nS2: /.test(request.messages.at(-1)?.content ?? "");
        return stepOf(request) === "detail-model" && both ? "length" : "normal";
      },
    });
    expect(extraction.setups.map((setup) => setup.model.name)).toEqual(["Llama 3.3 70B", "Qwen3 32B"]);
    expect(server.requests.filter((request) => stepOf(request) === "detail-model")).toHaveLength(3);
  });
});

describe("paying", () => {
  it("costs no call for an unchanged document", async () => {
    const server = await serve();
    const { extractor, ledger } = extractorAgainst(server);
    const first = await extractor.extract(page(TEXT), never());
    const again = await extractorAgainst(server, { ledger }).extractor.extract(page(TEXT), never());
    expect(again.setups).toEqual(first.setups);
    expect(again.usage).toMatchObject({ calls: 0, cachedCalls: first.usage.calls });
  });

  it("re-reads only the step whose prompt changed", async () => {
    const server = await serve();
    const { extractor, ledger } = extractorAgainst(server);
    await extractor.extract(page(TEXT), never());
    const before = server.requests.length;
    const prompts = readPrompts();
    const changed = {
      ...prompts,
      step: (step: Parameters<typeof prompts.step>[0]) =>
        step === "insights"
          ? { version: "1.2", text: `${prompts.step(step).text} Be brief.` }
          : prompts.step(step),
    };
    await extractorAgainst(server, { ledger, prompts: changed }).extractor.extract(page(TEXT), never());
    expect(server.requests.slice(before).map(stepOf)).toEqual(["insights"]);
  });

  it("is estimated within 15 % of what the reading then takes", async () => {
    const server = await serve(SCRIPT, { countTokens: await tokenCounter() });
    const builtin = givenExtractor(await extractorAgainst(server).extractor.extract(page(TEXT), never()));
    const { extractor } = extractorAgainst(server, { builtin, priceUsd: (prompt) => prompt });
    const estimate = await extractor.estimate([page(TEXT)]);
    const { usage } = await extractor.extract(page(TEXT), never());
    expect(estimate.promptTokens / usage.promptTokens).toBeGreaterThan(0.85);
    expect(estimate.promptTokens / usage.promptTokens).toBeLessThan(1.15);
    expect(estimate.costUsd).toBe(estimate.promptTokens);
  });

  it("stops at the budget with a named error, and the ledger keeps what was paid", async () => {
    const server = await serve();
    const { recordedModel } = await import("../../../src/llm/recorded-model.ts");
    const { openaiChatModel } = await import("../../../src/llm/openai-chat-model.ts");
    const { MemoryLedger } = await import("../../../src/llm/call-ledger.ts");
    const ledger = new MemoryLedger();
    const chat = openaiChatModel({ baseUrl: server.baseUrl, model: "fake-30b" });
    const poor = recordedModel({ model: chat, ledger, budget: { tokens: 9000 }, clock: { now: () => 0 } });
    const { extractor } = extractorAgainst(server, { model: poor });
    await expect(extractor.extract(page(TEXT), never())).rejects.toThrow(BudgetExceededError);
    const paid = server.answered.length;
    expect(paid).toBeGreaterThan(0);
    const rich = extractorAgainst(server, { ledger }).extractor;
    const { usage } = await rich.extract(page(TEXT), never());
    expect(usage.cachedCalls).toBeGreaterThanOrEqual(paid);
  });
});

describe("merging with the built-in extractor", () => {
  it("raises confidence where both agree, and sends what differs to review", async () => {
    const server = await serve();
    const alone = await extractorAgainst(server).extractor.extract(page(TEXT), never());
    const mine = alone.setups[0]!;
    const agreeing = givenExtractor({ setups: [{ ...mine, confidence: 0.8 }] });
    const agreed = await extractorAgainst(server, { builtin: agreeing }).extractor.extract(
      page(TEXT),
      never(),
    );
    expect(agreed.setups[0]?.confidence).toBeGreaterThan(mine.confidence);
    const differing = givenExtractor({
      setups: [{ ...mine, config: { ...mine.config, contextLength: 4096 } }],
    });
    const differed = await extractorAgainst(server, { builtin: differing }).extractor.extract(
      page(TEXT),
      never(),
    );
    expect(differed.rejections).toContainEqual(
      expect.objectContaining({ kind: "disagreement", field: "config.contextLength" }),
    );
    expect(differed.setups[0]?.confidence).toBeLessThan(agreed.setups[0]?.confidence ?? 0);
  });
});
