import { describe, expect, it } from "vitest";
import { mentionsOf } from "../../../../src/extract/builtin/scan/mention-scan.ts";
import { page, setupsOf } from "../read-text.ts";

const namesOf = (text: string) =>
  mentionsOf(text).flatMap((mention) => (mention.field === "model" ? [mention.value.name] : []));

const readOf = async (text: string) =>
  (await setupsOf(page(text))).map(({ model }) => [model.name, model.quantization]);

describe("short names", () => {
  it("are models once the text names their family", () => {
    expect(namesOf("DeepSeek-R1 and later V3 on an EPYC; R1-0528 is slower")).toEqual([
      "DeepSeek-R1",
      "DeepSeek V3",
      "DeepSeek R1-0528",
    ]);
    expect(namesOf("Kimi K2 at Q2, K2 Thinking at Q2")).toEqual(["Kimi K2", "Kimi K2 Thinking"]);
  });

  it("are none without it, nor inside a longer name or a chip's", () => {
    expect(namesOf("the R1 resistor and the V3 firmware")).toEqual([]);
    expect(namesOf("MiniMax-M2 on an M2 Max")).toEqual(["MiniMax-M2"]);
    expect(namesOf("MiniMax-M2.1, then M2.5")).toEqual(["MiniMax-M2.1", "MiniMax M2.5"]);
  });

  it("a family alone means its model that was named last", async () => {
    expect(
      await readOf(`# RX 9060 XT with llama.cpp

Qwen3-VL-8B-Instruct in Q6_K: 38 t/s. gpt-oss-20b MXFP4 does 64 t/s. With Q4_K_M the same Qwen does 49 t/s.
`),
    ).toEqual([
      ["Qwen3-VL-8B-Instruct", "Q6_K"],
      ["gpt-oss-20B", "MXFP4"],
      ["Qwen3-VL-8B-Instruct", "Q4_K_M"],
    ]);
  });

  it("another size of the same line takes the line's name", async () => {
    expect(
      await readOf(`# RTX 4090 with llama.cpp

DeepSeek-R1-Distill-Qwen-32B at Q4_K_M runs at 38 tok/s. The 14B does 70 tok/s at Q6_K.
`),
    ).toEqual([
      ["DeepSeek-R1-Distill-Qwen-32B", "Q4_K_M"],
      ["DeepSeek-R1-Distill-Qwen-14B", "Q6_K"],
    ]);
  });

  it("a family alone in a column of models is the model", async () => {
    expect(
      await readOf(`# ollama on a Raspberry Pi 5

| Model | eval rate |
|---|---|
| mistral | 1.9 tokens/s |
`),
    ).toEqual([["Mistral", undefined]]);
  });

  it("the number that ends a name is no end of a range of speeds", async () => {
    const [setup] = await setupsOf(page("# RX 7900 XTX, llama.cpp\n\nGemma-3-27B-it-qat Q4_0 - 31 t/s\n"));
    expect(setup?.measurements.map(({ value }) => value)).toEqual([31]);
  });
});
