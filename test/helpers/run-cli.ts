/** Runs the almanac command in this process and keeps what it prints. */
import { Writable } from "node:stream";
import { runProgram } from "../../src/cli/main.ts";
import { readEnvironment } from "../../src/config/environment.ts";

export interface CliResult {
  status: number;
  stdout: string;
  stderr: string;
}

/** `variables` is the whole environment that the command sees. */
export async function runCli(
  words: readonly string[],
  options: { folder: string; variables?: Record<string, string>; signal?: AbortSignal; columns?: number },
): Promise<CliResult> {
  const stdout = sink(options.columns);
  const stderr = sink(options.columns);
  const status = await runProgram(["node", "almanac", ...words], {
    stdout: stdout.stream,
    stderr: stderr.stream,
    folder: options.folder,
    clock: () => new Date(),
    signal: options.signal ?? new AbortController().signal,
    environment: async () => readEnvironment({ CI: "1", ...options.variables }, options.folder),
    setExitStatus: () => undefined,
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function sink(columns = 80): { stream: Writable & { columns: number }; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        chunks.push(Buffer.from(chunk));
        done();
      },
    }),
    { columns },
  );
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
