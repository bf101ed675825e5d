/**
 * A JSON API on loopback that a test fills path by path: ETags and 304 as GitHub gives them, a log of what was asked, and
 * faults that come before the next answers.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  method: string;
  /** Path with query. */
  path: string;
  conditional: boolean;
  authorization: string | undefined;
  host: string | undefined;
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Text as it stands, or a value that is sent as JSON. */
  body?: unknown;
}

export type Answer = (asked: Asked, url: URL) => Reply;

export interface ApiServer {
  origin: string;
  asked: Asked[];
  /** The answer to a path (without query), from now on. */
  set(path: string, body: unknown | Answer): void;
  remove(path: string): void;
  /** Sent instead of the next answers, one each; "cut" breaks the connection in the middle of a body. */
  faults: (Reply | "cut" | "drop")[];
  close(): Promise<void>;
}

export async function startApiServer(): Promise<ApiServer> {
  const answers = new Map<string, unknown | Answer>();
  const asked: Asked[] = [];
  const faults: ApiServer["faults"] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const entry: Asked = {
      method: request.method ?? "GET",
      path: request.url ?? "/",
      conditional: Boolean(request.headers["if-none-match"] ?? request.headers["if-modified-since"]),
      authorization: request.headers.authorization,
      host: request.headers.host,
      body,
    };
    asked.push(entry);
    const fault = faults.shift();
    if (fault === "drop") return void response.destroy();
    if (fault === "cut") {
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write('{"cut": ');
      return void setTimeout(() => response.destroy(), 10);
    }
    const url = new URL(entry.path, "http://127.0.0.1");
    const kept = answers.get(decodeURIComponent(url.pathname));
    const reply =
      fault ??
      (kept === undefined
        ? notFound
        : typeof kept === "function"
          ? (kept as Answer)(entry, url)
          : { body: kept });
    send(request, response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    faults,
    set: (path, body) => void answers.set(path, body),
    remove: (path) => void answers.delete(path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const notFound: Reply = { status: 404, body: { message: "Not Found" } };

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8");
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status = 200, headers = {}, body }: Reply,
): void {
  const isText = typeof body === "string" || body instanceof Uint8Array;
  const bytes = Buffer.from(isText ? (body as string) : JSON.stringify(body ?? null));
  const etag = `"${createHash("sha1").update(bytes).digest("hex")}"`;
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  const all = {
    "content-type": type,
    ...(request.method === "GET" && status === 200 ? { etag } : {}),
    ...headers,
  };
  if (status === 200 && request.headers["if-none-match"] === etag)
    return void response.writeHead(304, all).end();
  response.writeHead(status, { ...all, "content-length": bytes.length }).end(bytes);
}
