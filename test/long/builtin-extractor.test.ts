import { expect, test } from "vitest";
import { createBuiltinExtractor } from "../../src/extract/builtin/builtin-extractor.ts";
import type { SourceDocument } from "../../src/record/document.ts";
import { HOSTILE_KINDS, hostileText } from "../extract/mentions/hostile-texts.ts";

/** Lines that the readers of structure look for, over and over. */
const STRUCTURES = [
  "| RTX 3090 | 12 t/s |\n",
  "| one cell of some words about a KV cache |\n",
  "| a | b |\n|---|---|\n| RTX 3090 | 12 t/s |\n",
  "# heading\n",
  "- an item of some words\n",
  "> a quote\n",
  "```\nllama-server -m x.gguf\n```\n",
  "$ llama-bench -m a.gguf \\\n",
  "RTX 3090 runs Qwen3-8B Q4_K_M at 12 t/s with llama.cpp. ",
  "my box paid 1,000.00 $ for the lot. ",
  "eval time = 12 ms / 3 runs ( 1 ms per token, 12.3 tokens per second)\n",
  '{"avg_ts": 1}\n',
  "a,b,c\n",
  "key: value\n",
];

function documentOf(text: string): SourceDocument {
  return {
    id: "hostile",
    source: "test",
    url: "https://page.example/hostile",
    family: "blog",
    title: "Hostile",
    author: null,
    published: null,
    updated: null,
    licence: null,
    text,
    parts: [{ kind: "body", start: 0, end: text.length }],
    links: [],
    publication: "quote",
  };
}

const textOf = (kind: number, length: number): string =>
  kind < HOSTILE_KINDS
    ? hostileText(kind, length)
    : STRUCTURES[kind - HOSTILE_KINDS]!.repeat(Math.ceil(length / STRUCTURES[kind - HOSTILE_KINDS]!.length));

async function takesMs(text: string): Promise<number> {
  const before = process.cpuUsage();
  await createBuiltinExtractor().extract(documentOf(text), { signal: new AbortController().signal });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** True when eight times the text takes at most 32 times as long: linear is 8, a square 64. */
async function staysLinear(kind: number): Promise<boolean> {
  const small = await takesMs(textOf(kind, 8_000));
  return (await takesMs(textOf(kind, 64_000))) <= 32 * Math.max(small, 10);
}

test("the built-in extractor stays linear on hostile texts and on endless structure", async () => {
  const slow: string[] = [];
  for (let kind = 0; kind < HOSTILE_KINDS + STRUCTURES.length; kind++)
    if (!(await staysLinear(kind)) && !(await staysLinear(kind))) slow.push(textOf(kind, 40).slice(0, 40));
  expect(slow).toEqual([]);
});
