import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

test("an embedding model without a server is told with exit status 2", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "inbox"));
  writeFileSync(
    join(folder, "inbox/a.md"),
    "# Qwen3 8B Q4_K_M on one RTX 3090\n\nllama.cpp gives 95 tok/s decode.\n",
  );
  writeFileSync(
    join(folder, "sources.yaml"),
    "version: 1\nsources:\n  - { id: a, kind: folder, path: ./inbox }\n",
  );
  const { status, stderr } = await runCli(["run", "--no-site"], {
    folder,
    variables: { ALMANAC_EMBEDDING_MODEL: "nomic" },
  });
  expect(status).toBe(2);
  expect(stderr).toContain("ALMANAC_EMBEDDING_MODEL is set, but no server");
});
