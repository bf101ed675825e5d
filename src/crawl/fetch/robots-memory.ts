/** Keeps robots.txt in the library, so that a run within a day of the last asks no host for it again. */
import type { Library } from "../../store/library.ts";
import type { RobotsMemory } from "./robots.ts";

const keyOf = (origin: string) => `GET ${origin}/robots.txt`;

export function libraryRobots({ fetches, captures }: Pick<Library, "fetches" | "captures">): RobotsMemory {
  return {
    get(origin) {
      const memory = fetches.get(keyOf(origin));
      if (!memory?.capture || !captures.has(memory.capture)) return undefined;
      return {
        text: new TextDecoder().decode(captures.get(memory.capture)),
        etag: memory.etag,
        lastModified: memory.lastModified,
        fetchedAt: memory.fetchedAt,
      };
    },
    put(origin, copy, answer) {
      fetches.put({
        key: keyOf(origin),
        status: answer?.status ?? 200,
        etag: copy.etag,
        lastModified: copy.lastModified,
        finalUrl: answer?.url ?? null,
        contentType: answer?.contentType ?? null,
        capture: captures.put(new TextEncoder().encode(copy.text)),
        headers: {},
        fetchedAt: copy.fetchedAt,
      });
    },
  };
}
