import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerInWords } from "../../src/cli/query-cards.ts";
import { createBuiltinEmbedder } from "../../src/index/embed/builtin-embedder.ts";
import { indexRecords } from "../../src/index/index-records.ts";
import type { SearchAnswer } from "../../src/index/search-answer.ts";
import { Library } from "../../src/store/library.ts";
import { searchSetups } from "../fixtures/search/setups.ts";
import { runCli } from "../helpers/run-cli.ts";
import { storeRecords } from "../helpers/store-records.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let folder: string;
const query = (...words: string[]) => runCli(["query", ...words], { folder });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "almanac-query-"));
  const library = Library.open(join(folder, "output"));
  storeRecords(library, { records: searchSetups() });
  const embedder = createBuiltinEmbedder({ threads: 1 });
  await indexRecords({ library, embedder, signal: new AbortController().signal });
  library.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("almanac query", () => {
  test("prints JSON alone on stdout, with records, addresses, quotes, scores and reasons", async () => {
    const { status, stdout, stderr } = await query("70B", "on", "two", "3090s", "--limit", "2", "--json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const answer = JSON.parse(stdout) as SearchAnswer;
    expect(Object.keys(answer)).toEqual(["query", "known", "note", "results", "alternatives", "insights"]);
    expect(answer.query.text).toBe("70B on two 3090s");
    expect(answer.results).toHaveLength(2);
    expect(Object.keys(answer.results[0]!)).toEqual([
      "score",
      "match",
      "why",
      "missing",
      "document",
      "documentTitle",
      "quotes",
      "record",
    ]);
  });

  test("prints cards no wider than the terminal, addresses aside, and without colour where there is no terminal", async () => {
    const { status, stdout } = await query("70B on two 3090s", "--limit", "5");
    expect(status).toBe(0);
    expect(stdout).toContain("1.  ");
    expect(stdout).toContain("2× RTX 3090");
    expect(stdout).not.toContain("\u001b[");
    for (const line of stdout.split("\n").filter((one) => !one.includes("https://")))
      expect(line.length).toBeLessThanOrEqual(80);
  });

  test("says what drafts for the model, which a speed cannot be read without", async () => {
    const { stdout } = await query("70B with a draft model on two 3090s", "--limit", "5");
    expect(stdout.replace(/\s+/g, " ")).toContain("context 8192 · speculation: Llama 3.2 1B");
  });

  test("takes filters, several of one kind among them", async () => {
    const { stdout } = await query(
      "a small box",
      "--class",
      "edge",
      "--class",
      "unified",
      "--limit",
      "200",
      "--json",
    );
    const classes = (JSON.parse(stdout) as SearchAnswer).results.map((hit) => hit.record.hardware.class);
    expect([...new Set(classes)].sort()).toEqual(["edge", "unified"]);
    const fast = await query("model", "--min-decode", "100", "--accelerator", "1x RTX 3090", "--json");
    expect((JSON.parse(fast.stdout) as SearchAnswer).results.map((hit) => hit.record.id)).toEqual([
      "q30a3-3090-lcpp",
    ]);
  });

  test("answers with exit status 0 and in words when nothing is known", async () => {
    const { status, stdout } = await query("banana bread recipe");
    expect(status).toBe(0);
    expect(stdout).toContain("Nothing is known about this.");
    expect(stdout).toContain("Nearest that is known:");
  });

  test.each([
    [["x", "--use-case", "codng"], "Did you mean coding?"],
    [["x", "--class", "gpu24"], "Did you mean gpu-24?"],
    [["x", "--experience", "zzz"], "It takes: throughput, latency"],
    [["x", "--limit", "0"], "whole number from 1 to 200"],
    [["x", "--min-decode", "fast"], "a number of tok/s"],
    [[], "missing required argument"],
  ])("refuses %j with exit status 2 and says what would be right", async (words, said) => {
    const { status, stdout, stderr } = await query(...words);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(said);
  });

  test("without an almanac or without its index says to run it first, with exit status 2", async () => {
    const empty = temporaryFolder();
    const nothing = await runCli(["query", "70B"], { folder: empty });
    expect(nothing.status).toBe(2);
    expect(nothing.stderr).toMatch(/almanac run/);
    const library = Library.open(join(empty, "output"));
    storeRecords(library, { records: searchSetups().slice(0, 1) });
    library.close();
    const unindexed = await runCli(["query", "70B"], { folder: empty });
    expect(unindexed.status).toBe(2);
    expect(unindexed.stderr).toContain("there is no search index");
  });

  test("has a help text that names every filter", async () => {
    expect((await query("--help")).stdout).toMatchInlineSnapshot(`
      "Usage: almanac query [options] <text...>

      search the catalog: by words, by meaning and by the setup that the question
      names

      Arguments:
        text                   the question, e.g. "70B on two 3090s"

      Options:
        --output <dir>         where everything that is made lies (default:
                               $ALMANAC_OUTPUT or ./output)
        --use-case <name>      only coding, agents, writing, exploration, chat,
                               creative, extraction, vision, voice, translation
        --experience <name>    only throughput, latency, quality, creativity,
                               long-context, economy
        --accelerator <name>   only with this device, e.g. "2x RTX 3090" or mac
        --engine <name>        only on this engine, e.g. llama.cpp
        --model <words>        only models whose name holds these words, e.g. "qwen3
                               30b"
        --quantization <name>  only this weight format, e.g. Q4_K_M or q4
        --class <name>         only cpu, edge, unified, gpu-8, gpu-12, gpu-16, gpu-24,
                               gpu-32, gpu-workstation, multi-gpu, datacenter, cluster
        --min-decode <tok/s>   only setups that decode at least so fast
        --status <name>        only proposed, accepted, edited, rejected (default: all
                               but rejected)
        --limit <n>            how many setups, 1 to 200 (default: 10)
        --json                 as JSON on stdout
        -h, --help             display help for command

      Options that take a <name> or <words> may be given several times: any of
      them will do.

      "
    `);
  });
});

describe("answer cards", () => {
  const answer: SearchAnswer = {
    query: { text: "x", understood: {}, filters: {} },
    known: true,
    note: null,
    results: searchSetups()
      .slice(0, 1)
      .map((record) => ({
        score: 1,
        match: "full",
        why: ["2× RTX 3090"],
        missing: ["device"],
        document: "https://rigs.example/\u001b[31mred",
        documentTitle: "t",
        quotes: [{ field: "outcome", quote: "a\u001b]0;owned\u0007\nline" }],
        record: { ...record, title: `\u001b[2J${"long ".repeat(40)}` },
      })),
    alternatives: [],
    insights: [],
  };

  test("let no control character of a page through", () => {
    const text = answerInWords(answer, { color: false, columns: 60 });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  test("put lessons first when the question names no machine, model or engine", () => {
    const insights = [
      {
        score: 1,
        id: "i",
        document: "https://a.example/",
        variable: "kv-cache",
        claim: "c",
        quote: "it halves the memory",
      },
    ];
    const shown = (understood: Record<string, unknown>) => {
      const query = { text: "x", understood, filters: {} };
      const text = answerInWords({ ...answer, query, insights }, { color: false, columns: 80 });
      return text.indexOf("What people learned:") < text.indexOf("1.  ");
    };
    expect(shown({ experience: ["quality"] })).toBe(true);
    expect(shown({ parametersB: 70 })).toBe(false);
  });

  test("are coloured only when that is asked for", () => {
    expect(answerInWords(answer, { color: true, columns: 60 })).toContain("\u001b[1m");
    expect(answerInWords(answer, { color: false, columns: 60 })).not.toContain("\u001b[");
  });
});
