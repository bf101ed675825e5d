/** Crawls that are killed at random moments until one comes to its end: what was asked, and what was asked needlessly. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ReplayServer } from "./replay-server.ts";

export interface KillReport {
  kills: number;
  requests: number;
  /** Requests that were made again although their answer was stored and their source's round was still open. */
  repeated: string[];
}

const CHILD = join(import.meta.dirname, "crawl-child.ts");

/** Kills the crawl over `output` this often at most, each time after up to `longestMs`, then lets it end. */
export async function killTrials(
  output: string,
  server: ReplayServer,
  options: { kills: number; longestMs: number; random: () => number },
): Promise<KillReport> {
  const report: KillReport = { kills: 0, requests: 0, repeated: [] };
  for (let attempt = 0; ; attempt++) {
    const stored = answered(output);
    const before = logLines(server.log).length;
    const killAfterMs =
      attempt < options.kills ? Math.round(options.random() * options.longestMs) : undefined;
    const killed = await runChild(output, server, killAfterMs);
    const asked = logLines(server.log).slice(before);
    report.requests += asked.length;
    report.repeated.push(...asked.filter((line) => stored.has(line)));
    if (killed) report.kills++;
    if (!killed || isWhole(output)) return report;
  }
}

/** True where the child was killed, false where it came to its end first. */
function runChild(output: string, server: ReplayServer, killAfterMs: number | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [CHILD, output, server.sources, server.origin, server.arxivApiUrl],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    // Counted from the moment at which the library is open, so that no kill is spent on loading modules.
    child.stdout.once("data", () => {
      if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs).unref();
    });
    child.on("exit", (code, signal) => {
      if (signal === "SIGKILL") resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the crawl ended with status ${code}`));
    });
  });
}

/** Whether the kill came after the last source's end, while the process was closing: the next crawl is a pass of its own. */
function isWhole(output: string): boolean {
  const file = join(output, "almanac.db");
  if (!existsSync(file)) return false;
  const db = new DatabaseSync(file);
  const sources = db.prepare("SELECT state FROM frontier WHERE source = 'crawl pass'").all() as {
    state: string;
  }[];
  db.close();
  return sources.length > 0 && sources.every(({ state }) => state === "done");
}

/** Requests whose answers are stored, as the log writes them; a finished pass may ask all of them again. */
function answered(output: string): Set<string> {
  const file = join(output, "almanac.db");
  if (!existsSync(file)) return new Set();
  const db = new DatabaseSync(file);
  const keys = db.prepare("SELECT key FROM frontier WHERE state = 'done' AND key LIKE 'GET http%'").all();
  db.close();
  return new Set((keys as { key: string }[]).map(({ key }) => lineOf(key.slice(4))));
}

function lineOf(address: string): string {
  const { port, pathname, search } = new URL(address);
  return `GET ${port} ${pathname}${search}`;
}

function logLines(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" ").slice(0, 3).join(" "));
}
