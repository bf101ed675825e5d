/** Loads the catalog's data from this site. Knows nothing of how setups are found or shown. */
import { withBase } from "vitepress";
import { type LineFinder, lineFinder } from "./find-lines.ts";
import type { CatalogLine, SetupView } from "./view-types.ts";

export interface Catalog extends LineFinder {
  lines: readonly CatalogLine[];
  /** All that is known of one setup. @throws Error when it cannot be loaded. */
  details: (id: string) => Promise<SetupView | undefined>;
}

async function load<Value>(name: string, version: string): Promise<Value> {
  const answer = await fetch(withBase(`/data/${name}${version === "" ? "" : `?v=${version}`}`));
  if (!answer.ok) throw new Error(`${name}: status ${answer.status}`);
  return (await answer.json()) as Value;
}

/** Loads the index. `version` names the edition, so that an old copy is not used. @throws Error when it cannot be loaded. */
export async function openCatalog(version = ""): Promise<Catalog> {
  const { digits, lines } = await load<{ digits: number; lines: CatalogLine[] }>("catalog.json", version);
  const shards = new Map<string, Promise<Record<string, SetupView>>>();
  return {
    lines,
    ...lineFinder(lines),
    async details(id) {
      const start = id.slice(0, digits);
      const name = /^[0-9a-f]+$/.test(start) ? start : "0".repeat(digits);
      let shard = shards.get(name);
      if (!shard) {
        shard = load<Record<string, SetupView>>(`setups-${name}.json`, version);
        shards.set(name, shard);
        shard.catch(() => shards.delete(name));
      }
      return (await shard)[id];
    },
  };
}
