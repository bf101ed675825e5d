import { afterEach, describe, expect, it } from "vitest";
import { markDocument } from "../../../src/extract/llm/mark-document.ts";
import { splitSections } from "../../../src/extract/llm/split-sections.ts";
import { type FakeModelServer, startFakeModelServer } from "../../helpers/fake-model-server.ts";
import {
  extractorAgainst,
  never,
  page,
  type Script,
  scriptedAnswer,
  stepOf,
} from "../../helpers/scripted-answers.ts";
import { ungroundedValues } from "../../helpers/ungrounded-values.ts";

const FILLER =
  "We tried a number of things that evening, and most of them are not worth telling anybody about. ".repeat(
    12,
  );
const REPORT = (n: number) =>
  `## Rig ${n}\n\nThe box has ${n + 1}x RTX 3090 and runs Qwen3 32B Q4_K_M with llama.cpp: generation ${20 + n}.5 tok/s.\n\n${FILLER}\n`;
const LONG = `# Many rigs\n\nAll of this is about one winter.\n\n${[1, 2, 3, 4, 5, 6].map(REPORT).join("\n")}`;

let server: FakeModelServer;
afterEach(() => server?.close());

describe("sections of a long document", () => {
  const marked = markDocument(page(LONG));
  const sections = splitSections(marked, { tokens: 900, overlapTokens: 100 });

  it("cover every line, overlap, and begin at headings or paragraphs", () => {
    expect(sections.length).toBeGreaterThan(3);
    expect(sections[0]?.start).toBe(0);
    expect(sections.at(-1)?.end).toBe(LONG.length);
    for (let i = 1; i < sections.length; i++)
      expect(sections[i]!.start).toBeLessThanOrEqual(sections[i - 1]!.end);
  });

  it("carry the document's head", () => {
    for (const section of sections) expect(section.shown).toContain("# Many rigs");
  });
});

it("reads every section, and joins what two of them say of one setup", async () => {
  // Says of every rig whose sentence it sees what that sentence states, like a faithful model.
  const scriptFor = (words: string): Script => {
    const seen = [...words.matchAll(/The box has (\d)x RTX 3090[^\n]*?generation (\d+\.5) tok\/s/g)];
    const setups = seen.map((match, i) => ({
      id: `S${i + 1}`,
      title: `rig ${match[1]}`,
      quotes: [match[0]],
      rows: [],
      commands: [],
    }));
    const facts = (field: string, value: (match: RegExpMatchArray) => string) =>
      seen.map((match, i) => ({ setup: `S${i + 1}`, field, value: value(match), quote: match[0] }));
    return {
      survey: { setups, continues: true, links: [] },
      "detail-hardware": { facts: facts("accelerator", (match) => `${match[1]}x RTX 3090`) },
      "detail-model": {
        facts: [
          ...facts("model", () => "Qwen3 32B"),
          ...facts("quantization", () => "Q4_K_M"),
          ...facts("engine", () => "llama.cpp"),
        ],
      },
      "detail-measurements": {
        measurements: seen.map((match, i) => ({
          setup: `S${i + 1}`,
          metric: "decode",
          value: `${match[2]} tok/s`,
          conditions: null,
          quote: match[0],
        })),
      },
    };
  };
  server = await startFakeModelServer({
    answer: (request) => {
      const words = request.messages.at(-1)?.content ?? "";
      return scriptedAnswer(scriptFor(words.split("Task:")[0] ?? ""), request);
    },
  });
  const { extractor } = extractorAgainst(server, { sectionTokens: 900 });
  const extraction = await extractor.extract(page(LONG), never());
  expect(server.requests.filter((request) => stepOf(request) === "survey").length).toBeGreaterThan(4);
  const rigs = extraction.setups.map((setup) => [
    setup.hardware.accelerators[0]?.count,
    setup.measurements[0]?.value,
  ]);
  expect(rigs.sort()).toEqual([2, 3, 4, 5, 6, 7].map((count) => [count, 19 + count + 0.5]));
  expect(ungroundedValues(extraction, LONG)).toEqual([]);
});

it("tells which links it would like read, by the document's own addresses", async () => {
  server = await startFakeModelServer({
    answer: (request) =>
      scriptedAnswer(
        { survey: { setups: [], continues: false, links: ["L1", "L9", "https://evil.example"] } },
        request,
      ),
  });
  const wanted: string[] = [];
  const { extractor } = extractorAgainst(server, { onLinkWanted: ({ url }) => wanted.push(url) });
  const links = [{ text: "full bench output", url: "https://gist.example/1" }];
  await extractor.extract({ ...page("# Rig\n\nSee the full bench output."), links }, never());
  expect(wanted).toEqual(["https://gist.example/1"]);
  expect(server.requests[0]?.messages.at(-1)?.content).not.toContain("gist.example");
});

it("leaves room for the answer in a small window", async () => {
  const windowTokens = 4096;
  server = await startFakeModelServer({
    contextTokens: windowTokens,
    answer: (request) => scriptedAnswer({}, request),
  });
  const { extractor } = extractorAgainst(server, { contextTokens: windowTokens });
  const { rejections } = await extractor.extract(page(LONG), never());
  expect(rejections).toEqual([]);
  for (const request of server.requests) {
    const prompt = request.messages.reduce((sum, { content }) => sum + content.length / 3.6, 0);
    expect(prompt + (request.max_tokens ?? 0)).toBeLessThan(windowTokens);
  }
});
