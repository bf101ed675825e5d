import { describe, expect, it } from "vitest";
import { measuresIn } from "../../../../src/extract/builtin/readers/read-measures.ts";

const read = (words: string) =>
  measuresIn(words, 0, words.length).map(({ value }) => `${value.metric} ${value.value}`);

describe("which figures of a sentence are speeds", () => {
  it.each([
    ["The 32B does 41.5 tok/s here.", ["decode 41.5"]],
    ["Token generation: 111.9 ± 2.4.", ["decode 111.9"]],
    ["PP 390 / TG 47 on the same build", ["prefill 390", "decode 47"]],
    ["8.7 t/s tg and 118 pp", ["decode 8.7", "prefill 118"]],
    ["llama-bench says 1550.5 pp512 and 62.8 tg128", ["prefill 1550.5", "decode 62.8"]],
    ["It gives 11.5 tokens in a second.", ["decode 11.5"]],
    ["With FA it does 17 t/s, 15 without", ["decode 17", "decode 15"]],
    ["They reach 140, 121 and 98 t/s", ["decode 140", "decode 121", "decode 98"]],
    ["tokens per second: 26.1", ["decode 26.1"]],
    ["one token every 4 seconds", ["decode 0.25"]],
    ["--threads 24 → 1.9 t/s", ["decode 1.9"]],
    ["It writes maybe 5 tokens in one second.", ["decode 5"]],
    ["22 t/s, prompt 410 or so.", ["decode 22", "prefill 410"]],
    [
      "Prompt processing drops to 1,240 while token generation climbs to 58.3.",
      ["prefill 1240", "decode 58.3"],
    ],
    ["tg128 drops from 64.5 to 61.3 with it.", ["decode 64.5", "decode 61.3"]],
    ["Prefill 780 tok/s @10K, 512 tok/s @90K.", ["prefill 780", "prefill 512"]],
    ["Prompts go in at ~900 tok/s and it does 41 tok/s.", ["prefill 900", "decode 41"]],
    ["model.Q4_K_S.gguf 38->50 t/s", ["decode 38", "decode 50"]],
  ])("%s", (words, expected) => {
    expect(read(words)).toEqual(expected);
  });

  it.each([
    "It took 12 minutes for 300 pages.",
    "We use pp 2048 tokens and 16 layers on the card.",
    "A context of 32,768 at batch 512.",
    "Prefill at 8192 is where it falls over.",
  ])("none: %s", (words) => {
    expect(read(words)).toEqual([]);
  });
});

describe("which metric a speed is", () => {
  it.each([
    ["prompt processing 700 t/s, generation 26 t/s", ["prefill 700", "decode 26"]],
    ["62 t/s generation and 2,900 t/s prompt processing", ["decode 62", "prefill 2900"]],
    ["Prompt processing sits at 310 t/s and token generation at 18.", ["prefill 310", "decode 18"]],
    ["310 tok/s with 16 concurrent requests", ["throughput 310"]],
    ["The node produced 2,450 output tokens per second in all", ["throughput 2450"]],
    ["It reads 1,200 prompt tokens/s", ["prefill 1200"]],
    [
      "A lone chat gets 54 tokens a second, all eight users together 210 tok/s",
      ["decode 54", "throughput 210"],
    ],
    ["At concurrency 1 it writes 145 tok/s", ["decode 145"]],
    ["A single request runs at 68 tok/s, so the batching pays", ["decode 68"]],
    ["It wrote 31 t/s after a prompt phase of 388 t/s", ["decode 31", "prefill 388"]],
    ["Prefill at 240 t/s, and 118 t/s over twelve streams", ["prefill 240", "throughput 118"]],
    ["38 t/s tout seul et 165 t/s cumulés", ["decode 38", "throughput 165"]],
    ["It eats my notes at 280 tok/s and writes at 21.5.", ["prefill 280", "decode 21.5"]],
    ["It writes at 14 and reads those at about 260 a second.", ["decode 14", "prefill 260"]],
    ["The disk reads at 3500 MB/s, I read at 8.", []],
    [
      "21 tok/s for a single conversation and 687 tok/s with 64 conversations open",
      ["decode 21", "throughput 687"],
    ],
    ["30 tok/s for one, and thirty requests add up to 144.5.", ["decode 30", "throughput 144.5"]],
    ["It wrote at 29.5, the prompt also to 480.", ["decode 29.5", "prefill 480"]],
    ["14.1 tok/s, and the prompt at 620.", ["decode 14.1", "prefill 620"]],
    ["24 tok/s alone, 310 with sixteen clients.", ["decode 24", "throughput 310"]],
    ["Qwen3-8B makes 24 tok/s, Gemma 3 12B 15.", ["decode 24", "decode 15"]],
    ["98 tok/s at c=1 and 902 tok/s at c=16", ["decode 98", "throughput 902"]],
  ])("%s", (words, expected) => {
    expect(read(words)).toEqual(expected);
  });
});

describe("other figures of a sentence", () => {
  it.each([
    ["The first token comes after 0.4 s", ["ttft 400"]],
    ["Time to first token on a 4k prompt is some 20 seconds", ["ttft 20000"]],
    ["Under load it draws 410 W at the wall, 74 W idle", ["power 410"]],
    ["The time per token went from 83 to 53 ms and TTFT from 632 to 98 ms", ["ttft 632", "ttft 98"]],
    ["46 GB of VRAM used", ["memory 46"]],
    ["The model loads with 21.5 GiB in use", ["memory 21.5"]],
    ["It takes 19 GB of memory", ["memory 19"]],
  ])("%s", (words, expected) => {
    expect(read(words)).toEqual(expected);
  });

  it.each(["RAM 378GB used by the page cache", "three P40 24GB (used, about $170 each)"])(
    "no accelerator memory in use: %s",
    (words) => {
      expect(read(words)).toEqual([]);
    },
  );
});
