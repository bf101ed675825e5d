import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { buildProgram } from "../src/cli/main.ts";
import { environmentSchema, readEnvironment } from "../src/config/environment.ts";
import { sourcesFileSchema } from "../src/config/sources-schema.ts";
import * as errors from "../src/record/errors.ts";
import { exists, filesUnder, ROOT, textOf } from "./helpers/source-tree.ts";

const README = textOf("README.md");
const ARCHITECTURE = textOf("ARCHITECTURE.md");
const PAGES = [
  "README.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  ...filesUnder("docs").filter((file) => file.endsWith(".md")),
];
const EVERYTHING = PAGES.map(textOf).join("\n");

/** Names in backticks, alone or within a longer piece of code, anywhere in the documents. */
const inCode = new Set(
  [...EVERYTHING.matchAll(/`([^`\n]+)`/g), ...EVERYTHING.matchAll(/```[a-z]*\n([\s\S]*?)```/g)].flatMap(
    ([, code]) => (code ?? "").split(/[^\w-]+/),
  ),
);
const undocumented = (names: Iterable<string>) => [...new Set(names)].filter((name) => !inCode.has(name));

describe("the documents", () => {
  test("name every command in the README", () => {
    const names = program().commands.map((command) => command.name());
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !README.includes(`\`almanac ${name}`))).toEqual([]);
  });

  test("name no command that is not there", () => {
    const names = new Set(program().commands.map((command) => command.name()));
    const told = [...EVERYTHING.matchAll(/(?:npx |`)almanac ([a-z]+)\b/g)].map(([, name]) => name!);
    expect(told.filter((name) => !names.has(name) && name !== "help")).toEqual([]);
  });

  test("tell of every option of every command", () => {
    const options = optionsOf(program()).filter((name) => !["--help", "--version"].includes(name));
    expect(options.length).toBeGreaterThan(20);
    expect(undocumented(options)).toEqual([]);
  });

  test("tell of every key of sources.yaml", () => {
    const keys = keysOf(sourcesFileSchema);
    expect(keys.size).toBeGreaterThan(40);
    expect(undocumented(keys)).toEqual([]);
  });

  test("tell of every environment variable in the README", () => {
    const names = Object.keys(environmentSchema.shape);
    expect(names.filter((name) => !README.includes(`\`${name}\``))).toEqual([]);
  });

  test("tell of every error code in ARCHITECTURE.md, with its class", () => {
    const classes = Object.values(errors).filter((one) => one !== errors.AlmanacError) as (new (
      message: string,
    ) => errors.AlmanacError)[];
    const missing = classes
      .map((one) => `| \`${new one("x").code}\` | \`${one.name}\` |`)
      .filter((row) => !ARCHITECTURE.includes(row));
    expect(missing).toEqual([]);
  });

  test("link to files that are there", () => {
    const broken = PAGES.flatMap((page) =>
      [...textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target]) => join(dirname(page), target!))
        .filter((target) => !exists(target))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("name npm scripts that are there", () => {
    const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
    const told = [...EVERYTHING.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
    expect(told.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe("the tree in ARCHITECTURE.md", () => {
  const paths = treePaths(/## The tree\s+```\n([\s\S]*?)```/.exec(ARCHITECTURE)?.[1] ?? "");

  test("names paths that exist, what the program makes aside", () => {
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !path.startsWith("output/") && !exists(path))).toEqual([]);
  });

  test("names every folder of src and every folder at the top", () => {
    const folders = new Set(
      filesUnder("src", "test", "bench", "docs", "examples", "book", "bin").map((file) =>
        file.startsWith("src/") ? `${file.split("/").slice(0, 2).join("/")}/` : `${file.split("/")[0]}/`,
      ),
    );
    expect([...folders].filter((folder) => !paths.some((path) => path.startsWith(folder)))).toEqual([]);
  });
});

test("the changelog has a chapter for the package's version", () => {
  const { version } = JSON.parse(textOf("package.json")) as { version: string };
  expect(textOf("CHANGELOG.md")).toMatch(new RegExp(`^## \\[?${version.replaceAll(".", "\\.")}\\b`, "m"));
});

test("decision records are numbered once each, and begin with their number", () => {
  const files = filesUnder("docs/decisions").map((file) => file.split("/").at(-1)!);
  const numbers = files.map((file) => /^(\d{3})-[a-z0-9-]+\.md$/.exec(file)?.[1]);
  expect(files.filter((_, at) => numbers[at] === undefined)).toEqual([]);
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  const unnumbered = files.filter(
    (file, at) => !textOf(`docs/decisions/${file}`).startsWith(`# ${numbers[at]}`),
  );
  expect(unnumbered).toEqual([]);
});

function program(): Command {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  return buildProgram({
    stdout: sink,
    stderr: sink,
    folder: ROOT,
    clock: () => new Date(),
    signal: new AbortController().signal,
    environment: async () => readEnvironment({}, ROOT),
    setExitStatus: () => undefined,
  });
}

/** Long names, `--no-` ones as they are written. */
function optionsOf(command: Command): string[] {
  return [...command.options.map((option) => option.long ?? ""), ...command.commands.flatMap(optionsOf)];
}

/** Every key of a schema, at any depth. */
function keysOf(schema: z.core.$ZodType): Set<string> {
  const keys = new Set<string>();
  const visit = (one: z.core.$ZodType): void => {
    const { def } = (one as z.core.$ZodTypes)._zod;
    if (def.type === "object") {
      for (const [key, value] of Object.entries(def.shape)) {
        keys.add(key);
        visit(value);
      }
    } else if (def.type === "union") def.options.forEach(visit);
    else if (def.type === "array") visit(def.element);
    else if (def.type === "record") visit(def.valueType);
    else if (def.type === "pipe") visit(def.in);
    else if ("innerType" in def) visit(def.innerType);
  };
  visit(schema);
  return keys;
}

/** The paths of an indented tree: names first, then two blanks or more, then words. */
function treePaths(tree: string): string[] {
  const paths: string[] = [];
  const stack: { indent: number; path: string }[] = [];
  for (const line of tree.split("\n").filter((one) => one.trim() !== "")) {
    const indent = line.length - line.trimStart().length;
    while (stack.length > 0 && stack.at(-1)!.indent >= indent) stack.pop();
    const parent = stack.at(-1)?.path ?? "";
    const names = (line.trim().split(/ {2,}/)[0] ?? "").split(" ");
    for (const name of names) paths.push(parent + name);
    if (names.length === 1 && names[0]!.endsWith("/")) stack.push({ indent, path: parent + names[0] });
  }
  return paths;
}
