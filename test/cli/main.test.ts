import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const COMMANDS = [
  "run",
  "crawl",
  "extract",
  "index",
  "publish",
  "query",
  "serve",
  "schedule",
  "status",
  "doctor",
  "eval",
];

describe("help", () => {
  test("lists every command, in 80 columns", async () => {
    const { status, stdout } = await runCli(["--help"], { folder: temporaryFolder() });
    expect(status).toBe(0);
    expect(stdout).toMatchSnapshot();
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
  });

  test.each(COMMANDS)("of %s says what it takes, in 80 columns", async (command) => {
    const { status, stdout } = await runCli([command, "--help"], { folder: temporaryFolder() });
    expect(status).toBe(0);
    expect(stdout).toMatchSnapshot();
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("loads none of the heavy packages", () => {
    const script = `
      import { registerHooks } from "node:module";
      const heavy = /node_modules\\/(crawlee|@lancedb|openai|vitepress|vue|zod|@octokit|linkedom|undici)\\//;
      const loaded = [];
      registerHooks({ load(url, context, next) { if (heavy.test(url)) loaded.push(url); return next(url, context); } });
      const { runProgram } = await import(${JSON.stringify(join(import.meta.dirname, "../../src/cli/main.ts"))});
      const quiet = { write: () => true };
      await runProgram(["node", "almanac", "--help"], { stdout: quiet, stderr: quiet });
      console.log(JSON.stringify(loaded));`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(JSON.parse(printed)).toEqual([]);
  });
});

describe("what is wrong is told with exit status 2:", () => {
  test("an unknown command, with the nearest one", async () => {
    const { status, stderr, stdout } = await runCli(["qery"], { folder: temporaryFolder() });
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean query?");
    expect(stdout).toBe("");
  });

  test("an unknown option", async () => {
    const { status, stderr } = await runCli(["run", "--dues"], { folder: temporaryFolder() });
    expect(status).toBe(2);
    expect(stderr).toContain("--due");
  });

  test("a list of sources that is not there", async () => {
    const { status, stderr } = await runCli(["run"], { folder: temporaryFolder() });
    expect(status).toBe(2);
    expect(stderr).toContain("there is no such file");
  });

  test("a mistake in the list of sources, by its place", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "sources.yaml"),
      "version: 1\nsources:\n  - { id: a, kind: gist, idz: [x] }\n",
    );
    const { status, stderr, stdout } = await runCli(["run", "--json"], { folder });
    expect(status).toBe(2);
    expect(stderr).toContain("sources.yaml:3:26");
    expect(stderr).toContain("did you mean ids?");
    expect(stdout).toBe("");
  });

  test("a source that --only does not find", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "sources.yaml"),
      "version: 1\nsources:\n  - { id: a, kind: folder, path: . }\n",
    );
    const { status, stderr } = await runCli(["run", "--only", "b"], { folder });
    expect(status).toBe(2);
    expect(stderr).toContain("no source has this id; known: a");
  });

  test("half a model", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "sources.yaml"),
      "version: 1\nsources:\n  - { id: a, kind: folder, path: . }\n",
    );
    const { status, stderr } = await runCli(["extract"], {
      folder,
      variables: { OPENAI_BASE_URL: "http://127.0.0.1:9/v1" },
    });
    expect(status).toBe(2);
    expect(stderr).toContain("ALMANAC_MODEL");
  });

  test("a folder without an almanac", async () => {
    const { status, stderr } = await runCli(["status"], { folder: temporaryFolder() });
    expect(status).toBe(2);
    expect(stderr).toContain("holds no almanac yet");
  });

  test("a folder without labels", async () => {
    const { status, stderr } = await runCli(["eval", "nowhere"], { folder: temporaryFolder() });
    expect(status).toBe(2);
    expect(stderr).toContain("nowhere");
  });
});

test("an interrupted run ends with exit status 130 and says how to go on", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "sources.yaml"), "version: 1\nsources:\n  - { id: a, kind: folder, path: . }\n");
  const { status, stderr } = await runCli(["run", "--no-site"], { folder, signal: AbortSignal.abort() });
  expect(status).toBe(130);
  expect(stderr).toContain("again");
});
