/** The doctor's checks, each on its own: one that fails says so and the others go on. */
import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import type { Environment } from "../../config/environment.ts";
import { readSources } from "../../config/read-sources.ts";
import { configuredModel } from "./choose-extractor.ts";

/** `works` · `note`: works without it, better with it · `broken`: a run would fail. */
export interface Check {
  name: string;
  state: "works" | "note" | "broken";
  /** What was found. */
  found: string;
  /** What to do, where something is to be done. */
  remedy: string | null;
}

export interface Examination {
  checks: Check[];
}

export interface ExamineOptions {
  environment: Environment;
  output: string;
  sourcesFile: string;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
  clock: () => Date;
}

/** How long one outside server may take. */
const TIMEOUT_MS = 10_000;
/** Where Linux distributions put the browser that `render: true` needs. */
const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

export async function examine(options: ExamineOptions): Promise<Examination> {
  const checks: [string, () => Promise<Omit<Check, "name">> | Omit<Check, "name">][] = [
    ["Node", checkNode],
    ["output folder", () => checkOutput(options.output)],
    ["search index", checkIndex],
    ["sources", () => checkSources(options.sourcesFile)],
    ["model", () => checkModel(options)],
    ["embeddings", () => checkEmbeddings(options.environment)],
    ["GitHub", () => checkGithub(options)],
    ["browser", checkBrowser],
  ];
  return {
    checks: await Promise.all(
      checks.map(async ([name, check]): Promise<Check> => {
        try {
          return { name, ...(await check()) };
        } catch (error) {
          return { name, state: "broken", found: (error as Error).message, remedy: null };
        }
      }),
    ),
  };
}

function checkNode(): Omit<Check, "name"> {
  return { state: "works", found: `${process.version} on ${process.platform}-${process.arch}`, remedy: null };
}

function checkOutput(output: string): Omit<Check, "name"> {
  mkdirSync(output, { recursive: true });
  accessSync(output, constants.W_OK);
  return { state: "works", found: `${output} can be written`, remedy: null };
}

async function checkIndex(): Promise<Omit<Check, "name">> {
  const { indexVersion } = await import("../../index/index-version.ts");
  return { state: "works", found: `LanceDB ${await indexVersion()}`, remedy: null };
}

function checkSources(file: string): Omit<Check, "name"> {
  const { sources } = readSources(file);
  return { state: "works", found: `${sources.length} sources in ${file}`, remedy: null };
}

async function checkModel({ environment, signal }: ExamineOptions): Promise<Omit<Check, "name">> {
  const { extractionSchema } = await import("../../config/sources-schema.ts");
  const configured = configuredModel(environment, extractionSchema.parse({}));
  if (!configured) {
    return {
      state: "note",
      found: "none configured; the built-in extractor reads",
      remedy: "set OPENAI_BASE_URL and ALMANAC_MODEL for a model's reading (docs/using-a-model.md)",
    };
  }
  const { describeServer } = await import("./describe-server.ts");
  return describeServer(configured, signal);
}

function checkEmbeddings(environment: Environment): Omit<Check, "name"> {
  return environment.embeddingModel
    ? {
        state: "works",
        found: `${environment.embeddingModel} at ${environment.openaiBaseUrl ?? "the OpenAI address"}`,
        remedy: null,
      }
    : { state: "works", found: "the built-in embedder", remedy: null };
}

async function checkGithub({ environment, fetch, signal }: ExamineOptions): Promise<Omit<Check, "name">> {
  const remedy = environment.githubToken
    ? null
    : "set GITHUB_TOKEN (no scopes needed): 5,000 requests an hour instead of 60, and discussions";
  try {
    const answer = await fetch(`${environment.githubApiUrl}/rate_limit`, {
      headers: {
        accept: "application/vnd.github+json",
        ...(environment.githubToken ? { authorization: `Bearer ${environment.githubToken}` } : {}),
      },
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (answer.status === 401) {
      return {
        state: "broken",
        found: "the token is not accepted",
        remedy: "make a new GITHUB_TOKEN, or unset it",
      };
    }
    const body = (await answer.json()) as {
      resources?: { core?: { limit?: number; remaining?: number; reset?: number } };
    };
    const core = body.resources?.core;
    if (!answer.ok || !core) throw new Error(`status ${answer.status}`);
    const reset = core.reset
      ? `, full again at ${new Date(core.reset * 1000).toISOString().slice(11, 16)} UTC`
      : "";
    return {
      state: environment.githubToken ? "works" : "note",
      found: `${core.remaining} of ${core.limit} requests left${reset}${environment.githubToken ? "" : "; no token"}`,
      remedy,
    };
  } catch (error) {
    return {
      state: "note",
      found: `${environment.githubApiUrl} does not answer (${(error as Error).message})`,
      remedy: "GitHub sources will fail until it does; all else works",
    };
  }
}

function checkBrowser(): Omit<Check, "name"> {
  const found = BROWSERS.find((path) => existsSync(path));
  return found
    ? { state: "works", found, remedy: null }
    : { state: "note", found: "no Chromium", remedy: "install Chromium for sources with render: true" };
}

const MARKS = { works: "✓", note: "·", broken: "✗" };

export function examinationInWords({ checks }: Examination): string {
  const lines = checks.flatMap((check) => [
    `${MARKS[check.state]} ${check.name.padEnd(14)} ${check.found.split("\n")[0]}`,
    ...check.found
      .split("\n")
      .slice(1)
      .map((line) => `${" ".repeat(17)}${line}`),
    ...(check.remedy ? [`${" ".repeat(17)}→ ${check.remedy}`] : []),
  ]);
  const broken = checks.filter((check) => check.state === "broken").length;
  lines.push(
    "",
    broken === 0
      ? "Everything that a run needs works."
      : `${broken} thing${broken > 1 ? "s" : ""} to mend before a run.`,
  );
  return `${lines.join("\n")}\n`;
}
