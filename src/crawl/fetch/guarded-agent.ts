/**
 * The undici agent that all requests go through. Checks every address at the moment of connecting, so that a name
 * which resolves differently between two look-ups, or a redirect inwards, gains nothing. Knows nothing of HTTP answers.
 */
import { lookup as dnsLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { Agent, buildConnector } from "undici";
import { PermanentSourceError } from "../../record/errors.ts";
import { bareHost, isListedHost, refusedRange } from "./address-check.ts";

export interface ResolvedAddress {
  address: string;
  family: number;
}
/** Resolves a name to all its addresses; the system's resolver unless a test brings its own. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;

export interface GuardedAgentOptions {
  allowHosts: readonly string[];
  resolve?: Resolve | undefined;
  connectTimeoutMs: number;
  headersTimeoutMs: number;
  connectionsPerHost: number;
}

/** Most bytes of an answer's headers. */
const MAX_HEADER_BYTES = 32 * 1024;

export function guardedAgent(options: GuardedAgentOptions): Agent {
  const resolve = options.resolve ?? systemResolve;
  const connectors = {
    guarded: connector(
      options,
      guardedLookup(resolve, (address) => refusedRange(address)),
    ),
    listed: connector(
      options,
      guardedLookup(resolve, () => undefined),
    ),
  };
  return new Agent({
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: options.headersTimeoutMs,
    connections: options.connectionsPerHost,
    maxOrigins: 10_000,
    keepAliveMaxTimeout: 60_000,
    connect(target, done) {
      const host = bareHost(target.hostname);
      const port = target.port ? `:${target.port}` : "";
      const listed = isListedHost(
        new URL(`${target.protocol}//${host.includes(":") ? `[${host}]` : host}${port}`),
        options.allowHosts,
      );
      // An address written out is connected to without a look-up, so it is checked here.
      const reason = !listed && isIP(host) ? refusedRange(host) : undefined;
      if (reason) done(refusal(host, host, reason), null);
      else (listed ? connectors.listed : connectors.guarded)(target, done);
    },
  });
}

function connector(options: GuardedAgentOptions, lookup: LookupFunction): buildConnector.connector {
  return buildConnector({ lookup, timeout: options.connectTimeoutMs, allowH2: false });
}

function refusal(host: string, address: string, reason: string): PermanentSourceError {
  return new PermanentSourceError(
    `refused: ${host}${address === host ? "" : ` resolves to ${address}, which`} is ${reason}; list it under network.allowHosts`,
    { place: host },
  );
}

/** A look-up for `net.connect` that fails where one of the addresses is refused; what it returns is what is connected to. */
function guardedLookup(resolve: Resolve, refused: (address: string) => string | undefined): LookupFunction {
  return (hostname, lookupOptions, done) => {
    resolve(hostname).then(
      (addresses) => {
        for (const { address } of addresses) {
          const reason = refused(address);
          if (reason) return done(refusal(hostname, address, reason), []);
        }
        const family =
          lookupOptions.family === "IPv4" ? 4 : lookupOptions.family === "IPv6" ? 6 : lookupOptions.family;
        const usable = family ? addresses.filter((each) => each.family === family) : addresses;
        const first = usable[0];
        if (!first) {
          const missing: NodeJS.ErrnoException = new Error(`${hostname} has no address`);
          missing.code = "ENOTFOUND";
          return done(missing, []);
        }
        if (lookupOptions.all) done(null, usable);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}

const systemResolve: Resolve = (hostname) =>
  new Promise((ok, fail) => {
    dnsLookup(hostname, { all: true }, (error, addresses) => (error ? fail(error) : ok(addresses)));
  });
