import { describe, expect, test } from "vitest";
import {
  exists,
  filesUnder,
  importsOf,
  packageOf,
  type SourceImport,
  textOf,
  withoutComments,
} from "./helpers/source-tree.ts";

const SOURCES = filesUnder("src").filter((file) => file.endsWith(".ts"));
const CODE = [
  ...SOURCES,
  ...filesUnder("test", "bench", "bin").filter((file) => /\.(ts|js|mjs)$/.test(file)),
];
const MOST_LINES = 350;
/** Tests and benches hold tables of cases. */
const MOST_TEST_LINES = 450;

/** What each folder of src/ may import besides itself: the directions of ARCHITECTURE.md. */
const BELOW = ["record"];
const SERVICES = [...BELOW, "config", "store", "llm"];
const STAGES = ["crawl", "extract", "index", "advise", "publish"];
const MAY_IMPORT: Record<string, readonly string[]> = {
  record: [],
  config: BELOW,
  store: BELOW,
  llm: [...BELOW, "store"],
  ...Object.fromEntries(STAGES.map((stage) => [stage, SERVICES])),
  review: [...SERVICES, ...STAGES],
  serve: [...SERVICES, ...STAGES],
  discover: [...SERVICES, ...STAGES],
  evaluate: [...SERVICES, ...STAGES],
  cli: [...SERVICES, ...STAGES, "review", "serve", "discover", "evaluate"],
};

