import { expect, test } from "vitest";
import { figuresOf, page, setupsOf } from "../read-text.ts";

const HEADED = `# Qwen3 8B on an RTX 3060 12GB

| model                  |     size | params | backend | ngl | fa |  test |             t/s |
| ---------------------- | -------: | -----: | ------- | --: | -: | ----: | --------------: |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | CUDA    |  99 |  1 | pp512 | 1812.44 ± 3.10 |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | CUDA    |  99 |  1 | tg128 |   52.44 ± 0.10 |
`;

test("rows pasted without a header stand under the header of the table before them", async () => {
  const setups = await setupsOf(
    page(`${HEADED}
and the other build:

| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | Vulkan  |  99 |  0 | pp512 | 1412.31 ± 9.90 |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | Vulkan  |  99 |  0 | tg128 |   49.07 ± 0.08 |
`),
  );
  expect(setups.map(({ engine, config }) => [engine?.backend, config?.flashAttention])).toEqual([
    ["CUDA", true],
    ["Vulkan", false],
  ]);
  expect(figuresOf(setups[1])).toEqual(["prefill 1412.31", "decode 49.07"]);
});

test("rows with other columns are a table of their own", async () => {
  const setups = await setupsOf(
    page(`${HEADED}
What the phone does:

| Phone | Speed |
| Pixel 9 | 9.5 t/s |
`),
  );
  expect(setups[0] && figuresOf(setups[0])).toEqual(["prefill 1812.44", "decode 52.44"]);
});

test("a file of plain text that begins with a prompt is what a console showed", async () => {
  const heading = "# Bench on an RTX 3060\n\n## out.txt\n\n";
  const file = `$ llama-bench -m Qwen3-8B-Q4_K_M.gguf
# twice, the first one does not count
| model                  |     size | params | backend | ngl |  test |          t/s |
| ---------------------- | -------: | -----: | ------- | --: | ----: | -----------: |
| qwen3 8B Q4_K - Medium | 4.68 GiB | 8.19 B | CUDA    |  99 | tg128 | 52.44 ± 0.10 |
`;
  const text = heading + file;
  const [setup] = await setupsOf(
    page(text, {
      family: "gist",
      parts: [{ kind: "file", name: "out.txt", language: "Text", start: heading.length, end: text.length }],
    }),
  );
  expect(setup?.config?.command).toBe("llama-bench -m Qwen3-8B-Q4_K_M.gguf");
  expect(setup && figuresOf(setup)).toEqual(["decode 52.44"]);
});
