import fc from "fast-check";
import { expect, test } from "vitest";
import { inertJson } from "../../../src/publish/book/inert-json.ts";

test("inert JSON reads back as what it was made from", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { parsed, expected } = {
        parsed: JSON.parse(inertJson(value)),
        expected: JSON.parse(JSON.stringify(value)),
      };
      expect(parsed).toEqual(expected);
    }),
  );
});

test("a string in inert JSON holds nothing that a bundler, a template or a browser could take for its own", () => {
  const hostile =
    "__VP_STATIC_START__ __VITE_ASSET__x__ {{ process.exit() }} </script><!-- import.meta.env \u0024{x} `'\"\u2028";
  const json = inertJson({ [hostile]: hostile });
  expect(json).toMatch(/^[A-Za-z0-9 "\\:{}]+$/);
  expect(JSON.parse(json)).toEqual({ [hostile]: hostile });
});

test("a number that JSON lacks is an error, not null", () => {
  expect(() => inertJson({ value: Number.NaN })).toThrow(RangeError);
});
