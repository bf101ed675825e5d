import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { networkSchema } from "../../../src/config/sources-schema.ts";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../../src/crawl/fetch/fetcher.ts";
import type { RobotsCopy } from "../../../src/crawl/fetch/robots.ts";
import {
  BudgetExceededError,
  PermanentSourceError,
  TransientSourceError,
} from "../../../src/record/errors.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<{ origin: string; host: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request);
    handler(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closing.push(
    () => new Promise((done) => server.close(done)),
    () => server.closeAllConnections(),
  );
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, seen };
}

const withoutRobots =
  (handler: Handler): Handler =>
  (request, response) =>
    request.url === "/robots.txt" ? response.writeHead(404).end() : handler(request, response);

function fetcherFor(network: object, more: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = createFetcher({
    network: networkSchema.parse({ allowHosts: ["127.0.0.1"], delayMs: 0, timeoutMs: 2000, ...network }),
    userAgent: "almanac/1.0 (+mailto:crawl@almanac.example)",
    backOffBaseMs: 1,
    ...more,
  });
  closing.push(() => fetcher.close());
  return fetcher;
}

const pathsOf = (seen: IncomingMessage[]) => seen.map(({ url }) => url);

describe("asking", () => {
  it("says who we are, takes compressed answers apart, and reads the content type", async () => {
    const { origin, seen } = await serve(
      withoutRobots((request, response) => {
        const zip = request.url === "/zstd" ? zstdCompressSync("größe") : gzipSync("größe");
        response
          .writeHead(200, {
            "content-type": 'Text/HTML; Charset="UTF-8"',
            "content-encoding": request.url!.slice(1),
          })
          .end(zip);
      }),
    );
    const fetcher = fetcherFor({});
    for (const encoding of ["gzip", "zstd"]) {
      const answer = await fetcher.fetch({ url: `${origin}/${encoding}` });
      expect(new TextDecoder().decode(answer.body)).toBe("größe");
      expect(answer).toMatchObject({
        status: 200,
        contentType: "text/html",
        charset: "utf-8",
        notModified: false,
      });
    }
    expect(seen.at(-1)!.headers["user-agent"]).toBe("almanac/1.0 (+mailto:crawl@almanac.example)");
  });

  it("sends validators and hands back a 304", async () => {
    const { origin, seen } = await serve(
      withoutRobots((_request, response) => response.writeHead(304).end()),
    );
    const answer = await fetcherFor({}).fetch({
      url: `${origin}/a`,
      etag: '"x"',
      lastModified: "Mon, 02 Nov 2026 00:00:00 GMT",
    });
    expect(answer.notModified).toBe(true);
    expect(seen.at(-1)!.headers).toMatchObject({
      "if-none-match": '"x"',
      "if-modified-since": "Mon, 02 Nov 2026 00:00:00 GMT",
    });
  });

  it("asks again after passing failures, and waits as long as the server says", async () => {
    const pauses: number[] = [];
    let asked = 0;
    const { origin } = await serve(
      withoutRobots((request, response) => {
        asked++;
        if (asked === 1) response.writeHead(503, { "retry-after": "7" }).end();
        else if (asked === 2) response.writeHead(403, { "retry-after": "3" }).end();
        else if (asked === 3) request.socket.destroy();
        else response.end("at last");
      }),
    );
    const fetcher = fetcherFor(
      {},
      { pause: async (ms) => void pauses.push(Math.round(ms / 1000)), random: () => 0 },
    );
    const answer = await fetcher.fetch({ url: `${origin}/` });
    expect(new TextDecoder().decode(answer.body)).toBe("at last");
    expect(pauses).toEqual(expect.arrayContaining([7, 3]));
    expect(asked).toBe(4);
  });

  it("gives up after its retries with an error that may be tried later, and at once where the wait is too long", async () => {
    let asked = 0;
    const { origin } = await serve(
      withoutRobots((request, response) => {
        asked++;
        response.writeHead(429, { "retry-after": request.url === "/ages" ? "9000" : "0" }).end();
      }),
    );
    const fetcher = fetcherFor({}, { retries: 2 });
    await expect(fetcher.fetch({ url: `${origin}/` })).rejects.toThrow(TransientSourceError);
    expect(asked).toBe(3);
    const refused = await fetcher.fetch({ url: `${origin}/ages` }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "SOURCE_TRANSIENT", retryAfterMs: 9_000_000 });
    expect(asked).toBe(4);
  });

  it("does not ask again where it would not help", async () => {
    const { origin, seen } = await serve(
      withoutRobots((_request, response) => response.writeHead(404).end()),
    );
    expect((await fetcherFor({}).fetch({ url: `${origin}/` })).status).toBe(404);
    expect(pathsOf(seen)).toEqual(["/robots.txt", "/"]);
  });

  it("stops at the run's number of requests", async () => {
    const { origin } = await serve((_request, response) => response.end("x"));
    const fetcher = fetcherFor({ maxRequests: 2 });
    await fetcher.fetch({ url: `${origin}/1`, respectRobots: false });
    await fetcher.fetch({ url: `${origin}/2`, respectRobots: false });
    await expect(fetcher.fetch({ url: `${origin}/3`, respectRobots: false })).rejects.toThrow(
      BudgetExceededError,
    );
    expect(fetcher.requests).toBe(2);
  });

  it("gives a PDF its larger cap", async () => {
    const { origin } = await serve(
      withoutRobots((request, response) =>
        response
          .writeHead(200, { "content-type": request.url === "/pdf" ? "application/pdf" : "text/html" })
          .end(Buffer.alloc(3000)),
      ),
    );
    const fetcher = fetcherFor({ maxBytes: 1000, maxPdfBytes: 5000 });
    expect((await fetcher.fetch({ url: `${origin}/pdf` })).body).toHaveLength(3000);
    await expect(fetcher.fetch({ url: `${origin}/html` })).rejects.toThrow(PermanentSourceError);
  });

  it("ends with the caller's reason when it is told to stop", async () => {
    const { origin } = await serve(withoutRobots(() => undefined));
    const stop = new AbortController();
    const asked = fetcherFor({}).fetch({ url: `${origin}/`, signal: stop.signal });
    setTimeout(() => stop.abort(new Error("stop now")), 30);
    await expect(asked).rejects.toThrow("stop now");
  });
});

