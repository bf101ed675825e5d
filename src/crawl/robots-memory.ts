/** Keeps each origin's robots.txt in the library, so that a run asks for it once a day. Knows nothing of its rules. */
import type { Library } from "../store/library.ts";
import type { RobotsMemory } from "./fetch/robots.ts";

export function robotsMemory(library: Library): RobotsMemory {
  const { fetches, captures } = library;
  return {
    get(origin) {
      const kept = fetches.get(keyOf(origin));
      if (!kept?.capture || !captures.has(kept.capture)) return undefined;
      return {
        text: new TextDecoder().decode(captures.get(kept.capture)),
        etag: kept.etag,
        lastModified: kept.lastModified,
        fetchedAt: kept.fetchedAt,
      };
    },
    put(origin, copy, answer) {
      fetches.put({
        key: keyOf(origin),
        status: answer?.status ?? fetches.get(keyOf(origin))?.status ?? 200,
        etag: copy.etag,
        lastModified: copy.lastModified,
        finalUrl: `${origin}/robots.txt`,
        contentType: "text/plain",
        capture: captures.put(new TextEncoder().encode(copy.text)),
        headers: {},
        fetchedAt: copy.fetchedAt,
      });
    },
  };
}

function keyOf(origin: string): string {
  return `ROBOTS ${origin}`;
}
