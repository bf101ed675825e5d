import { describe, expect, it } from "vitest";
import { mentionsOf } from "../../../../src/extract/builtin/scan/mention-scan.ts";
import { statedSize } from "../../../../src/extract/builtin/scan/stated-size.ts";

/** Name, size and active size of every model that a text names. */
const modelsOf = (text: string) =>
  mentionsOf(text).flatMap((mention) =>
    mention.field === "model"
      ? [[mention.value.name, mention.value.parametersB, mention.value.activeParametersB]]
      : [],
  );

describe("a size that stands beside the name", () => {
  it.each([
    ["DeepSeek-R1 (the 671B one) on two sockets", "DeepSeek-R1", 671, undefined],
    [
      "Mistral-Large-Instruct-2411, which is the 123B, on four cards",
      "Mistral-Large-Instruct-2411",
      123,
      undefined,
    ],
    ["GLM-5.2 (753B total, 40B active) at Q2", "GLM-5.2", 753, 40],
    ["Qwen3-Coder-Next, an 80B with 3 active, on the laptop", "Qwen3-Coder-Next", 80, 3],
    ["Kimi K2 has 1T parameters with 32B active", "Kimi K2", 1000, 32],
    ["DeepSeek V3.1, all 671B of it, in memory", "DeepSeek V3.1", 671, undefined],
    ["Qwen3-Next-80B (3B active) on one card", "Qwen3-Next-80B", 80, 3],
  ])("belongs to the model: %s", (text, name, parametersB, active) => {
    expect(modelsOf(text)).toEqual([[name, parametersB, active]]);
  });

  it("completes the name of a family that comes in several sizes", () => {
    expect(modelsOf("Qwen2.5 (7B) answers at 40 tok/s")).toEqual([["Qwen2.5 7B", 7, undefined]]);
  });

  it("is none where the text lists the sizes that there are", () => {
    expect(statedSize("Qwen3 (8B, 14B and 32B) all load", 5)).toBeUndefined();
  });

  it("memory, training data and active parts are no models", () => {
    expect(modelsOf("two sockets, 1T DDR4 and 2T of NVMe, trained on 15B tokens, 3B active")).toEqual([]);
  });
});