describe("manners", () => {
  it("makes one request at a time to a host, the delay apart, and asks other hosts meanwhile", async () => {
    let inHand = 0;
    let most = 0;
    const starts: number[] = [];
    const slow = await serve((_request, response) => {
      starts.push(performance.now());
      most = Math.max(most, ++inHand);
      setTimeout(() => {
        inHand--;
        response.end("x");
      }, 20);
    });
    const other = await serve((_request, response) => response.end("y"));
    const fetcher = fetcherFor({ delayMs: 60 });
    const asked = [1, 2, 3].map((number) =>
      fetcher.fetch({ url: `${slow.origin}/${number}`, respectRobots: false }),
    );
    await fetcher.fetch({ url: `${other.origin}/`, respectRobots: false });
    expect(starts.length).toBeLessThan(3);
    await Promise.all(asked);
    expect(most).toBe(1);
    // Each waits for the answer before it (20 ms) and then for the delay; timers may be a millisecond early.
    expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(75);
    expect(starts[2]! - starts[1]!).toBeGreaterThanOrEqual(75);
  });

  it("obeys robots.txt for our name, asks for it once, and keeps its crawl-delay", async () => {
    const pauses: number[] = [];
    const { origin, seen } = await serve((request, response) => {
      if (request.url === "/robots.txt")
        response.end(
          "User-agent: *\nDisallow: /\n\nUser-agent: almanac\nCrawl-delay: 5\nDisallow: /private/\nAllow: /private/but-this\n",
        );
      else response.end("x");
    });
    const fetcher = fetcherFor({}, { pause: async (ms) => void pauses.push(Math.round(ms / 1000)) });
    await expect(fetcher.fetch({ url: `${origin}/private/x` })).rejects.toThrow(/robots/);
    expect((await fetcher.fetch({ url: `${origin}/private/but-this` })).status).toBe(200);
    expect((await fetcher.fetch({ url: `${origin}/open` })).status).toBe(200);
    expect(pathsOf(seen)).toEqual(["/robots.txt", "/private/but-this", "/open"]);
    expect(pauses).toContain(5);
    expect(await fetcher.isAllowed(`${origin}/private/y`)).toBe(false);
  });

  it.each([
    ["a robots.txt that is not there allows all", 404, true],
    ["one that is forbidden allows all", 403, true],
    ["one that fails forbids all", 500, false],
  ])("%s", async (_name, status, allowed) => {
    const { origin } = await serve((request, response) =>
      response.writeHead(request.url === "/robots.txt" ? status : 200).end(),
    );
    const asked = await fetcherFor({}, { retries: 0 })
      .fetch({ url: `${origin}/x` })
      .catch((error: unknown) => error);
    if (allowed) expect(asked).toMatchObject({ status: 200 });
    else expect(asked).toBeInstanceOf(PermanentSourceError);
  });

  it("holds a redirect's target to its own host's robots.txt", async () => {
    const strict = await serve((request, response) =>
      request.url === "/robots.txt" ? response.end("User-agent: *\nDisallow: /") : response.end("secret"),
    );
    const { origin } = await serve(
      withoutRobots((_request, response) =>
        response.writeHead(301, { location: `${strict.origin}/x` }).end(),
      ),
    );
    await expect(fetcherFor({}).fetch({ url: `${origin}/` })).rejects.toThrow(/robots/);
    expect(pathsOf(strict.seen)).toEqual(["/robots.txt"]);
  });

  it("remembers robots.txt for a day, then asks for it conditionally", async () => {
    const copies = new Map<string, RobotsCopy>();
    const robots = {
      get: (origin: string) => copies.get(origin),
      put: (origin: string, copy: RobotsCopy) => void copies.set(origin, copy),
    };
    let now = Date.parse("2026-11-01T00:00:00Z");
    const { origin, seen } = await serve((request, response) => {
      if (request.headers["if-none-match"] === '"r1"') response.writeHead(304).end();
      else if (request.url === "/robots.txt")
        response.writeHead(200, { etag: '"r1"' }).end("User-agent: *\nDisallow: /no");
      else response.end("x");
    });
    const visit = async () => {
      const fetcher = fetcherFor({}, { robots, clock: () => new Date(now) });
      expect(await fetcher.isAllowed(`${origin}/no`)).toBe(false);
    };
    await visit();
    now += 3600_000;
    await visit();
    expect(seen).toHaveLength(1);
    now += 24 * 3600_000;
    await visit();
    expect(seen).toHaveLength(2);
    expect(seen[1]!.headers["if-none-match"]).toBe('"r1"');
  });
});

