/** Whether the index's native library loads on this machine, and which version it is; for the doctor. */
import { createRequire } from "node:module";

/** @throws the loader's own error where the platform has no binary. */
export async function indexVersion(): Promise<string> {
  await import("@lancedb/lancedb");
  const { version } = createRequire(import.meta.url)("@lancedb/lancedb/package.json") as { version: string };
  return version;
}
