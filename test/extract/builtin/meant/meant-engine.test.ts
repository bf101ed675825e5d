import { describe, expect, it } from "vitest";
import { page, setupsOf, thread } from "../read-text.ts";

const enginesOf = async (text: string, more = {}) =>
  (await setupsOf(page(text, more))).map(({ engine }) => engine.name);

describe("the engine behind a front end", () => {
  it("is told by the format that only it loads", async () => {
    expect(
      await enginesOf("# Notes\n\nTabbyAPI on two 3090s: Llama 3.3 70B EXL3 at 4.0bpw gives 24 t/s.\n"),
    ).toEqual(["exllamav3"]);
  });

  it("is the one that the document names beside a program that has no other use", async () => {
    const engines = await enginesOf(
      "# TabbyAPI on a laptop\n\nLaptop with an RTX 4080 Laptop GPU, exllamav3 0.0.20 underneath.\n\n## Speed\n\nQwen3-14B at 4bpw: 48 t/s.\n",
    );
    expect(engines).toEqual(["exllamav3"]);
  });

  it("is llama.cpp in Intel's builds of it, and ollama in those of ollama", async () => {
    expect(
      await enginesOf(
        "# Notes\n\nThe IPEX-LLM build of llama.cpp on an Arc A770: Qwen2.5-7B Q4_K_M at 41 t/s.\n",
      ),
    ).toEqual(["llama.cpp"]);
    expect(
      await enginesOf("# Notes\n\nWith ipex-llm ollama on an Arc A770 qwen2.5:7b gives 38 t/s.\n"),
    ).toEqual(["ollama"]);
  });

  it("stays unnamed where nothing tells it", async () => {
    expect(await enginesOf("# Notes\n\nLM Studio on an RTX 4070: Qwen3-8B Q6_K at 61 tok/s.\n")).toEqual([
      "lm-studio",
    ]);
  });
});

describe("an engine that a section does not name", () => {
  it("is one that loads such weights", async () => {
    const text =
      "# Diary\n\nThe PC has an RTX 4090.\n\n### Monday\n\nllama.cpp, Qwen3-32B Q4_K_M: 38 t/s.\n\n### Tuesday\n\nOn the M2 Max laptop mlx-lm gives 52 tok/s with Qwen3-Coder-Next 4-bit.\n\n### Wednesday\n\nBack at the PC. Qwen3-14B Q6_K makes 71 t/s.\n";
    expect(await enginesOf(text)).toEqual(["llama.cpp", "mlx", "llama.cpp"]);
  });

  it("is one that runs on such devices", async () => {
    const text =
      "# Diary\n\n### Monday\n\nOn the PC with its RTX 4090 llama.cpp makes 38 t/s with Qwen3-32B.\n\n### Tuesday\n\nOn the M2 Max laptop mlx-lm gives 52 tok/s with Qwen3-Coder-Next 4-bit.\n\n### Wednesday\n\nThe RTX 4090 makes 71 t/s with Qwen3-14B.\n";
    expect(await enginesOf(text)).toEqual(["llama.cpp", "mlx", "llama.cpp"]);
  });

  it("is none of a bibliography", async () => {
    const text =
      "# A Cache for Experts\n\nWe run Mixtral-8x7B-Instruct on an RTX 3060 at 2.3 tokens/s.\n\n## References\n\n- Y. Sheng et al. FlexGen. ICML 2023.\n";
    expect(await enginesOf(text)).toEqual([undefined]);
  });

  it("is the one that alone loads the weights, or the only one that an author names", async () => {
    const [exl] = await setupsOf(
      page(`# anvil

Two RTX 5060 Ti 16 GB. TabbyAPI with the exllamav3 backend, pinned.

\`\`\`yaml
model_name: Qwen3-32B-exl3-4.0bpw
max_seq_len: 32768
\`\`\`

A review request generated at 33.6 T/s.
`),
    );
    expect(exl?.engine?.name).toBe("exllamav3");
    const setups = await setupsOf(
      thread("Speeds of Qwen3-14B", [
        ["ada", "Qwen3-14B AWQ on my RTX 4090: 88 tok/s. That is vLLM 0.10."],
        ["bob", "Qwen3-14B on an M2 Max does 21 tok/s. I use llama.cpp."],
      ]),
    );
    expect(setups.map(({ engine }) => engine?.name)).toEqual(["vllm", "llama.cpp"]);
  });
});
