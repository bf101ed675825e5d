import { describe, expect, it } from "vitest";
import { page, setupsOf } from "../read-text.ts";

const RUN = "Qwen3-32B Q4_K_M on an RTX 3090 with llama.cpp gives 31.5 tok/s.";

/** What is read of one setup that the words stand beside. */
async function readBeside(words: string) {
  const [setup] = await setupsOf(page(`# Notes\n\n${words}\n\n${RUN}\n`));
  return setup!;
}

describe("what a setup is for", () => {
  it.each([
    ["This is my coding box.", ["coding"]],
    ["I mostly use it for coding with Cline.", ["coding"]],
    ["We serve autocomplete in VS Code from it.", ["coding"]],
    ["It runs behind Home Assistant and calls tools for my automations.", ["agents"]],
    ["I use it for RAG over our wiki.", ["exploration"]],
    ["It summarizes the meeting transcripts for our team.", ["exploration"]],
    ["My household chatbot, behind Open WebUI.", ["chat"]],
    ["My roleplay model, with SillyTavern in front.", ["creative"]],
    ["We classify support tickets with it all night.", ["extraction"]],
    ["I use it for OCR of old receipts.", ["vision"]],
    ["The brain of my voice assistant.", ["voice"]],
    ["I use it for translating novels from Japanese.", ["translation"]],
    ["My writing assistant: it proofreads what I publish.", ["writing"]],
    ["Zum Programmieren reicht es mir.", ["coding"]],
    ["It refactors my Python scripts while I sleep.", ["coding"]],
    ["Two of us use it from our editors.", ["coding"]],
    ["It switches the lights when I ask.", ["agents"]],
    [
      "I throw our supplier manuals at it and read what they answer: it answers questions about 300 pages.",
      ["exploration"],
    ],
    ["It has become the family's assistant.", ["chat"]],
    ["It pulls amount, date and supplier out of every invoice.", ["extraction"]],
    ["It tells me what the garden camera sees.", ["vision"]],
    ["I feed it photos of our meter.", ["vision"]],
    ["It turns my drafts from German into English.", ["translation"]],
    ["It corrects my letters to the landlord.", ["writing"]],
    ["平时用来写代码。", ["coding"]],
    ["主要用来翻译。", ["translation"]],
    ["Je m'en sers pour traduire.", ["translation"]],
    ["This is what Zed talks to when I write Rust.", ["coding"]],
    ["Everybody in the house asks it things.", ["chat"]],
    ["AnythingLLM with our twelve thousand rulings sits in front of it.", ["exploration"]],
    ["It reads number and date from each page that the warehouse scans.", ["extraction", "vision"]],
    ["It answers out loud.", ["voice"]],
    ["It replaces two Echo Dots.", ["voice"]],
    ["It pulls skills, salary and place from each advert.", ["extraction"]],
    ["Es übersetzt unsere Zeitung.", ["translation"]],
    ["It searches our 90,000 abstracts.", ["exploration"]],
  ] as const)("%s", async (words, uses) => {
    expect((await readBeside(words)).useCases).toEqual(uses);
  });

  it.each([
    ["My coding agent works against it.", ["coding"]],
    ["My agents work against it.", ["agents"]],
    ["It is my daily driver, and I code with Cline on it.", ["coding"]],
    ["It is my daily driver.", ["chat"]],
  ] as const)("a vague word gives way to a plain one: %s", async (words, uses) => {
    expect((await readBeside(words)).useCases).toEqual(uses);
  });

  it.each([
    ["It stands in our translation office.", []],
    ["My guess is that the scan kernel is slow.", []],
    ["My own invoices say what I paid.", []],
    ["My scripts talk to it over HTTP.", []],
    ["I collect the answers for the wiki.", []],
    ["On a dense model the prefill is another story.", []],
    ["Summary so far: the new driver is faster.", []],
    ["It writes at about the pace at which I read aloud.", []],
    ["People always ask about the power draw.", []],
  ] as const)("%s", async (words, uses) => {
    expect((await readBeside(words)).useCases).toEqual(uses);
  });

  it.each([
    "If you want to use it for coding, buy more memory.",
    "It is not for coding.",
    "For coding it is useless.",
    "Is anyone using this for RAG?",
    "The model was trained for agentic coding and supports tool calling.",
    "I tested it with a coding prompt and the HumanEval coding benchmark.",
    "The chat template had to be fixed.",
    "Run it with the code below.",
    "Someone else uses his for roleplay.",
  ])("no use is read from: %s", async (words) => {
    expect((await readBeside(words)).useCases).toEqual([]);
  });

  it("quotes the words that say so, at their place", async () => {
    const text = `# Notes\n\nThis is my coding box.\n\n${RUN}\n`;
    const [setup] = await setupsOf(page(text));
    const evidence = setup!.evidence.filter(({ field }) => field === "useCases");
    expect(evidence.map(({ quote }) => quote)).toEqual(["This is my coding box."]);
    for (const { start, end, quote } of evidence) expect(text.slice(start, end)).toBe(quote);
  });
});

