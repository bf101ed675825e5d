import { describe, expect, it } from "vitest";
import { page, setupsOf } from "./read-text.ts";

const enginesOf = async (text: string, family: "paper" | "blog" = "paper") =>
  (await setupsOf(page(text, { family }))).map(({ engine }) => engine.name);

const TABLE =
  "Table 1: Decoding Mixtral-8x7B-Instruct on an RTX 3060 in tokens per second.\n\n| Method | tok/s |\n| --- | --- |\n";

describe("a paper's own system", () => {
  it("ran the rows that name no other", async () => {
    const engines = await enginesOf(
      `# TideMoE: Caching Experts at Home\n\nTideMoE keeps experts near. TideMoE is small. We compare TideMoE.\n\n${TABLE}| full | 3.1 |\n| without prefetching | 2.2 |\n`,
    );
    expect(new Set(engines)).toEqual(new Set(["TideMoE"]));
  });

  it("did not run a baseline", async () => {
    const engines = await enginesOf(
      `# TideMoE: Caching Experts at Home\n\nTideMoE keeps experts near. TideMoE is small. We compare TideMoE.\n\n${TABLE}| naive offloading | 1.1 |\n`,
    );
    expect(engines).toEqual([undefined]);
  });

  it("is none of a benchmark's title, nor of a blog's", async () => {
    const body = `X keeps. EdgeBench runs. EdgeBench is. EdgeBench has.\n\n${TABLE}| full | 3.1 |\n`;
    expect(await enginesOf(`# EdgeBench: Small Models Measured\n\n${body}`)).toEqual([undefined]);
    expect(
      await enginesOf(`# TideMoE: My Weekend\n\nTideMoE TideMoE TideMoE\n\n${TABLE}| full | 3.1 |\n`, "blog"),
    ).toEqual([undefined]);
  });
});
