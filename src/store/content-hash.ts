/** A hash over what the library would publish: records, insights and documents. Knows nothing of how they are shown. */
import { createHash } from "node:crypto";
import type { Database } from "./database.ts";

const CONTENTS = [
  "SELECT r.id AS a, r.body_hash AS b FROM records r JOIN documents d ON d.id = r.document ORDER BY d.url, r.position",
  "SELECT i.id AS a, i.body_hash AS b FROM insights i JOIN documents d ON d.id = i.document ORDER BY d.url, i.position",
  `SELECT text_hash AS a, json_array(source, url, family, title, author, published, updated, licence, state, publication) AS b
   FROM documents ORDER BY url`,
] as const;

/** Changes when any published content does; when a document was merely seen again, it stays. */
export function contentHash(database: Database): string {
  const hash = createHash("sha256");
  for (const [place, sql] of CONTENTS.entries()) {
    hash.update(`${place}\n`);
    for (const { a, b } of database.each<{ a: string; b: string }>(sql)) hash.update(`${a} ${b}\n`);
  }
  return hash.digest("hex");
}
