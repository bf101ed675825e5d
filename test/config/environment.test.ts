import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEnvironment } from "../../src/config/environment.ts";
import { ConfigError } from "../../src/record/errors.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

test("with nothing set there is no model, no token, and the public addresses", () => {
  expect(readEnvironment({}, temporaryFolder())).toEqual({
    openaiBaseUrl: undefined,
    openaiApiKey: undefined,
    model: undefined,
    embeddingModel: undefined,
    githubToken: undefined,
    githubApiUrl: "https://api.github.com",
    arxivApiUrl: "https://export.arxiv.org/api/query",
    output: "output",
    noColor: false,
    ci: false,
  });
});

test("a .env file fills in what the process does not have, and empty means unset", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".env"), "ALMANAC_MODEL=from-file\nGITHUB_TOKEN=file-token\n");
  const environment = readEnvironment({ ALMANAC_MODEL: "from-process", OPENAI_API_KEY: "" }, folder);
  expect(environment).toMatchObject({
    model: "from-process",
    githubToken: "file-token",
    openaiApiKey: undefined,
  });
});

test("an address that is none is told by the variable's name", () => {
  expect(() => readEnvironment({ OPENAI_BASE_URL: "localhost:8080" }, temporaryFolder())).toThrow(
    ConfigError,
  );
  expect(() => readEnvironment({ OPENAI_BASE_URL: "localhost:8080" }, temporaryFolder())).toThrow(
    /OPENAI_BASE_URL/,
  );
});

test("GH_TOKEN stands in for GITHUB_TOKEN", () => {
  expect(readEnvironment({ GH_TOKEN: "a" }, temporaryFolder()).githubToken).toBe("a");
  expect(readEnvironment({ GH_TOKEN: "a", GITHUB_TOKEN: "b" }, temporaryFolder()).githubToken).toBe("b");
});