describe("how a setup should answer", () => {
  it.each([
    ["I care about the quality of the answers more than about speed.", ["quality"]],
    ["It feels instant and that is all I wanted.", ["latency"]],
    ["It serves 32 users in our office.", ["throughput"]],
    ["The cards were dirt cheap on eBay.", []],
    ["It is a cheap box to keep running, and that was the point.", ["economy"]],
    ["I need it for long-context work.", ["long-context"]],
    ["Of all I tried it takes the most risks with style.", ["creativity"]],
    ["The first word comes within half a second, it feels like talking to somebody.", ["latency"]],
    ["I only care how good the result reads.", ["quality"]],
    ["It has 40 requests in flight all night.", ["throughput"]],
    ["It takes two minutes and nobody waits for it.", []],
    ["I load the whole repository into the prompt.", ["long-context"]],
    ["Eight developers share it.", ["throughput"]],
    ["The pause is about one second.", ["latency"]],
    ["It runs solar-powered in the garden.", ["economy"]],
    ["The whole box costs me 4 euros a month.", ["economy"]],
    ["I want it to surprise me with ideas.", ["creativity"]],
  ] as const)("%s", async (words, experience) => {
    expect((await readBeside(words)).experience).toEqual(experience);
  });

  it("a bare benchmark of one stream says nothing", async () => {
    const [setup] = await setupsOf(page(`# Benchmark results\n\n${RUN}\n`));
    expect([setup?.useCases, setup?.experience]).toEqual([[], []]);
  });
});

describe("whose machine it is", () => {
  it.each([
    ["My box stands under the stairs.", "owned"],
    ["I bought two used 3090s for this.", "owned"],
    ["Just homelab notes.", "owned"],
    ["Rented by the hour from RunPod.", "cloud"],
    ["All on an AWS g5.2xlarge.", "cloud"],
    ["A spot instance, so it may go away.", "spot"],
    ["Paid with free credits.", "trial"],
    ["Maybe I will rent one on RunPod before buying.", undefined],
    ["This is not my machine.", undefined],
  ] as const)("%s", async (words, provider) => {
    expect((await readBeside(words)).hardware.provider).toBe(provider);
  });

  it("a rented card and an owned one in one document keep apart", async () => {
    const setups = await setupsOf(
      page(
        "# Two cards\n\n- my RTX 3090 at home: Qwen3-32B Q4_K_M does 31 tok/s in llama.cpp\n- an H100 on RunPod: Qwen3-32B Q4_K_M does 70 tok/s in llama.cpp\n",
      ),
    );
    expect(setups.map(({ hardware }) => [hardware.accelerators[0]?.name, hardware.provider])).toEqual([
      ["RTX 3090", "owned"],
      ["H100", "cloud"],
    ]);
  });
});
