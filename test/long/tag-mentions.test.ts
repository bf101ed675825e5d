import fc from "fast-check";
import { expect, test } from "vitest";
import { tagMentions } from "../../src/extract/mentions/tag-mentions.ts";
import { HOSTILE_KINDS, hostileText } from "../extract/mentions/hostile-texts.ts";

test("10,000 random and hostile texts up to 1 MB are tagged in time in proportion to their length", () => {
  const random = fc.sample(fc.string({ unit: "binary", maxLength: 20_000 }), { numRuns: 5000, seed: 7 });
  let checked = 0;
  const takesMs = (text: string): number => {
    const before = process.cpuUsage();
    for (const mention of tagMentions(text))
      if (text.slice(mention.start, mention.end) !== mention.text)
        throw new Error(`offsets of ${mention.text}`);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const check = (text: string): void => {
    // 4 µs a character is far above the worst linear case and far below any square at these lengths.
    const most = 50 + text.length * 0.004;
    if (takesMs(text) > most && takesMs(text) > most && takesMs(text) > most)
      throw new Error(`${text.length} characters took over ${most} ms: ${text.slice(0, 80)}`);
    checked++;
  };
  for (const text of random) check(text);
  for (let round = 0; checked < 10_000; round++) {
    const length = round % 50 === 0 ? 1_000_000 : 1_000 + ((round * 7919) % 40_000);
    check(hostileText(round % HOSTILE_KINDS, length));
  }
  expect(checked).toBe(10_000);
});
