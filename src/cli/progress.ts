/** Progress on stderr: a bar where there is a terminal, a plain line now and then where there is none. */
import { SingleBar } from "cli-progress";
import type { CliContext } from "./context.ts";

/** At most one plain line in this time. */
const PLAIN_EVERY_MS = 5000;

export interface Progress {
  /** Begins a stage; the one before it is closed. */
  stage(name: string): void;
  update(state: { done: number; total: number; note?: string }): void;
  /** A line of its own, above the bar. */
  say(line: string): void;
  close(): void;
}

/** Control characters in crawled text must not reach the terminal. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, " ");
}

export function createProgress(
  context: Pick<CliContext, "stderr" | "clock">,
  options: { bars: boolean },
): Progress {
  return options.bars && context.stderr.isTTY ? barProgress(context.stderr) : lineProgress(context);
}

function barProgress(stderr: CliContext["stderr"]): Progress {
  let bar: SingleBar | undefined;
  let stageName = "";
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    stage(name) {
      close();
      stageName = name;
    },
    update({ done, total, note }) {
      if (!bar) {
        bar = new SingleBar({
          stream: stderr as NodeJS.WriteStream,
          format: `${stageName.padEnd(8)} {bar} {value}/{total} {note}`,
          barsize: 24,
          barCompleteChar: "█",
          barIncompleteChar: "░",
          hideCursor: true,
          clearOnComplete: true,
          linewrap: false,
        });
        bar.start(Math.max(total, 1), done, { note: "" });
      }
      bar.setTotal(Math.max(total, 1));
      bar.update(done, { note: plain(note ?? "").slice(0, Math.max(10, (stderr.columns ?? 80) - 50)) });
    },
    say(line) {
      close();
      stderr.write(`${plain(line)}\n`);
    },
    close,
  };
}

function lineProgress(context: Pick<CliContext, "stderr" | "clock">): Progress {
  let stageName = "";
  let saidAt = 0;
  return {
    stage(name) {
      stageName = name;
      saidAt = context.clock().getTime();
    },
    update({ done, total, note }) {
      const now = context.clock().getTime();
      if (now - saidAt < PLAIN_EVERY_MS) return;
      saidAt = now;
      context.stderr.write(`${stageName}: ${done} of ${total}${note ? ` · ${plain(note)}` : ""}\n`);
    },
    say(line) {
      context.stderr.write(`${plain(line)}\n`);
    },
    close() {},
  };
}
