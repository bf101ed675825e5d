import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSources } from "../../src/config/read-sources.ts";

const ROOT = join(import.meta.dirname, "../..");
const shipped = readSources(join(ROOT, "sources.yaml"));

describe("the shipped sources.yaml", () => {
  it("is a valid list of at least forty places of four kinds", () => {
    expect(shipped.sources.length).toBeGreaterThanOrEqual(40);
    const kinds = new Set(shipped.sources.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["github", "paper", "repository", "web"]);
  });

  it("names each place once", () => {
    const places = shipped.sources.map((source) => {
      if (source.kind === "github")
        return `${source.kind} ${source.repository} ${source.query} ${source.include}`;
      if (source.kind === "repository") return `${source.kind} ${source.repository}`;
      return JSON.stringify({ ...source, id: undefined });
    });
    expect(places).toHaveLength(new Set(places).size);
  });

  it("asks servers of its own choice politely: a second and more between two requests, and no private address", () => {
    expect(shipped.network.delayMs).toBeGreaterThanOrEqual(1000);
    expect(shipped.network.allowHosts).toEqual([]);
    for (const source of shipped.sources) expect(source.delayMs ?? 1000).toBeGreaterThanOrEqual(1000);
  });

  it("bounds what a broad search or a whole repository may bring", () => {
    expect(shipped.defaults.maxDocuments).toBeLessThanOrEqual(200);
  });
});

describe("the examples' sources.yaml", () => {
  const examples = readSources(join(ROOT, "examples/sources.yaml"));

  it("reads folders that are there, and nothing else", () => {
    for (const source of examples.sources)
      expect(source.kind === "folder" && existsSync(source.path), source.id).toBe(true);
  });

  it("has each of its documents described as an invented sample", () => {
    const readme = readFileSync(join(ROOT, "examples/README.md"), "utf8");
    const described = [...readme.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);
    expect(described).toHaveLength(17);
    for (const path of described) expect(existsSync(join(ROOT, "examples/documents", path)), path).toBe(true);
  });
});
