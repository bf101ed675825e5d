/**
 * A server on loopback that misbehaves on purpose, one way a path. What it sends is written byte by byte where HTTP
 * libraries would not let it.
 */
import { createServer, type Server, type Socket } from "node:net";
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";

export interface AttackServer {
  port: number;
  origin: string;
  /** Connections so far. */
  connections(): number;
  /** Requests as they came, first line and headers. */
  requests: string[];
  close(): Promise<void>;
}

export type Attack = (socket: Socket, request: { path: string; head: string; origin: string }) => void;

const MEBI = 1024 * 1024;

/** A whole answer, closed after it. */
export function answer(
  socket: Socket,
  status: string,
  headers: Record<string, string | number> = {},
  body: string | Uint8Array = "",
): void {
  const length =
    "content-length" in headers || "transfer-encoding" in headers
      ? {}
      : { "content-length": Buffer.byteLength(body as string) };
  const lines = Object.entries({ connection: "close", ...length, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`HTTP/1.1 ${status}\r\n${lines.join("\r\n")}\r\n\r\n`);
  socket.end(body);
}

const html = { "content-type": "text/html" };
const bomb = (megabytes: number) => Buffer.alloc(megabytes * MEBI, 32);
/** Made before anybody is kept waiting for them. */
const PLAIN_BOMB = bomb(64);
const GZIP_BOMB = gzipSync(PLAIN_BOMB, { level: 1 });
const BOMBS = {
  gzip: GZIP_BOMB,
  gzipTwice: gzipSync(GZIP_BOMB),
  deflate: deflateSync(PLAIN_BOMB, { level: 1 }),
  brotli: brotliCompressSync(PLAIN_BOMB, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: zstdCompressSync(PLAIN_BOMB),
};
const redirect =
  (location: string, status = 302): Attack =>
  (socket) =>
    answer(socket, `${status} Moved`, { location });

function drip(socket: Socket, text: string | (() => string), everyMs: number): void {
  let place = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    if (typeof text === "function") socket.write(text());
    else if (place < text.length) socket.write(text[place++]!);
  }, everyMs);
  socket.on("close", () => clearInterval(timer));
}

function flood(socket: Socket, chunk: () => string): void {
  const write = () => {
    while (!socket.destroyed && socket.write(chunk())) {
      if (socket.writableLength > 4 * MEBI) break;
    }
    if (!socket.destroyed) socket.once("drain", write);
  };
  write();
}

