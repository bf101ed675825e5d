/** The only place that prints failures and decides the exit status. */
import type { CliContext, ExitStatus } from "./context.ts";

const STATUS_BY_CODE: Record<string, ExitStatus> = { CONFIG: 2, INTERRUPTED: 130 };

/** Prints an error to stderr in words and returns the exit status it stands for. Unexpected errors keep their stack. */
export function reportError(error: unknown, context: Pick<CliContext, "stderr">): ExitStatus {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof Error && typeof code === "string" && isNamed(error)) {
    const { place } = error as { place?: string };
    const where = place && !error.message.includes(place) ? ` (${place})` : "";
    context.stderr.write(`${lead(code)}${error.message}${where}\n`);
    return STATUS_BY_CODE[code] ?? 1;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.stderr.write(`almanac: this should not have happened, please report it:\n${text}\n`);
  return 1;
}

/** Told by the class's shape, so that printing an error loads none of the program. */
function isNamed(error: Error): boolean {
  return "place" in error;
}

function lead(code: string): string {
  return code === "CONFIG" ? "" : `almanac: ${code.toLowerCase().replaceAll("_", " ")}: `;
}
