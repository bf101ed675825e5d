/** The almanac command: its list of commands, and the one way in and out. What a command does loads when it runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { registerDoctor } from "./commands/doctor.ts";
import { registerEval } from "./commands/eval.ts";
import { registerQuery } from "./commands/query.ts";
import { registerRun } from "./commands/run.ts";
import { registerSchedule } from "./commands/schedule.ts";
import { registerServe } from "./commands/serve.ts";
import { registerStages } from "./commands/stages.ts";
import { registerStatus } from "./commands/status.ts";
import type { CliContext, ExitStatus } from "./context.ts";
import { reportError } from "./report-error.ts";

/** Builds the whole command line over a context; used by `main` and by tests. */
export function buildProgram(context: CliContext): Command {
  const program = new Command("almanac")
    .description(
      "Gathers what people report about running language models on their own hardware,\n" +
        "and turns it into a booklet and a catalog in which every value has its quote.",
    )
    .version(version(), "-V, --version")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      getOutHelpWidth: () => Math.min(context.stdout.columns ?? 80, 100),
      getErrHelpWidth: () => Math.min(context.stderr.columns ?? 80, 100),
    })
    .showHelpAfterError("(almanac --help lists the commands and options)")
    .showSuggestionAfterError()
    .exitOverride();
  registerRun(program, context);
  registerStages(program, context);
  registerQuery(program, context);
  registerServe(program, context);
  registerSchedule(program, context);
  registerStatus(program, context);
  registerDoctor(program, context);
  registerEval(program, context);
  program.addHelpText(
    "after",
    "\nExit status: 0 done · 1 finished, but a whole source or stage failed · 2 the\n" +
      "command line, sources.yaml or the environment is wrong · 130 interrupted (run\n" +
      "again to go on)\n",
  );
  return program;
}

/** Parses `argv` and runs; never throws. Returns the exit status. */
export async function runProgram(argv: readonly string[], context: CliContext): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const withStatus: CliContext = { ...context, setExitStatus: (wanted) => (status = wanted) };
  try {
    await buildProgram(withStatus).parseAsync(argv);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, context);
  }
}

/** The process's own way in: real streams, signals and exit status. A second Ctrl-C ends at once. */
export async function main(argv: readonly string[]): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      process.stderr.write("\nstopping after the work in hand; once more ends at once\n");
      stop.abort();
    });
  }
  // A reader that goes away (| head) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  const folder = process.cwd();
  process.exitCode = await runProgram(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    folder,
    clock: () => new Date(),
    signal: stop.signal,
    environment: async () => (await import("../config/environment.ts")).readEnvironment(),
    setExitStatus: () => undefined,
  });
  await endOnceFlushed();
}

/** Ends the process soon after its last output is read, even where a library left a handle open. */
async function endOnceFlushed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((flushed) => stream.write("", () => flushed()));
  }
  setTimeout(() => process.exit(), 1000).unref();
}

function version(): string {
  const file = join(import.meta.dirname, "../../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

if (import.meta.main) await main(process.argv);
