import { describe, expect, it } from "vitest";
import { type FuzzedKind, SAMPLES } from "../../helpers/fuzzed-inputs.ts";
import { fuzz } from "../../helpers/fuzzed-parsers.ts";

describe("broken inputs", () => {
  it.each(Object.keys(SAMPLES) as FuzzedKind[])(
    "two hundred of %s end in a result or a named error",
    async (kind) => {
      const { crashes } = await fuzz(kind, 0, 200);
      expect(crashes).toEqual([]);
    },
  );
});
