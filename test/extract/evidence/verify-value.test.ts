import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quotable } from "../../../src/extract/evidence/align-quote.ts";
import type { Claim } from "../../../src/extract/evidence/verdict.ts";
import { verifyValue } from "../../../src/extract/evidence/verify-value.ts";
import { vocabularyNames } from "../../../src/extract/evidence/vocabulary-names.ts";

const TEXT = `# Two cards in the cellar

My box has two used RTX 3090s (24GB each), a Ryzen 9 5950X and 128 GB of DDR4.
Llama 3.3 70B Instruct Q4_K_M in llama.cpp b4567: prompt eval 310.5 t/s, eval 17.2 t/s, with -fa and -ctk q8_0.
The neighbour's RTX 4090 Ti does 25-30 tok/s on the same model. Latency is 45 ms/token over there.
Power limit 250 W per card, I measured 410 W at the wall. Loading takes 1.5 min. VRAM used: 45056 MiB.
Context is 32k. First token after 1.2 s. With 8 concurrent requests the total is 96 tok/s (that is +12 % over b4500).
I expect 40 tok/s from a 5090.

| model | quant | pp512 t/s | tg128 t/s | VRAM |
|---|---|---|---|---|
| Qwen3 32B | Q4_K_M | 812.4 ± 3.1 | 31.9 | 20.1 GB |
| Qwen3 32B | Q8_0 | 799.0 | 19.4 | 34.8 GB |
`;
const source = quotable(TEXT);
const names = vocabularyNames();
const verify = (field: string, value: Claim["value"], quote: string, metric?: string) =>
  verifyValue({ field, value, quote, metric }, { source, names });
const outcomeOf = (...claim: Parameters<typeof verify>) => {
  const verdict = verify(...claim);
  return verdict.ok ? verdict.value : verdict.rejection.kind;
};
const figure = (metric: string, value: Claim["value"], quote: string) =>
  outcomeOf("measurements", value, quote, metric);

describe("a measured figure", () => {
  it.each([
    ["decode", "17.2 t/s", "eval 17.2 t/s", 17.2],
    ["prefill", 310.5, "prompt eval 310.5 t/s", 310.5],
    ["decode", "25", "25-30 tok/s", 25],
    ["decode", "30", "25-30 tok/s", 30],
    ["decode", "45 ms/token", "45 ms/token", 1000 / 45],
    ["decode", "22.2", "45 ms/token", 1000 / 45],
    ["throughput", "96", "the total is 96 tok/s", 96],
    ["power", "410 W", "I measured 410 W at the wall", 410],
    ["load", "1.5 min", "Loading takes 1.5 min", 90],
    ["ttft", "1.2 s", "First token after 1.2 s", 1200],
    ["memory", "45056 MiB", "VRAM used: 45056 MiB", 44],
    ["prefill", "812.4", "| Qwen3 32B | Q4_K_M | 812.4 ± 3.1 | 31.9 | 20.1 GB |", 812.4],
    ["decode", "31.9", "| Qwen3 32B | Q4_K_M | 812.4 ± 3.1 | 31.9 | 20.1 GB |", 31.9],
    ["memory", "20.1", "| Qwen3 32B | Q4_K_M | 812.4 ± 3.1 | 31.9 | 20.1 GB |", 20.1],
  ] as const)("%s %s follows from %j", (metric, value, quote, expected) => {
    expect(figure(metric, value, quote)).toBeCloseTo(expected, 6);
  });

  it.each([
    ["decode", "18.2", "eval 17.2 t/s", "number-not-in-quote"],
    ["decode", "310.5", "prompt eval 310.5 t/s", "wrong-metric"],
    ["prefill", "17.2", "eval 17.2 t/s", "wrong-metric"],
    ["decode", "812.4", "| Qwen3 32B | Q4_K_M | 812.4 ± 3.1 | 31.9 | 20.1 GB |", "wrong-metric"],
    ["decode", "3.1", "| Qwen3 32B | Q4_K_M | 812.4 ± 3.1 | 31.9 | 20.1 GB |", "number-not-in-quote"],
    ["power", "250", "Power limit 250 W per card", "wrong-metric"],
    ["decode", "12", "+12 % over b4500", "unit-does-not-suit"],
    ["decode", "4567", "llama.cpp b4567", "number-not-in-quote"],
    ["decode", "17.2", "eval 17.2 tok/s on my 5090", "quote-not-found"],
    ["speed", "17.2", "eval 17.2 t/s", "unknown-field"],
    ["decode", "fast", "eval 17.2 t/s", "not-a-value"],
  ] as const)("%s %s does not follow from %j", (metric, value, quote, kind) => {
    expect(figure(metric, value, quote)).toBe(kind);
  });

  it("that is only expected is left to the auditor", () => {
    expect(verify("measurements", "40 tok/s", "I expect 40 tok/s", "decode")).toMatchObject({
      ok: true,
      settled: false,
    });
  });
});

