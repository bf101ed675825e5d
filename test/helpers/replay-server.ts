/** The labelled documents served as the web that they were taken from, where the shared tools are at hand. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const SHARED = resolve(import.meta.dirname, "../../../shared");
const TOOL = join(SHARED, "tools/replay.mjs");

export const GOLD_SET = join(SHARED, "gold/dev");
/** False on a machine without the shared tools: tests over them are skipped and say so. */
export const HAS_REPLAY = existsSync(TOOL) && existsSync(GOLD_SET);

export interface ReplayServer {
  /** Where GitHub is served; arXiv is on the next port, the sites on those after it. */
  origin: string;
  arxivApiUrl: string;
  documents: number;
  /** sources.yaml for the whole set. */
  sources: string;
  /** One line a request, where `log` was given. */
  log: string;
  stop(): Promise<void>;
}

const PORTS_A_SERVER = 40;

/** @throws Error when the server does not come up on any of twenty port ranges. */
export async function startReplay(options: {
  folder: string;
  set?: string;
  faults?: "none" | "flaky" | "hostile";
  port?: number;
}): Promise<ReplayServer> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = options.port ?? 20_000 + PORTS_A_SERVER * Math.floor(Math.random() * 700);
    const sources = join(options.folder, `sources-${port}.yaml`);
    const log = join(options.folder, `requests-${port}.log`);
    const args = [
      "--port",
      String(port),
      "--sources",
      sources,
      "--faults",
      options.faults ?? "none",
      "--log",
      log,
    ];
    const child = spawn(process.execPath, [TOOL, ...args, "--set", options.set ?? GOLD_SET], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ready = await firstLine(child);
    if (!ready) continue;
    const { api, arxiv, documents } = JSON.parse(ready) as { api: string; arxiv: string; documents: number };
    return {
      origin: api,
      arxivApiUrl: `${arxiv}/api/query`,
      documents,
      sources,
      log,
      stop: () => ended(child),
    };
  }
  throw new Error("no free ports for the replay server");
}

function firstLine(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolveLine) => {
    let text = "";
    child.stdout?.on("data", (chunk: Uint8Array) => {
      text += new TextDecoder().decode(chunk);
      if (text.includes("\n")) resolveLine(text.split("\n")[0]);
    });
    child.on("exit", () => resolveLine(undefined));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolveEnd) => {
    child.on("exit", () => resolveEnd());
    child.kill("SIGTERM");
  });
}
