/** Tables that set two states of one setup side by side, and what their captions say the figures are. */
import { expect, test } from "vitest";
import { figuresOf, page, setupsOf } from "./read-text.ts";

const GROUND = "# Numbers\n\nOne RTX 4090 (24 GB), vLLM 0.9.1, Qwen3-8B FP8.\n\n";

test("columns called pre and post are two runs, memory among them", async () => {
  const setups = await setupsOf(
    page(
      `${GROUND}ctx | prompt tok/s pre | prompt tok/s post | gen tok/s pre | gen tok/s post | memory GB pre | memory GB post
--- | --- | --- | --- | --- | --- | ---
2048 | 5012.4 | 5320.9 | 81.2 | 96.4 | 19.2 | 17.7
8192 | 4410.2 | 4702.8 | 70.3 | 90.8 | 21.5 | 18.1
`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([
    ["prefill 5012.4", "decode 81.2", "memory 19.2", "prefill 4410.2", "decode 70.3", "memory 21.5"],
    ["prefill 5320.9", "decode 96.4", "memory 17.7", "prefill 4702.8", "decode 90.8", "memory 18.1"],
  ]);
});

test("columns that share a state's word are told apart by the rest of their heads", async () => {
  const setups = await setupsOf(
    page(
      `${GROUND}Total throughput, tok/s:

|            | tuned, old kernel | tuned, new kernel |
|------------|-------------------|-------------------|
| N=32, P=1  | 240.1             | 281.7             |
| N=64, P=16 | 803.2             | 955.3             |
`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([
    ["throughput 240.1", "throughput 803.2"],
    ["throughput 281.7", "throughput 955.3"],
  ]);
});

test("a caption about first tokens leaves speeds what they are, and a device's config is no device", async () => {
  const setups = await setupsOf(
    page(
      `${GROUND}One stream, ms for TTFT:

in/out | TTFT default | TTFT w/ H20 config | tok/s default | tok/s w/ H20 config
--- | --- | --- | --- | ---
512/512 | 71.3 | 58.2 | 64.1 | 79.5
8192/512 | 1610.4 | 1544.9 | 49.8 | 57.3
`,
    ),
  );
  expect(setups.map(({ hardware }) => hardware.accelerators.map(({ name }) => name))).toEqual([
    ["RTX 4090"],
    ["RTX 4090"],
  ]);
  expect(setups.map(figuresOf)).toEqual([
    ["ttft 71.3", "decode 64.1", "ttft 1610.4", "decode 49.8"],
    ["ttft 58.2", "decode 79.5", "ttft 1544.9", "decode 57.3"],
  ]);
});

test("tables below Before and After are two runs, however near their figures are", async () => {
  const setups = await setupsOf(
    page(
      `${GROUND}Before (1f2e3d4):

| test  | t/s    |
|-------|--------|
| pp512 | 3104.2 |
| tg128 | 61.40  |

After (1f2e3d4 + patch):

| test  | t/s    |
|-------|--------|
| pp512 | 3099.8 |
| tg128 | 74.25  |
`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([
    ["prefill 3104.2", "decode 61.4"],
    ["prefill 3099.8", "decode 74.25"],
  ]);
});

test("a column without a head names the metric of each row, and a label stands for the rows below it", async () => {
  const setups = await setupsOf(
    page(
      `# Load test

vLLM 0.9.1, Qwen3-8B FP8. Tokens per second per request and mean TTFT, by \`--max-concurrency\`:

| box | | 1 | 4 | 16 |
|---|---|--:|--:|--:|
| 1x L40S | tok/s/req | 71 | 44 | 12 |
| | TTFT | 310 ms | 1.2 s | 6.4 s |
| 2x L4, TP2 | tok/s/req | 33 | 20 | 6 |
| | TTFT | 720 ms | 2.9 s | 15.1 s |
`,
    ),
  );
  expect(setups.map((setup) => [setup.hardware.accelerators[0]?.name, ...figuresOf(setup)])).toEqual([
    ["L40S", "decode 71", "decode 44", "decode 12", "ttft 310", "ttft 1200", "ttft 6400"],
    ["L4", "decode 33", "decode 20", "decode 6", "ttft 720", "ttft 2900", "ttft 15100"],
  ]);
});

test("beside columns of both speeds a column of prompt/gen says how many tokens there were", async () => {
  const [setup] = await setupsOf(
    page(
      `${GROUND}| prompt/gen | prompt_tps | generation_tps |
|---|---|---|
| 512/128 | 5120.4 | 83.9 |
| 4096/128 | 4601.7 | 77.1 |
`,
    ),
  );
  expect(figuresOf(setup)).toEqual(["prefill 5120.4", "decode 83.9", "prefill 4601.7", "decode 77.1"]);
});

test("figures that were copied from a vendor's page are nobody's runs", async () => {
  const setups = await setupsOf(
    page(
      `${GROUND}We get 88.4 tok/s.

## What Nvidia says

Their own numbers, for the same card:

| model | tok/s |
|---|---|
| Qwen3-8B | 131.0 |
| Qwen3-14B | 92.0 |

## Notes

Copied from their model page:

| model | tok/s |
|---|---|
| Qwen3-4B | 201.0 |
| Qwen3-32B | 41.0 |
`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 88.4"]]);
});

test("a total of memory that a tool prints is no throughput", async () => {
  const setups = await setupsOf(
    page(
      `${GROUND}It does 81 tok/s. numastat says:

|         | Node 0    | Node 1    | Total     |
|---------|-----------|-----------|-----------|
| Private | 471208.33 | 433322.20 | 904530.53 |
`,
    ),
  );
  expect(setups.map(figuresOf)).toEqual([["decode 81"]]);
});