describe("a name", () => {
  it.each([
    ["hardware.accelerators", "NVIDIA RTX 3090", "two used RTX 3090s", "RTX 3090"],
    ["model.quantization", "q4_k_m", "Instruct Q4_K_M in", "Q4_K_M"],
    ["engine.name", "llama.cpp", "in llama.cpp b4567", "llama.cpp"],
    ["config.kvCacheType", "q8_0", "-ctk q8_0", "q8_0"],
    ["engine.version", "b4567", "llama.cpp b4567", "b4567"],
    ["hardware.cpu", "Ryzen 9 5950X", "a Ryzen 9 5950X", "Ryzen 9 5950X"],
  ] as const)("%s %s follows from %j", (field, value, quote, expected) => {
    expect(outcomeOf(field, value, quote)).toBe(expected);
  });

  it.each([
    ["hardware.accelerators", "RTX 4090", "two used RTX 3090s", "name-not-in-quote"],
    ["hardware.accelerators", "RTX 4090", "The neighbour's RTX 4090", "name-not-in-quote"],
    ["hardware.accelerators", "RTX 3090", "My box has two used", "name-not-in-quote"],
    ["model.quantization", "Q8_0", "Instruct Q4_K_M in", "name-not-in-quote"],
    ["model.name", "Llama 3.1 70B", "Llama 3.3 70B Instruct", "name-not-in-quote"],
    ["model.name", "Llama 3.3 8B", "Llama 3.3 70B Instruct", "name-not-in-quote"],
    ["engine.name", "vllm", "in llama.cpp b4567", "name-not-in-quote"],
    ["engine.version", "b4568", "llama.cpp b4567", "value-not-in-quote"],
    ["hardware.cpu", "Ryzen 9 7950X", "a Ryzen 9 5950X", "value-not-in-quote"],
  ] as const)("%s %s does not follow from %j", (field, value, quote, kind) => {
    expect(outcomeOf(field, value, quote)).toBe(kind);
  });
});

describe("a setting", () => {
  it.each([
    ["hardware.memoryGiB", "128 GB", "128 GB of DDR4", 128],
    ["hardware.accelerators.memoryGiB", "24 GB", "(24GB each)", 24],
    ["config.contextLength", "32k", "Context is 32k", 32000],
    ["config.contextLength", 32768, "Context is 32k", 32768],
    ["config.flashAttention", "true", "with -fa and", true],
    ["config.concurrency", "8", "With 8 concurrent requests", 8],
    ["model.parametersB", "70B", "Llama 3.3 70B Instruct", 70],
    ["hardware.provider", "owned", "My box has two used", "owned"],
  ] as const)("%s %s follows from %j", (field, value, quote, expected) => {
    expect(outcomeOf(field, value, quote)).toBe(expected);
  });

  it.each([
    ["hardware.memoryGiB", "64 GB", "128 GB of DDR4", "number-not-in-quote"],
    ["hardware.memoryGiB", "45056", "VRAM used: 45056 MiB", "wrong-field"],
    ["config.contextLength", "8192", "Context is 32k", "number-not-in-quote"],
    ["config.flashAttention", "false", "with -fa and", "contradicted"],
    ["config.flashAttention", "true", "Context is 32k", "value-not-in-quote"],
    ["hardware.provider", "cloud", "My box has two used", "value-not-in-quote"],
    ["useCases", "coding", "My box has two used", "value-not-in-quote"],
    ["useCases", "gardening", "My box has two used", "not-a-value"],
    ["config.secret", "1", "My box has two used", "unknown-field"],
  ] as const)("%s %s does not follow from %j", (field, value, quote, kind) => {
    expect(outcomeOf(field, value, quote)).toBe(kind);
  });
});

it("gives evidence whose range is the document's own words", () => {
  const verdict = verify("hardware.accelerators", "RTX 3090", "TWO used rtx 3090s");
  expect(verdict.ok && verdict.evidence.quote).toBe("two used RTX 3090s");
  expect(verdict.ok && TEXT.slice(verdict.evidence.start, verdict.evidence.end)).toBe("two used RTX 3090s");
});

it("never throws, whatever is claimed, and gives no value whose digits its quote lacks", () => {
  const fields = [
    "measurements",
    "hardware.accelerators",
    "hardware.accelerators.count",
    "model.name",
    "model.parametersB",
    "model.quantization",
    "config.contextLength",
    "config.flashAttention",
    "config.command",
    "hardware.provider",
    "useCases",
    "engine.version",
  ];
  const pieces = TEXT.match(/\S+/g) ?? [];
  const words = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((some) => some.join(" ")),
    fc.nat(pieces.length).map((at) => pieces.slice(at, at + 6).join(" ")),
  );
  const claim = fc.record({
    field: fc.constantFrom(...fields),
    value: fc.oneof(words, fc.double(), fc.boolean()),
    quote: words,
    metric: fc.option(fc.constantFrom("decode", "prefill", "power", "memory", "x"), { nil: undefined }),
  });
  fc.assert(
    fc.property(claim, (one) => {
      const verdict = verifyValue(one, { source, names });
      if (!verdict.ok) return;
      expect(TEXT.slice(verdict.evidence.start, verdict.evidence.end)).toBe(verdict.evidence.quote);
      if (typeof verdict.value === "string" && one.field !== "hardware.accelerators") {
        for (const digits of verdict.value.match(/\d+/g) ?? [])
          expect(verdict.evidence.quote).toContain(digits);
      }
    }),
    { numRuns: 3000 },
  );
});
