/** The environment: the only reader of process.env and of a .env file. Everything else gets what it needs as arguments. */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "dotenv";
import { z } from "zod";
import { ConfigError } from "../record/errors.ts";

const httpOrigin = z.url({ protocol: /^https?$/, error: "must be a full http or https address" });
const filled = z.string().transform((value) => (value.trim() === "" ? undefined : value.trim()));
const optionalUrl = filled.pipe(httpOrigin.optional()).optional();
const optionalWord = filled.optional();

/** Every variable that the almanac reads; documented in README.md. */
export const environmentSchema = z.object({
  OPENAI_BASE_URL: optionalUrl,
  OPENAI_API_KEY: optionalWord,
  ALMANAC_MODEL: optionalWord,
  ALMANAC_EMBEDDING_MODEL: optionalWord,
  GITHUB_TOKEN: optionalWord,
  GH_TOKEN: optionalWord,
  GITHUB_API_URL: optionalUrl,
  ARXIV_API_URL: optionalUrl,
  ALMANAC_OUTPUT: optionalWord,
  NO_COLOR: optionalWord,
  CI: optionalWord,
});

export interface Environment {
  openaiBaseUrl: string | undefined;
  openaiApiKey: string | undefined;
  model: string | undefined;
  embeddingModel: string | undefined;
  githubToken: string | undefined;
  /** Without a trailing slash. */
  githubApiUrl: string;
  arxivApiUrl: string;
  output: string;
  noColor: boolean;
  ci: boolean;
}

/**
 * Reads the variables, those of `.env` in `folder` where the process has none of the name.
 * @throws ConfigError naming the variable and what it takes.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = process.cwd(),
): Environment {
  const file = `${folder}/.env`;
  const fromFile = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  const parsed = environmentSchema.safeParse({ ...fromFile, ...variables });
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigError(`the environment is wrong: ${lines.join("; ")}`, { place: "environment" });
  }
  const env = parsed.data;
  return {
    openaiBaseUrl: env.OPENAI_BASE_URL,
    openaiApiKey: env.OPENAI_API_KEY,
    model: env.ALMANAC_MODEL,
    embeddingModel: env.ALMANAC_EMBEDDING_MODEL,
    githubToken: env.GITHUB_TOKEN ?? env.GH_TOKEN,
    githubApiUrl: (env.GITHUB_API_URL ?? "https://api.github.com").replace(/\/+$/, ""),
    arxivApiUrl: env.ARXIV_API_URL ?? "https://export.arxiv.org/api/query",
    output: env.ALMANAC_OUTPUT ?? "output",
    noColor: env.NO_COLOR !== undefined,
    ci: env.CI !== undefined,
  };
}
