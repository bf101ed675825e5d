/**
 * Main content against labelled pages: do the labelled quotes and figures survive, how much is left of what is around,
 * and how fast; ours beside @mozilla/readability on linkedom with node-html-markdown and with turndown.
 * `node bench/crawl/main-content.ts [--gold DIR] [--save]`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { NodeHtmlMarkdown } from "node-html-markdown";
import TurndownService from "turndown";
import { decodeBytes } from "../../src/crawl/clean/charset.ts";
import { cleanPage, draftOf } from "../../src/crawl/clean/clean-page.ts";

const { values } = parseArgs({
  options: {
    gold: { type: "string", default: join(import.meta.dirname, "../../../shared/gold/dev") },
    save: { type: "boolean" },
  },
});
const gold = values.gold!;
if (!existsSync(gold)) {
  console.error(`there are no labelled pages at ${gold}`);
  process.exit(0);
}

interface Label {
  id: string;
  url: string;
  file: string;
  records: { measurements?: { value: number }[] }[];
  insights: { quote: string }[];
}
const labels = readdirSync(gold)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(gold, name), "utf8")) as Label)
  .filter(({ file }) => file.endsWith(".html"));

const turndown = new TurndownService({ codeBlockStyle: "fenced", headingStyle: "atx" });
// The package has no types.
const { gfm } = (await import("turndown-plugin-gfm" as string)) as { gfm: TurndownService.Plugin };
turndown.use(gfm);
const readable = (html: string) => {
  const { document } = parseHTML(html);
  const found = new Readability(document as never).parse();
  return { title: found?.title ?? "", html: found?.content ?? "" };
};
const extractors: Record<string, (html: Uint8Array, url: string) => string> = {
  ours: (html, url) => draftOf(cleanPage(html, { url }), { url, family: "blog" }).text,
  "linkedom + readability + node-html-markdown": (html) => {
    const page = readable(decodeBytes(html));
    return `${page.title}\n${NodeHtmlMarkdown.translate(page.html)}`;
  },
  "linkedom + readability + turndown/gfm": (html) => {
    const page = readable(decodeBytes(html));
    return `${page.title}\n${turndown.turndown(page.html || "<p></p>")}`;
  },
};

const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of menus, sidebars, notices and footers: what stands in such elements of the page and not in its content. */
const AROUND = /<(nav|aside|footer|form|button|header|script|style)\b[^>]{0,2000}>[\s\S]{0,100000}?<\/\1>/gi;
function surroundings(html: string): Set<string> {
  const phrases = new Set<string>();
  for (const [block, tag] of html.matchAll(AROUND)) {
    if (/^(?:script|style)$/i.test(tag!) || (/^header$/i.test(tag!) && /<h1/i.test(block))) continue;
    for (const text of block.replace(/<[^>]{0,2000}>/g, "\n").split("\n")) {
      const phrase = fold(text);
      if (phrase.length >= 4) phrases.add(phrase);
    }
  }
  return phrases;
}

const report: Record<string, unknown> = {};
for (const [name, extract] of Object.entries(extractors)) {
  const lost: string[] = [];
  let quotes = 0;
  let figures = 0;
  let figuresLost = 0;
  let words = 0;
  let left = 0;
  let bytes = 0;
  let ms = 0;
  for (const { id, url, file, records, insights } of labels) {
    const html = readFileSync(join(gold, file));
    extract(html, url);
    const began = process.cpuUsage();
    const text = extract(html, url);
    const spent = process.cpuUsage(began);
    ms += (spent.user + spent.system) / 1000;
    bytes += html.length;
    const raw = decodeBytes(html);
    const folded = fold(text);
    const whole = fold(raw.replace(/<[^>]{0,3000}>/g, " "));
    for (const { quote } of insights) {
      quotes++;
      if (!folded.includes(fold(quote))) lost.push(`${id}: ${quote.slice(0, 60)}`);
    }
    for (const { value } of records.flatMap(({ measurements }) => measurements ?? [])) {
      const written = [
        String(value),
        String(value).replace(".", ","),
        value.toLocaleString("en"),
        value.toLocaleString("de"),
        value.toFixed(1),
        value.toFixed(2),
      ].find((form) => raw.includes(form));
      if (!written || !whole.includes(fold(written))) continue;
      figures++;
      if (!text.includes(written)) figuresLost++;
    }
    words += wordsOf(text).length;
    const around = surroundings(raw);
    for (const line of text.split("\n")) if (around.has(fold(line))) left += wordsOf(line).length;
  }
  report[name] = {
    quotes,
    quotesLost: lost,
    figures,
    figuresLost,
    words,
    boilerplateWords: left,
    boilerplateShare: Math.round((left / words) * 10_000) / 10_000,
    megabytesPerSecond: Math.round((bytes / 1e3 / ms) * 100) / 100,
    pagesPerSecond: Math.round((labels.length / ms) * 1000),
  };
}
const result = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  pages: labels.length,
  extractors: report,
};
console.log(JSON.stringify(result, null, 2));
if (values.save)
  writeFileSync(
    join(import.meta.dirname, `../results/crawl-main-content-${result.measuredAt.slice(0, 10)}.json`),
    `${JSON.stringify(result, null, 2)}\n`,
  );
