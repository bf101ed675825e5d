/**
 * Which addresses may be asked: public ones over http and https, and whatever the configuration lists by name. Knows
 * nothing of connections; `guarded-agent.ts` applies this to what a name resolves to, at the moment of connecting.
 */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { PermanentSourceError } from "../../record/errors.ts";

/** Public by their range, and yet a cloud's inside: the metadata and wire servers of the large providers. */
const METADATA_ADDRESSES = new Set(["168.63.129.16", "192.0.0.192", "169.254.169.254", "100.100.100.200"]);
/** Global unicast is all inside 2000::/3; what is carved out of it for other uses ipaddr.js does not know in full. */
const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map(
  (range) => ipaddr.parseCIDR(range) as [ipaddr.IPv6, number],
);

/**
 * Why an IP address must not be connected to, or undefined where it is public. Anything that is not a plain IPv4 or
 * IPv6 address in its usual writing is refused.
 */
export function refusedRange(address: string): string | undefined {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIP(plain) === 0) return "not an IP address";
  const parsed = ipaddr.parse(plain);
  if (parsed.kind() === "ipv4") {
    if (METADATA_ADDRESSES.has(plain)) return "metadata";
    const range = parsed.range();
    return range === "unicast" ? undefined : range;
  }
  const six = parsed as ipaddr.IPv6;
  const range = six.range();
  if (range !== "unicast") return range;
  if (!six.match(GLOBAL_UNICAST)) return "reserved";
  return NOT_PUBLIC_V6.some((block) => six.match(block)) ? "reserved" : undefined;
}

/**
 * Whether the configuration lists this address's host: by name or IP address, alone (any port) or as `host:port`.
 * A listed name says nothing of other names that resolve to the same machine.
 */
export function isListedHost(url: URL, allowHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const host = bareHost(url.hostname);
  return allowHosts.some((entry) => {
    const wanted = entry.trim().toLowerCase();
    return (
      wanted === host ||
      wanted === `[${host}]` ||
      wanted === `${host}:${port}` ||
      wanted === `[${host}]:${port}`
    );
  });
}

/** A URL's host without brackets, in lower case, without a trailing dot. */
export function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
}

/**
 * Parses an address and refuses what can be refused without asking the network: other schemes, and hosts written as an
 * IP address (in any form; the URL parser has already made `0x7f.1` and `2130706433` into `127.0.0.1`).
 * @throws PermanentSourceError
 */
export function checkedUrl(address: string | URL, allowHosts: readonly string[]): URL {
  const place = String(address);
  let url: URL;
  try {
    url = new URL(address);
  } catch (cause) {
    throw new PermanentSourceError("not a full address", { place, cause });
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new PermanentSourceError(`refused: ${url.protocol} is not http or https`, { place });
  if (url.hostname === "") throw new PermanentSourceError("refused: no host", { place });
  url.username = "";
  url.password = "";
  const host = bareHost(url.hostname);
  if (isListedHost(url, allowHosts)) return url;
  const reason = isIP(host) ? refusedRange(host) : refusedName(host);
  if (reason)
    throw new PermanentSourceError(`refused: ${host} is ${reason}; list it under network.allowHosts`, {
      place,
    });
  return url;
}

/** Names that never mean a public machine, whatever the resolver says. */
function refusedName(host: string): string | undefined {
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  if (/\.(?:local|internal|home\.arpa|lan|intranet)$/.test(host)) return "a private name";
  return undefined;
}
