import { expect, test } from "vitest";
import { tagMentions } from "../../../src/extract/mentions/tag-mentions.ts";
import { HOSTILE_KINDS, hostileText } from "./hostile-texts.ts";

/** Processor time of the quicker of two takes, in milliseconds: a busy machine does not stretch it. */
function takesMs(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run++) {
    const before = process.cpuUsage();
    tagMentions(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** True when eight times the text takes at most 32 times as long: linear is 8, a square 64. */
function staysLinear(kind: number): boolean {
  return takesMs(hostileText(kind, 32_000)) <= 32 * Math.max(takesMs(hostileText(kind, 4_000)), 0.5);
}

test("eight times the text takes nowhere near the square of the time", () => {
  // Collecting garbage slows single takes: only what is slow every time counts.
  const slow = Array.from({ length: HOSTILE_KINDS }, (_, kind) => kind).filter(
    (kind) => !staysLinear(kind) && !staysLinear(kind) && !staysLinear(kind),
  );
  expect(slow).toEqual([]);
});
