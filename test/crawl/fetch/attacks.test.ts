import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { networkSchema } from "../../../src/config/sources-schema.ts";
import { createFetcher, type FetcherOptions } from "../../../src/crawl/fetch/fetcher.ts";
import { AlmanacError, PermanentSourceError, TransientSourceError } from "../../../src/record/errors.ts";
import { addressForms } from "../../helpers/address-forms.ts";
import { ATTACKS, type AttackServer, answer, startAttackServer } from "../../helpers/attack-server.ts";

let server: AttackServer;
beforeAll(async () => {
  server = await startAttackServer();
});
afterAll(() => server.close());

function fetcherFor(allowHosts: string[], more: Partial<FetcherOptions> = {}) {
  return createFetcher({
    network: networkSchema.parse({ allowHosts, delayMs: 0, timeoutMs: 1000, maxBytes: 2 * 1024 * 1024 }),
    userAgent: "almanac-test/1.0",
    retries: 0,
    pause: async () => undefined,
    ...more,
  });
}

describe("addresses that must not be asked", () => {
  const forms = addressForms(1);

  it("has at least two hundred forms to try", () => {
    expect(forms.length).toBeGreaterThanOrEqual(200);
  });

  it("refuses every form, and no connection reaches this machine", async () => {
    const canary = await startAttackServer();
    const passed: string[] = [];
    for (const { url, resolvesTo } of addressForms(canary.port)) {
      const fetcher = fetcherFor([], {
        resolve: async () =>
          (resolvesTo ?? ["127.0.0.1"]).map((address) => ({
            address,
            family: address.includes(":") ? 6 : 4,
          })),
      });
      const outcome = await fetcher.fetch({ url, respectRobots: false }).catch((error: unknown) => error);
      if (!(outcome instanceof PermanentSourceError)) passed.push(`${url} → ${String(outcome)}`);
      await fetcher.close();
    }
    expect(passed).toEqual([]);
    expect(canary.connections()).toBe(0);
    await canary.close();
  });

  it("refuses every form as the target of a redirect, too", async () => {
    const canary = await startAttackServer();
    const passed: string[] = [];
    const forms = addressForms(canary.port).filter(({ url }) => /^[\x21-\x7e]+$/.test(url));
    for (const { url, resolvesTo } of forms) {
      const hop = await startAttackServer({
        "/go": (socket) => answer(socket, "302 Found", { location: url }),
      });
      const fetcher = fetcherFor([`127.0.0.1:${hop.port}`], {
        resolve: async () =>
          (resolvesTo ?? ["127.0.0.1"]).map((address) => ({
            address,
            family: address.includes(":") ? 6 : 4,
          })),
      });
      const outcome = await fetcher
        .fetch({ url: `${hop.origin}/go`, respectRobots: false })
        .catch((error: unknown) => error);
      // A relative reference (`http:127…` under http) stays on the host that sent it, which is listed.
      const stayed = !(outcome instanceof Error) && (outcome as { url: string }).url.startsWith(hop.origin);
      if (!(outcome instanceof PermanentSourceError) && !stayed) passed.push(`${url} → ${String(outcome)}`);
      await fetcher.close();
      await hop.close();
    }
    expect(passed).toEqual([]);
    expect(canary.connections()).toBe(0);
    await canary.close();
  });

  it("is not fooled by a name that is public when looked up first and private when connected to", async () => {
    const canary = await startAttackServer();
    const answers = ["93.184.216.34", "127.0.0.1"];
    let asked = 0;
    const fetcher = fetcherFor([], {
      resolve: async () => [{ address: answers[Math.min(asked++, 1)]!, family: 4 }],
    });
    // The first answer is the one that is connected to; it is not looked up again in between.
    const url = `http://rebind.example:${canary.port}/`;
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    await fetcher.fetch({ url, respectRobots: false, signal: controller.signal }).catch(() => undefined);
    const second = await fetcher.fetch({ url, respectRobots: false }).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(PermanentSourceError);
    expect(canary.connections()).toBe(0);
    await fetcher.close();
    await canary.close();
  });

  it("asks a listed host, by name and port, and nothing else on the same machine", async () => {
    const other = await startAttackServer();
    const fetcher = fetcherFor([`blog.example:${server.port}`], {
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const page = await fetcher.fetch({ url: `http://blog.example:${server.port}/ok` });
    expect(page.status).toBe(200);
    await expect(fetcher.fetch({ url: `http://blog.example:${other.port}/ok` })).rejects.toThrow(/refused/);
    await expect(fetcher.fetch({ url: `${server.origin}/ok` })).rejects.toThrow(/refused/);
    expect(other.connections()).toBe(0);
    await fetcher.close();
    await other.close();
  });
});

/** What each attack may lead to. `answer`: an answer that does no harm. */
type Outcome = "permanent" | "transient" | "answer" | "either-error" | "any";
const EXPECTED: Record<string, Outcome> = {
  "/ok": "answer",
  "/length-over-cap": "permanent",
  "/body-over-cap": "permanent",
  "/endless-chunks": "permanent",
  "/endless-until-close": "permanent",
  "/length-too-short": "any",
  "/length-too-long": "transient",
  "/gzip-bomb": "permanent",
  "/deflate-bomb": "permanent",
  "/brotli-bomb": "permanent",
  "/zstd-bomb": "permanent",
  "/gzip-twice-bomb": "permanent",
  "/gzip-three-times": "permanent",
  "/gzip-ratio": "permanent",
  "/unknown-encoding": "permanent",
  "/gzip-corrupt": "transient",
  "/gzip-cut": "transient",
  "/gzip-not": "transient",
  "/gzip-empty": "any",
  "/silence": "transient",
  "/drip-headers": "transient",
  "/drip-body": "transient",
  "/drip-endless": "transient",
  "/stall": "transient",
  "/close-at-once": "transient",
  "/reset-at-once": "transient",
  "/cut-in-headers": "either-error",
  "/cut-in-body": "transient",
  "/cut-in-chunks": "transient",
  "/endless-headers": "permanent",
  "/one-endless-header": "permanent",
  "/many-headers": "permanent",
  "/bad-status-line": "either-error",
  "/garbage": "either-error",
  "/http-0.9": "either-error",
  "/nul-in-header": "either-error",
  "/length-and-chunks": "any",
  "/negative-length": "either-error",
  "/two-lengths": "either-error",
  "/huge-chunk-size": "either-error",
  "/bad-chunk": "either-error",
  "/continue-flood": "either-error",
  "/switching": "either-error",
  "/redirect-self": "permanent",
  "/redirect-ping": "permanent",
  "/redirect-pong": "permanent",
  "/redirect-file": "permanent",
  "/redirect-javascript": "permanent",
  "/redirect-data": "permanent",
  "/redirect-ftp": "permanent",
  "/redirect-loopback-form": "permanent",
  "/redirect-metadata": "permanent",
  "/redirect-mapped": "permanent",
  "/redirect-private-name": "permanent",
  "/redirect-protocol-relative": "permanent",
  "/redirect-malformed": "permanent",
  "/redirect-nowhere": "answer",
  "/redirect-big-body": "any",
  "/redirect-header-injection": "answer",
  "/retry-after-ages": "transient",
  "/retry-after-garbage": "transient",
  "/always-429": "transient",
  "/always-500": "transient",
  "/not-modified-unasked": "answer",
  "/no-content-with-body": "any",
  "/status-999": "answer",
  "/status-huge": "either-error",
};

describe("servers that misbehave", () => {
  it("has at least sixty ways to, each with what it may lead to", () => {
    expect(Object.keys(ATTACKS).sort()).toEqual(Object.keys(EXPECTED).sort());
    expect(Object.keys(ATTACKS).length).toBeGreaterThanOrEqual(60);
  });

  for (const [path, expected] of Object.entries(EXPECTED)) {
    it(`${path} ends as ${expected}, in bounded time and memory`, async () => {
      const fetcher = fetcherFor([`127.0.0.1:${server.port}`], {
        resolve: async () => [{ address: "10.0.0.7", family: 4 }],
      });
      const before = process.memoryUsage().rss;
      const outcome = await Promise.race([
        fetcher.fetch({ url: server.origin + path, respectRobots: false }).catch((error: unknown) => error),
        new Promise((_, reject) => setTimeout(() => reject(new Error(`${path} did not end`)), 5000)),
      ]);
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
      if (expected === "permanent") expect(outcome).toBeInstanceOf(PermanentSourceError);
      else if (expected === "transient") expect(outcome).toBeInstanceOf(TransientSourceError);
      else if (expected === "either-error") expect(outcome).toBeInstanceOf(AlmanacError);
      else if (expected === "answer") expect(outcome).toHaveProperty("status");
      else expect(outcome instanceof AlmanacError || "status" in (outcome as object)).toBe(true);
      await fetcher.close();
    });
  }

  it("follows ten redirects and not eleven", async () => {
    const fetcher = fetcherFor([`127.0.0.1:${server.port}`]);
    const ten = await fetcher.fetch({ url: `${server.origin}/chain/10` });
    expect(ten.redirects).toHaveLength(10);
    await expect(fetcher.fetch({ url: `${server.origin}/chain/11` })).rejects.toThrow(
      /more than 10 redirects/,
    );
    await fetcher.close();
  });
});
