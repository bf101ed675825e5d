/** What every command is given: streams, clock, folder and the signal of Ctrl-C. Commands take nothing from globals. */
import type { Writable } from "node:stream";
import type { Environment } from "../config/environment.ts";

export interface CliContext {
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean; columns?: number };
  /** The folder that relative paths start from. */
  folder: string;
  clock: () => Date;
  /** Aborts on Ctrl-C and SIGTERM. */
  signal: AbortSignal;
  /** Read when first needed, so that `--help` stays fast. @throws ConfigError */
  environment: () => Promise<Environment>;
  /** Sets the exit status without ending the process. */
  setExitStatus: (status: ExitStatus) => void;
}

/** 0 done · 1 a whole source or stage failed · 2 wrong command line, file or environment · 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 130;
