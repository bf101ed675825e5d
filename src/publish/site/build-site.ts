/**
 * Builds the static site in a process of its own, without the environment of this one, and puts it in place only when
 * it is whole. Knows nothing of chapters.
 */
import { spawn } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { InterruptedError, PublishError } from "../../record/errors.ts";

export interface BuildOptions {
  /** The VitePress source folder. */
  source: string;
  /** Where the site goes; what stands there is replaced when the new one is whole. */
  site: string;
  signal: AbortSignal;
  /** Called with the new site's folder before it is put in place. */
  finish?: (folder: string) => void;
}

/** A build that takes longer than this hangs. */
const BUILD_TIMEOUT_MS = 15 * 60_000;
/** How much of what the build says is kept for the message. */
const KEPT_OUTPUT = 6000;

/** @throws PublishError with the end of the build's own message, InterruptedError. */
export async function buildSite({ source, site, signal, finish }: BuildOptions): Promise<void> {
  const next = `${site}.next`;
  const old = `${site}.old`;
  for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true });
  await runBuild({ source, outDir: next, signal });
  if (!existsSync(join(next, "index.html"))) {
    throw new PublishError("the site was built, but its first page is missing", { place: next });
  }
  try {
    finish?.(next);
    if (existsSync(site)) renameSync(site, old);
    renameSync(next, site);
    rmSync(old, { recursive: true, force: true });
  } catch (cause) {
    if (!existsSync(site) && existsSync(old)) renameSync(old, site);
    throw new PublishError(`the new site could not be put in place: ${(cause as Error).message}`, {
      place: site,
      cause,
    });
  }
}

function runBuild(options: { source: string; outDir: string; signal: AbortSignal }): Promise<void> {
  const script = join(import.meta.dirname, `build-site-process${extname(import.meta.filename)}`);
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", script, options.source, options.outDir],
      {
        // No tokens or keys: whatever runs while pages are rendered finds nothing to give away.
        env: { NODE_ENV: "production", NO_COLOR: "1" },
        cwd: options.source,
        stdio: ["ignore", "pipe", "pipe"],
        signal: options.signal,
        timeout: BUILD_TIMEOUT_MS,
        killSignal: "SIGKILL",
      },
    );
    let said = "";
    const keep = (chunk: Buffer) => {
      said = (said + chunk.toString("utf8")).slice(-KEPT_OUTPUT);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (cause) => {
      if (options.signal.aborted) reject(new InterruptedError("building the site was interrupted"));
      else reject(new PublishError(`the site's build could not start: ${cause.message}`, { cause }));
    });
    child.on("close", (status, killedBy) => {
      if (status === 0) resolve();
      else if (options.signal.aborted) reject(new InterruptedError("building the site was interrupted"));
      else
        reject(
          new PublishError(`the site did not build (${killedBy ?? `exit ${status}`}):\n${said.trim()}`, {
            place: options.source,
          }),
        );
    });
  });
}
