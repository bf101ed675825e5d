/** Reads a folder of labelled documents. Knows the format of the labels, nothing of extraction or scoring. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import { z } from "zod";
import { FAMILIES } from "../record/axes.ts";
import { ConfigError } from "../record/errors.ts";

const labelledRecordSchema = z.looseObject({ unsure: z.array(z.string()).optional() });

/** A label: a setup record with only the labelled fields, all of them optional. */
export type LabelledRecord = z.infer<typeof labelledRecordSchema>;

const goldEntrySchema = z.object({
  id: z.string(),
  family: z.enum(FAMILIES),
  /** The document, relative to the set's folder. */
  file: z.string(),
  /** The address that the document is served under. */
  url: z.string(),
  records: z.array(labelledRecordSchema),
  insights: z.array(z.looseObject({ variable: z.string(), quote: z.string() })).default([]),
});
export type GoldEntry = z.infer<typeof goldEntrySchema>;

/**
 * The entries of a set in the order of their ids; with `only`, those whose id matches one of the globs.
 * JSON files that are no labels are passed over.
 * @throws ConfigError where the folder cannot be read, holds no label, or a label is malformed.
 */
export function readGoldSet(directory: string, only: readonly string[] = []): GoldEntry[] {
  const names = namesIn(directory).filter((name) => name.endsWith(".json"));
  const wanted = only.length > 0 ? picomatch([...only]) : () => true;
  const entries: GoldEntry[] = [];
  for (const name of names.sort()) {
    const place = join(directory, name);
    const content = parseJson(place);
    if (typeof content !== "object" || content === null || !("file" in content) || !("records" in content))
      continue;
    const parsed = goldEntrySchema.safeParse(content);
    if (!parsed.success) throw new ConfigError(`This label is malformed: ${parsed.error.message}`, { place });
    if (wanted(parsed.data.id)) entries.push(parsed.data);
  }
  if (entries.length === 0)
    throw new ConfigError("No labelled document here. An entry is <id>.json with file, url and records.", {
      place: directory,
    });
  return entries;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (cause) {
    throw new ConfigError("This folder of labelled documents cannot be read.", { place: directory, cause });
  }
}

function parseJson(place: string): unknown {
  try {
    return JSON.parse(readFileSync(place, "utf8"));
  } catch (cause) {
    throw new ConfigError("This label is no JSON.", { place, cause });
  }
}
