/**
 * What must not get in, or out, counted: forms of refused addresses and connections made to them, seeded secrets left
 * unmasked, and broken inputs for each parser with the slowest and the memory. The tests assert the bounds; this
 * writes the figures down. `node bench/crawl/safety.ts [--inputs 10000] [--save]`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { networkSchema } from "../../src/config/sources-schema.ts";
import { maskSecrets } from "../../src/crawl/clean/mask-secrets.ts";
import { createFetcher } from "../../src/crawl/fetch/fetcher.ts";
import { PermanentSourceError } from "../../src/record/errors.ts";
import { addressForms } from "../../test/helpers/address-forms.ts";
import { ATTACKS, startAttackServer } from "../../test/helpers/attack-server.ts";
import { type FuzzedKind, SAMPLES } from "../../test/helpers/fuzzed-inputs.ts";
import { fuzz } from "../../test/helpers/fuzzed-parsers.ts";
import { seededSecrets } from "../../test/helpers/seeded-secrets.ts";

const { values } = parseArgs({
  options: { inputs: { type: "string", default: "10000" }, save: { type: "boolean" } },
});
const network = networkSchema.parse({ delayMs: 0, timeoutMs: 1000, maxBytes: 2 * 1024 * 1024 });

async function refusedAddresses(): Promise<object> {
  const canary = await startAttackServer();
  const forms = addressForms(canary.port);
  let refused = 0;
  for (const { url, resolvesTo = ["127.0.0.1"] } of forms) {
    const resolve = async () =>
      resolvesTo.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const fetcher = createFetcher({ network, userAgent: "almanac-bench/1.0", retries: 0, resolve });
    const outcome = await fetcher.fetch({ url, respectRobots: false }).catch((error: unknown) => error);
    if (outcome instanceof PermanentSourceError) refused++;
    await fetcher.close();
  }
  const connections = canary.connections();
  await canary.close();
  return { forms: forms.length, refused, connections };
}

async function misbehavingServers(): Promise<object> {
  const server = await startAttackServer();
  const allowed = { ...network, allowHosts: [`127.0.0.1:${server.port}`] };
  let slowestMs = 0;
  let most = 0;
  for (const path of Object.keys(ATTACKS)) {
    const fetcher = createFetcher({ network: allowed, userAgent: "almanac-bench/1.0", retries: 0 });
    const before = process.memoryUsage().rss;
    const began = performance.now();
    await fetcher.fetch({ url: server.origin + path, respectRobots: false }).catch(() => undefined);
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - began));
    most = Math.max(most, Math.round((process.memoryUsage().rss - before) / 1048576));
    await fetcher.close();
  }
  await server.close();
  return {
    servers: Object.keys(ATTACKS).length,
    timeoutMs: network.timeoutMs,
    slowestMs,
    mostGrowthMiB: most,
  };
}

function secrets(count: number, seed: number): object {
  const seeded = seededSecrets(count, seed);
  const left = seeded.filter(({ paste, secret }) =>
    maskSecrets(`before ${paste} after`).text.includes(secret),
  );
  return { seeded: count, seed, masked: count - left.length };
}

const addresses = await refusedAddresses();
const servers = await misbehavingServers();
const parsers: Record<string, object> = {};
for (const kind of Object.keys(SAMPLES) as FuzzedKind[])
  parsers[kind] = await fuzz(kind, 0, Number(values.inputs));
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  addresses,
  servers,
  secrets: [secrets(500, 20261122), secrets(20_000, 1)],
  parsers,
};
console.log(JSON.stringify(report, null, 2));
if (values.save)
  writeFileSync(
    join(import.meta.dirname, `../results/crawl-safety-${report.measuredAt.slice(0, 10)}.json`),
    `${JSON.stringify(report, null, 2)}\n`,
  );
