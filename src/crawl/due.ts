/** When a source is to be crawled again, by its schedule and its last crawl. Knows nothing of how it is crawled. */
import { Cron } from "croner";
import type { Source, SourcesFile } from "../config/sources-schema.ts";
import type { Library } from "../store/library.ts";

/** When the source's last finished crawl began, ISO 8601; null where there was none. */
export function lastCrawl(source: string, library: Library): string | null {
  return library.fetches.lastCrawl(source);
}

/** The first time of the schedule after the source's last crawl; `now` where it was never crawled. */
export function nextDue(
  source: Source,
  defaults: SourcesFile["defaults"],
  library: Library,
  now: Date,
): Date {
  const last = lastCrawl(source.id, library);
  if (last === null) return now;
  const cron = new Cron(source.schedule ?? defaults.schedule, { paused: true });
  // A schedule without a next time (a 30th of February) is never due; a century stands for never.
  return cron.nextRun(new Date(last)) ?? new Date(now.getTime() + 100 * 365 * 86_400_000);
}

export function isDue(
  source: Source,
  defaults: SourcesFile["defaults"],
  library: Library,
  now: Date,
): boolean {
  return nextDue(source, defaults, library, now).getTime() <= now.getTime();
}
