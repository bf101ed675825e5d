import { expect, test } from "vitest";
import { SilentHosts } from "../../../src/crawl/fetch/silent-hosts.ts";
import { TransientSourceError } from "../../../src/record/errors.ts";

const refused = () =>
  new TransientSourceError("ECONNREFUSED", {
    cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
  });
const cut = () =>
  new TransientSourceError("cut", { cause: Object.assign(new Error("cut"), { code: "ECONNRESET" }) });

function hosts() {
  let nowMs = 0;
  const silent = new SilentHosts(() => nowMs);
  return {
    silent,
    wait: (ms: number) => (nowMs += ms),
    check: () => silent.check("a.example", "https://a.example/x"),
  };
}

test("a host that cannot be reached five times in a row is left alone for a minute", () => {
  const { silent, wait, check } = hosts();
  for (let i = 0; i < 4; i++) silent.failed("a.example", refused());
  expect(check).not.toThrow();
  silent.failed("a.example", refused());
  expect(check).toThrow(TransientSourceError);
  expect(() => silent.check("b.example", "https://b.example/")).not.toThrow();
  wait(60_000);
  expect(check).not.toThrow();
  silent.failed("a.example", refused());
  expect(check).toThrow(/6 times in a row/);
});

test("an answer of any kind, and a connection that is cut, do not count", () => {
  const { silent, check } = hosts();
  for (let i = 0; i < 4; i++) silent.failed("a.example", refused());
  silent.answered("a.example");
  for (let i = 0; i < 20; i++) silent.failed("a.example", cut());
  silent.failed("a.example", refused());
  expect(check).not.toThrow();
});
