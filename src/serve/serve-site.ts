/** Serves the built booklet over HTTP for reading on this machine. Knows nothing of how it was built. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { ConfigError } from "../record/errors.ts";

/** Names under which a browser on this machine may ask; any other Host header is a page elsewhere that rebinds DNS. */
const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The app over a built site; `loopbackOnly` refuses requests for other host names. */
export function siteApp(site: string, options: { loopbackOnly: boolean }): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'unsafe-inline'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );
  app.use(async (context, next) => {
    const host = (context.req.header("host") ?? "").replace(/:\d+$/, "").toLowerCase();
    if (options.loopbackOnly && !LOOPBACK_HOSTS.has(host)) {
      return context.text(
        `this booklet answers to localhost only, not to ${host}; start it with --host to change that`,
        403,
      );
    }
    await next();
    return undefined;
  });
  app.use(
    serveStatic({
      root: site,
      // /classes/gpu-24 is the file classes/gpu-24.html.
      rewriteRequestPath: (path) =>
        existsSync(join(site, `${path}.html`)) && !path.includes("..") ? `${path}.html` : path,
    }),
  );
  app.notFound((context) => context.text("there is no such page in this booklet", 404));
  return app;
}

/**
 * Listens until the signal aborts.
 * @throws ConfigError when there is no built site, or the port is taken.
 */
export async function serveSite(options: {
  site: string;
  host: string;
  port: number;
  signal: AbortSignal;
  onListening: (address: string) => void;
}): Promise<void> {
  if (!existsSync(join(options.site, "index.html"))) {
    throw new ConfigError(`${options.site} holds no built booklet yet: run "almanac run" first`, {
      place: options.site,
    });
  }
  const loopbackOnly = ["127.0.0.1", "localhost", "::1"].includes(options.host);
  const app = siteApp(options.site, { loopbackOnly });
  await new Promise<void>((ended, failed) => {
    const server: ServerType = serve(
      { fetch: app.fetch, hostname: options.host, port: options.port },
      (info) => {
        const host = info.address.includes(":") ? `[${info.address}]` : info.address;
        options.onListening(`http://${host}:${info.port}/`);
      },
    );
    server.on("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      failed(
        new ConfigError(
          taken
            ? `port ${options.port} is taken: choose another with --port`
            : `cannot listen: ${cause.message}`,
          { place: "--port", cause },
        ),
      );
    });
    const stop = () => {
      server.close(() => ended());
      if ("closeAllConnections" in server) server.closeAllConnections();
    };
    if (options.signal.aborted) stop();
    else options.signal.addEventListener("abort", stop, { once: true });
  });
}