/** By path. What each is expected to do to us stands in the test. */
export const ATTACKS: Record<string, Attack> = {
  "/ok": (socket) => answer(socket, "200 OK", html, "<p>fine"),
  "/length-over-cap": (socket) => answer(socket, "200 OK", { ...html, "content-length": 50 * MEBI }, "x"),
  "/body-over-cap": (socket) => answer(socket, "200 OK", { ...html, "content-length": 3 * MEBI }, bomb(3)),
  "/endless-chunks": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    flood(socket, () => `10000\r\n${"x".repeat(0x10000)}\r\n`);
  },
  "/endless-until-close": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    flood(socket, () => "y".repeat(65536));
  },
  "/length-too-short": (socket) =>
    answer(socket, "200 OK", { ...html, "content-length": 3 }, "more than three"),
  "/length-too-long": (socket) => answer(socket, "200 OK", { ...html, "content-length": 5000 }, "cut"),
  "/gzip-bomb": (socket) => answer(socket, "200 OK", { "content-encoding": "gzip" }, BOMBS.gzip),
  "/deflate-bomb": (socket) => answer(socket, "200 OK", { "content-encoding": "deflate" }, BOMBS.deflate),
  "/brotli-bomb": (socket) => answer(socket, "200 OK", { "content-encoding": "br" }, BOMBS.brotli),
  "/zstd-bomb": (socket) => answer(socket, "200 OK", { "content-encoding": "zstd" }, BOMBS.zstd),
  "/gzip-twice-bomb": (socket) =>
    answer(socket, "200 OK", { "content-encoding": "gzip, gzip" }, BOMBS.gzipTwice),
  "/gzip-three-times": (socket) =>
    answer(socket, "200 OK", { "content-encoding": "gzip, gzip, gzip" }, gzipSync(gzipSync(gzipSync("x")))),
  "/gzip-ratio": (socket) =>
    answer(socket, "200 OK", { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(1.9 * MEBI, 32))),
  "/unknown-encoding": (socket) => answer(socket, "200 OK", { "content-encoding": "rot13" }, "uryyb"),
  "/gzip-corrupt": (socket) =>
    answer(
      socket,
      "200 OK",
      { "content-encoding": "gzip" },
      Buffer.from(gzipSync("hello").map((byte, place) => (place > 10 ? byte ^ 85 : byte))),
    ),
  "/gzip-cut": (socket) =>
    answer(socket, "200 OK", { "content-encoding": "gzip" }, gzipSync("hello ".repeat(500)).subarray(0, 30)),
  "/gzip-not": (socket) => answer(socket, "200 OK", { "content-encoding": "gzip" }, "this is plain"),
  "/gzip-empty": (socket) => answer(socket, "200 OK", { "content-encoding": "gzip" }, ""),
  "/silence": () => undefined,
  "/drip-headers": (socket) => drip(socket, `HTTP/1.1 200 OK\r\nx: ${"a".repeat(5000)}\r\n\r\n`, 30),
  "/drip-body": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
    drip(socket, "b".repeat(100_000), 30);
  },
  "/drip-endless": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    drip(socket, () => "1\r\nz\r\n", 30);
  },
  "/stall": (socket) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"),
  "/close-at-once": (socket) => void socket.end(),
  "/reset-at-once": (socket) => void socket.resetAndDestroy(),
  "/cut-in-headers": (socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-ty"),
  "/cut-in-body": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nabc");
    setTimeout(() => socket.resetAndDestroy(), 20);
  },
  "/cut-in-chunks": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n");
    setTimeout(() => socket.destroy(), 20);
  },
  "/endless-headers": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n");
    let number = 0;
    flood(socket, () => `x-${number++}: ${"h".repeat(1000)}\r\n`);
  },
  "/one-endless-header": (socket) => {
    socket.write("HTTP/1.1 200 OK\r\nx: ");
    flood(socket, () => "h".repeat(65536));
  },
  "/many-headers": (socket) =>
    answer(
      socket,
      "200 OK",
      Object.fromEntries(Array.from({ length: 10_000 }, (_, number) => [`x-${number}`, "v"])),
    ),
  "/bad-status-line": (socket) => void socket.end("HTTP/1.1 abc OK\r\n\r\n"),
  "/garbage": (socket) =>
    void socket.end(Buffer.from(Array.from({ length: 5000 }, (_, place) => (place * 7919) % 256))),
  "/http-0.9": (socket) => void socket.end("<html><p>no headers at all"),
  "/nul-in-header": (socket) => void socket.end("HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\nbody"),
  "/length-and-chunks": (socket) =>
    void socket.end(
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ),
  "/negative-length": (socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello"),
  "/two-lengths": (socket) =>
    void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello"),
  "/huge-chunk-size": (socket) =>
    void socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello"),
  "/bad-chunk": (socket) =>
    void socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
  "/continue-flood": (socket) => flood(socket, () => "HTTP/1.1 100 Continue\r\n\r\n".repeat(100)),
  "/switching": (socket) =>
    void socket.end("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
  "/redirect-self": (socket, { path }) => redirect(path)(socket, { path, head: "", origin: "" }),
  "/redirect-ping": redirect("/redirect-pong"),
  "/redirect-pong": redirect("/redirect-ping"),
  "/redirect-file": redirect("file:///etc/passwd"),
  "/redirect-javascript": redirect("javascript:alert(1)"),
  "/redirect-data": redirect("data:text/html,hi"),
  "/redirect-ftp": redirect("ftp://127.0.0.1/"),
  "/redirect-loopback-form": redirect("http://0x7f.2/"),
  "/redirect-metadata": redirect("http://169.254.169.254/latest/meta-data/"),
  "/redirect-mapped": redirect("http://[::ffff:a9fe:a9fe]/"),
  "/redirect-private-name": redirect("http://inside.example/"),
  "/redirect-protocol-relative": redirect("//10.0.0.1/x"),
  "/redirect-malformed": redirect("http://[not-an-address/"),
  "/redirect-nowhere": (socket) => answer(socket, "302 Found"),
  "/redirect-big-body": (socket) =>
    answer(socket, "302 Found", { location: "/ok", "content-length": 3 * MEBI }, bomb(3)),
  "/redirect-header-injection": redirect("/ok%0d%0aset-cookie:%20a=b"),
  "/retry-after-ages": (socket) => answer(socket, "429 Too Many", { "retry-after": 86_400 }),
  "/retry-after-garbage": (socket) => answer(socket, "503 Later", { "retry-after": "soon -1 NaN" }),
  "/always-429": (socket) => answer(socket, "429 Too Many", { "retry-after": 0 }),
  "/always-500": (socket) => answer(socket, "500 Oops"),
  "/not-modified-unasked": (socket) => answer(socket, "304 Not Modified"),
  "/no-content-with-body": (socket) => answer(socket, "204 No Content", { "content-length": 5 }, "hello"),
  "/status-999": (socket) => answer(socket, "999 Denied", html, "no"),
  "/status-huge": (socket) => void socket.end("HTTP/1.1 20000 OK\r\n\r\n"),
};

export async function startAttackServer(extra: Record<string, Attack> = {}): Promise<AttackServer> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  let origin = "";
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // What we do to the other side is its concern; what it does to us ends the socket.
    socket.on("error", () => socket.destroy());
    let head = "";
    const onData = (bytes: Buffer) => {
      head += bytes.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      socket.off("data", onData);
      socket.resume();
      requests.push(head);
      const path = head.split(" ")[1] ?? "/";
      const steps = /^\/chain\/(\d+)$/.exec(path);
      if (path === "/robots.txt" && !extra[path]) return answer(socket, "404 Not Found");
      if (steps)
        return steps[1] === "0"
          ? answer(socket, "200 OK", html, "the end")
          : redirect(`/chain/${Number(steps[1]) - 1}`)(socket, { path, head, origin });
      const attack = extra[path] ?? ATTACKS[path];
      if (attack) attack(socket, { path, head, origin });
      else answer(socket, "404 Not Found");
    };
    socket.on("data", onData);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  origin = `http://127.0.0.1:${port}`;
  return {
    port,
    origin,
    connections: () => connections,
    requests,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
