import { expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const contextsOf = async (text: string) =>
  (await setupsOf(page(text))).map(({ config }) => config.contextLength);

const RESULTS = `## Results

| model | tok/s |
|---|---|
| Qwen3 8B Q4_K_M | 91 |
| Gemma 3 12B Q4_K_M | 60 |
`;

it("settings that are said of all runs hold in other sections", async () => {
  const text = `# Two models on an RTX 3090 with llama.cpp\n\n## Notes\n\nAll tests ran at 16k context.\n\n${RESULTS}`;
  expect(await contextsOf(text)).toEqual([16384, 16384]);
});

it("settings listed under the method hold for the results", async () => {
  const text = `# Two models on an RTX 3090 with llama.cpp\n\n## Test setup\n\nI used -ngl 99 -c 8192 here.\n\n${RESULTS}`;
  expect(await contextsOf(text)).toEqual([8192, 8192]);
});

it("settings given in two ways hold for none", async () => {
  const text = `# Two models on an RTX 3090 with llama.cpp\n\n## Notes\n\nAll runs of the first day used 16k context. All runs of the second day used 8k context.\n\n${RESULTS}`;
  expect(await contextsOf(text)).toEqual([undefined, undefined]);
});