describe("credentials", () => {
  it("stay on their origin: a redirect elsewhere loses them, one inside keeps them", async () => {
    const elsewhere = await serve((_request, response) => response.end("x"));
    const { origin, seen } = await serve((request, response) => {
      if (request.url === "/inside") response.writeHead(302, { location: "/end" }).end();
      else if (request.url === "/outside")
        response.writeHead(302, { location: `${elsewhere.origin}/end` }).end();
      else response.end("x");
    });
    const fetcher = fetcherFor({});
    const headers = { Authorization: "Bearer s3cret", Cookie: "a=b" };
    await fetcher.fetch({ url: `${origin}/inside`, headers, respectRobots: false });
    await fetcher.fetch({ url: `${origin}/outside`, headers, respectRobots: false });
    expect(seen[1]!.headers.authorization).toBe("Bearer s3cret");
    expect(elsewhere.seen[0]!.headers.authorization).toBeUndefined();
    expect(elsewhere.seen[0]!.headers.cookie).toBeUndefined();
  });

  it("in an address are not sent and not repeated in errors", async () => {
    const { host, seen } = await serve((_request, response) => response.writeHead(500).end());
    const failed = await fetcherFor({}, { retries: 0 })
      .fetch({ url: `http://name:passw0rd@${host}/`, respectRobots: false })
      .catch((error: Error & { place?: string }) => `${error.message} ${error.place}`);
    expect(failed).not.toContain("passw0rd");
    expect(seen[0]!.headers.authorization).toBeUndefined();
  });
});

describe("as a fetch for client libraries", () => {
  it("asks its own origin only, under the same limits, and answers like the real one", async () => {
    const { origin, seen } = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () =>
        response
          .writeHead(201, { "content-type": "application/json", "content-encoding": "gzip" })
          .end(gzipSync(`{"got":${JSON.stringify(body)}}`)),
      );
    });
    const fetch = fetcherFor({}).asFetch(origin);
    const answer = await fetch(`${origin}/graphql`, {
      method: "POST",
      body: "ask",
      headers: { authorization: "token t" },
    });
    expect(answer.status).toBe(201);
    expect(answer.url).toBe(`${origin}/graphql`);
    expect(await answer.json()).toEqual({ got: "ask" });
    expect(seen[0]!.headers.authorization).toBe("token t");
    await expect(fetch("https://elsewhere.example/")).rejects.toThrow(/asks .* only/);
  });

  it("hands failures on to the library's own retries", async () => {
    const { origin, seen } = await serve((_request, response) => response.writeHead(503).end("later"));
    const answer = await fetcherFor({}).asFetch(origin)(`${origin}/x`);
    expect(answer.status).toBe(503);
    expect(seen).toHaveLength(1);
  });
});
