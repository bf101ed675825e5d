/** Whether the index's native library loads on this machine, and which version it is; for the doctor. */
import { readFileSync } from "node:fs";

/** @throws the loader's own error where the platform has no binary. */
export async function indexVersion(): Promise<string> {
  await import("@lancedb/lancedb");
  const manifest = new URL("../package.json", import.meta.resolve("@lancedb/lancedb"));
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
