import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const BOOK = join(import.meta.dirname, "../../book");

/** A measured figure: a speed, a share of it, or a gain, as a bare number in prose. */
const MEASURED =
  /\b\d[\d.,]*(?: to \d[\d.,]*)? (?:tokens a second|tok\/s|t\/s)|\b\w+ to \w+ tokens a second|\b\d[\d.,]*(?: to \d[\d.,]*)? per cent of (?:the|its|decode|prefill)|\b\d\.\d(?: to \d\.\d)? times/;
/** Sums that the reader can follow on the page are no measurements. */
const CALCULATED = /÷|×|bounded at|arithmetic/;

test("the author's chapters give no measured figure of their own: such figures stand in blocks that lead to records", () => {
  const claims = globSync("**/*.md", { cwd: BOOK }).flatMap((file) =>
    readFileSync(join(BOOK, file), "utf8")
      .split("\n")
      .flatMap((line, place) =>
        MEASURED.test(line) && !CALCULATED.test(line) ? [`${file}:${place + 1}: ${line.slice(0, 120)}`] : [],
      ),
  );
  expect(claims).toEqual([]);
});
