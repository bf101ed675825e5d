import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { replayCassettes } from "../../../bench/llm/cassettes.ts";

const GOLD = join(import.meta.dirname, "../../../../shared/gold/dev");

it.skipIf(!existsSync(GOLD))(
  "reads at least 20 labelled documents better with written answers than without (skipped where the labels are not there)",
  { timeout: 120_000 },
  async () => {
    const replay = await replayCassettes(GOLD);
    expect(replay.documents).toBeGreaterThanOrEqual(20);
    expect(replay.merged.records.f1).toBeGreaterThan(0.93);
    expect(replay.merged.core.f1).toBeGreaterThan(0.9);
    expect(replay.merged.core.f1).toBeGreaterThan(replay.builtin.core.f1);
    expect(replay.merged.emptyDocumentsRight).toBe(replay.merged.emptyDocuments);
    expect(Math.abs(replay.estimated / replay.used - 1)).toBeLessThan(0.15);
  },
);