/** Packages that only one folder knows. */
const CONFINED: readonly [name: RegExp, folder: string][] = [
  [/^openai$/, "src/llm/"],
  [/^@octokit\//, "src/crawl/"],
  [/^crawlee$|^@crawlee\//, "src/crawl/"],
  [/^@lancedb\//, "src/index/"],
  [/^apache-arrow$/, "src/index/"],
  [/^@energetic-ai\//, "src/index/"],
  [/^vitepress$/, "src/publish/"],
  [/^hono$|^@hono\//, "src/serve/"],
  [/^commander$/, "src/cli/"],
];

/** Packages that take long to load: only where they are needed, by `await import`. */
const HEAVY =
  /^(?:crawlee|@lancedb\/lancedb|openai|vitepress|jsdom|playwright-core|unpdf|@energetic-ai\/.*)$/;

const folderOf = (file: string) => file.split("/")[1] ?? "";
const linesOf = (file: string) => textOf(file).trimEnd().split("\n").length;

/** `file: what` for everything that `find` finds. */
function found(files: readonly string[], find: (file: string) => readonly string[]): string[] {
  return files.flatMap((file) => find(file).map((what) => `${file}: ${what}`));
}

function imports(file: string, unwanted: (one: SourceImport) => boolean): string[] {
  return importsOf(file)
    .filter(unwanted)
    .map((one) => one.specifier);
}

describe("the directions of import", () => {
  test("go down only, and stages never meet", () => {
    const wrong = found(SOURCES, (file) =>
      imports(file, (one) => {
        if (!one.file) return false;
        if (!one.file.startsWith("src/")) return true;
        const [from, to] = [folderOf(file), folderOf(one.file)];
        return from !== to && !MAY_IMPORT[from]?.includes(to);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("leave the record to zod and Node's own modules", () => {
    const wrong = found(
      SOURCES.filter((file) => file.startsWith("src/record/")),
      (file) => imports(file, (one) => ![undefined, "zod"].includes(packageOf(one.specifier))),
    );
    expect(wrong).toEqual([]);
  });

  test("keep each confined package in its folder", () => {
    const wrong = found(SOURCES, (file) =>
      imports(file, (one) =>
        CONFINED.some(
          ([name, folder]) => name.test(packageOf(one.specifier) ?? "") && !file.startsWith(folder),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("load heavy packages lazily", () => {
    // The theme is loaded by VitePress itself, in its own process and in the browser.
    const ours = SOURCES.filter((file) => !file.startsWith("src/publish/theme/"));
    const wrong = found(ours, (file) =>
      imports(file, (one) => HEAVY.test(packageOf(one.specifier) ?? "") && !one.typeOnly && !one.lazy),
    );
    expect(wrong).toEqual([]);
  });

  test("hold no cycle", () => {
    expect(cycles(SOURCES)).toEqual([]);
  });

  test("name files that exist, with their ending", () => {
    const wrong = found(CODE, (file) => imports(file, (one) => one.file !== undefined && !exists(one.file)));
    expect(wrong).toEqual([]);
  });

  test("read the environment in config only", () => {
    const wrong = SOURCES.filter(
      (file) => !file.startsWith("src/config/") && /process\s*\.\s*env\b/.test(withoutComments(textOf(file))),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the files", () => {
  test("are named in kebab-case for what they hold, none of them index.ts", () => {
    const names = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.test|\.d)?\.(?:ts|js|mjs)$/;
    const wrong = CODE.filter((file) => {
      const name = file.split("/").at(-1)!;
      return !names.test(name) || name === "index.ts";
    });
    expect(wrong).toEqual([]);
  });

  test("are not called after nothing", () => {
    const empty = /(?:^|\/)[^/]*\b(?:utils?|helpers?|common|misc|manager|shared|stuff)\b[^/]*(?:\/|$)/;
    expect(SOURCES.filter((file) => empty.test(file))).toEqual([]);
  });

  test(`have at most ${MOST_LINES} lines, ${MOST_TEST_LINES} with tests; vocabulary tables and fixtures aside`, () => {
    const wrong = CODE.filter((file) => !/^src\/record\/vocabulary\/|^test\/fixtures\//.test(file))
      .filter((file) => linesOf(file) > (file.startsWith("src/") ? MOST_LINES : MOST_TEST_LINES))
      .map((file) => `${file}: ${linesOf(file)}`);
    expect(wrong).toEqual([]);
  });

  test("open with a comment that says what the module owns", () => {
    const wrong = [...SOURCES, ...filesUnder("bench").filter((file) => file.endsWith(".ts"))].filter(
      (file) => !/^(?:#![^\n]*\n)?\/\*\*\s*\S[\s\S]{15,}?\*\//.test(textOf(file)),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the code", () => {
  const without = (what: string, pattern: RegExp, files: readonly string[] = CODE) =>
    test(`holds no ${what}`, () => {
      const wrong = found(files, (file) =>
        [...withoutStrings(textOf(file)).matchAll(pattern)].map(([hit]) => hit),
      );
      expect(wrong).toEqual([]);
    });
  without("escape from the types", /\bas any\b|: any\b|<any>|@ts-(?:ignore|nocheck)/g, SOURCES);
  without(
    "note of work left undone",
    new RegExp(`\\b(?:${["TO", "FIX"].map((a, at) => a + ["DO", "ME"][at]).join("|")})\\b`, "g"),
  );
  without("test that runs alone or never", /\b(?:test|describe|it)\.(?:only|skip|todo)\(/g);
  without("failure that is swallowed", /catch\s*(?:\([^)]*\)\s*)?\{\s*\}/g);
  without("module mock", /\bvi\.(?:mock|doMock)\(/g);
});

describe("the package", () => {
  const manifest = JSON.parse(textOf("package.json")) as Record<string, Record<string, string>>;
  const names = (kind: string) => Object.keys(manifest[kind] ?? {});

  test("names no registry in its lockfile", () => {
    const lock = textOf("package-lock.json");
    expect(lock.match(/"resolved": "[^"]*"/g) ?? []).toEqual([]);
    const hosts = [...lock.matchAll(/https?:\/\/([^/"]*registry[^/"]*)/g)].map(([, host]) => host);
    expect(hosts).toEqual([]);
  });

  test("has a line of reason for each dependency in docs/decisions", () => {
    const reasons = filesUnder("docs/decisions").map(textOf).join("\n");
    const all = [...names("dependencies"), ...names("devDependencies"), ...names("optionalDependencies")];
    expect(all.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
    const list = textOf("docs/decisions/001-dependencies.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const told = list.flatMap((line) =>
      [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
    const overridden = JSON.stringify(manifest.overrides);
    expect(told.filter((name) => !all.includes(name) && !overridden.includes(name))).toEqual([]);
  });

  test("brings along nothing that the program does not load", () => {
    const loaded = new Set(
      SOURCES.flatMap((file) => importsOf(file).map((one) => packageOf(one.specifier) ?? "")),
    );
    // What is loaded by another way than an import of ours stands in the code by its name.
    const code = filesUnder("src")
      .map((file) => withoutComments(textOf(file)))
      .join("\n");
    const unused = names("dependencies").filter((name) => !loaded.has(name) && !code.includes(`"${name}`));
    expect(unused.filter((name) => name !== "cheerio")).toEqual([]);
  });

  test("uses no package that it does not name", () => {
    const known = new Set([...names("dependencies"), ...names("devDependencies"), undefined]);
    const unknown = found(CODE, (file) => imports(file, (one) => !known.has(packageOf(one.specifier))));
    expect(unknown).toEqual([]);
  });

  test("speaks of no machine that it was made on", () => {
    const texts = filesUnder(".").filter(
      (file) =>
        /\.(?:ts|js|mjs|md|json|ya?ml|sql|vue|css|sh)$/.test(file) && !/^(?:test|examples)\//.test(file),
    );
    const paths = new RegExp(`(?<![\\w.-])/(?:${["work", "root", "tmp"].join("|")})/[\\w.-]+`, "g");
    expect(found(texts, (file) => textOf(file).match(paths) ?? [])).toEqual([]);
  });
});

/** Code without what stands in quotes, where words like these may be told of. */
function withoutStrings(code: string): string {
  return withoutComments(code).replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
}

/** Every ring of imports, as the files in it. What is loaded later or only for its types closes no ring. */
function cycles(files: readonly string[]): string[] {
  const next = new Map(
    files.map((file) => [
      file,
      importsOf(file).flatMap((one) => (one.file && !one.typeOnly && !one.lazy ? [one.file] : [])),
    ]),
  );
  const rings: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      rings.push([...path.slice(at), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const one of next.get(file) ?? []) visit(one, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return rings;
}
