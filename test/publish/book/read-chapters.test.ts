import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildBlock } from "../../../src/publish/book/blocks.ts";
import { checkLinks } from "../../../src/publish/book/check-links.ts";
import { readChapters } from "../../../src/publish/book/read-chapters.ts";
import { ConfigError } from "../../../src/record/errors.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

function book(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
const chapter = (body: string, front = "title: A chapter") => `---\n${front}\n---\n${body}\n`;

function problem(work: () => unknown): ConfigError {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("chapters come in the order of their front matter", () => {
  const folder = book({
    "index.md": chapter("Hello.", "title: First\norder: 1"),
    "z.md": chapter("Z.", "title: Z\norder: 2"),
    "hardware/a.md": chapter("A.", "title: A\norder: 3"),
  });
  expect(readChapters(folder).map(({ id }) => id)).toEqual(["index", "z", "hardware/a"]);
});

test("markers are found outside code fences only", () => {
  const body =
    "One.\n\n<!-- almanac: setups class=gpu-24 -->\n\n```md\n<!-- almanac: setups class=gpu-8 -->\n```\n";
  const [only] = readChapters(book({ "index.md": chapter(body) }));
  expect(only?.prose.markers).toEqual([{ kind: "setups", options: { class: "gpu-24" }, line: 6 }]);
  expect(only?.prose.lines).toContain("<!-- almanac: setups class=gpu-8 -->");
});

test.each([
  ["<!-- almanac: setups class -->", "not of the form option=value"],
  ["text <!-- almanac: setups -->", "cannot be read"],
  ["<!-- almanac: -->", "cannot be read"],
])("a marker that is not written right names its line: %s", (marker, message) => {
  const folder = book({ "index.md": chapter(`One.\n${marker}`) });
  const error = problem(() => readChapters(folder));
  expect(error.message).toContain(message);
  expect(error.place).toMatch(/index\.md:5$/);
});

test.each([
  ["<!-- almanac: tables -->", 'there is no block "tables"; known: setups'],
  ["<!-- almanac: setups colour=red -->", 'has no option "colour"; it takes: class, use'],
  ["<!-- almanac: setups class=gpu-23 -->", "class=gpu-23 is unknown; known: cpu"],
  ["<!-- almanac: insights variable=luck -->", "variable=luck is unknown; known: quantization"],
  ["<!-- almanac: setups limit=many -->", "limit=many is not a whole number"],
])("a marker that asks for what there is not says what there is: %s", (marker, message) => {
  const [only] = readChapters(book({ "index.md": chapter(marker) }));
  if (!only?.prose.markers[0]) throw new Error("no marker was found");
  const found = only.prose.markers[0];
  const catalog = { records: [], insights: [], documents: [], documentOf: new Map(), linesOf: new Map() };
  const error = problem(() => buildBlock(found, only, { catalog, chapters: [], dataHash: "" }));
  expect(error.message).toContain(message);
  expect(error.place).toMatch(/index\.md:4$/);
});

test("a link to a chapter that is not there names its line", () => {
  const folder = book({
    "index.md": chapter(
      "See [all](/use/), [one](/use/coding#setups) and [the catalog](/catalog/).\n\n[x](/use/codign)",
    ),
    "use/index.md": chapter("All."),
    "use/coding.md": chapter("[Home](/) and [out](https://a.example/x)."),
    "catalog.md": chapter("Rows."),
  });
  const error = problem(() => checkLinks(readChapters(folder)));
  expect(error.message).toContain("/use/codign leads to no chapter");
  expect(error.place).toMatch(/index\.md:6$/);
});

test("front matter that is wrong or missing is named with its file", () => {
  expect(problem(() => readChapters(book({ "index.md": "# No front matter\n" }))).message).toContain(
    "begins with its front matter",
  );
  expect(problem(() => readChapters(book({ "index.md": chapter("x", "titel: A") }))).message).toContain(
    "title",
  );
  expect(problem(() => readChapters(book({ "index.md": chapter("x", "title: [") }))).message).toContain(
    "not YAML",
  );
  expect(problem(() => readChapters(book({ "other.md": chapter("x") }))).message).toContain("index.md");
  expect(problem(() => readChapters(join(temporaryFolder(), "none"))).message).toContain(
    "no folder of chapters",
  );
});
