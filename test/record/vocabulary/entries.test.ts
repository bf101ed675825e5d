import { describe, expect, test } from "vitest";
import { acceleratorEntrySchema } from "../../../src/record/vocabulary/accelerator-entry.ts";
import { ACCELERATORS } from "../../../src/record/vocabulary/accelerators.ts";
import {
  BACKENDS,
  backendEntrySchema,
  ENGINES,
  engineEntrySchema,
} from "../../../src/record/vocabulary/engines.ts";
import { FLAGS, flagEntrySchema, resolveFlag } from "../../../src/record/vocabulary/flags.ts";
import { KV_CACHE_TYPES, kvCacheTypeSchema } from "../../../src/record/vocabulary/kv-cache-types.ts";
import { modelEntrySchema } from "../../../src/record/vocabulary/model-entry.ts";
import { MODELS } from "../../../src/record/vocabulary/models.ts";
import { QUANTIZATIONS, quantizationEntrySchema } from "../../../src/record/vocabulary/quantizations.ts";
import { sharedModelAliases } from "../../../src/record/vocabulary/read-model-name.ts";
import {
  resolveAccelerator,
  sharedAcceleratorAliases,
} from "../../../src/record/vocabulary/resolve-accelerator.ts";
import { resolveQuantization } from "../../../src/record/vocabulary/resolve-quantization.ts";

const TABLES = [
  { table: "accelerators", entries: ACCELERATORS, schema: acceleratorEntrySchema },
  { table: "models", entries: MODELS, schema: modelEntrySchema },
  { table: "quantizations", entries: QUANTIZATIONS, schema: quantizationEntrySchema },
  { table: "engines", entries: ENGINES, schema: engineEntrySchema },
  { table: "backends", entries: BACKENDS, schema: backendEntrySchema },
  { table: "KV cache types", entries: KV_CACHE_TYPES, schema: kvCacheTypeSchema },
] as const;

describe("the vocabularies", () => {
  test.each(TABLES)("every entry of the $table has the shape of its schema", ({ entries, schema }) => {
    for (const entry of entries) {
      const result = schema.safeParse(entry);
      expect(result.success, `${entry.name}: ${result.error?.message}`).toBe(true);
    }
  });

  test.each(TABLES)("no two entries of the $table have the same name", ({ entries }) => {
    const names = entries.map((entry) => entry.name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("an alias means one accelerator and one model line only", () => {
    expect(sharedAcceleratorAliases()).toEqual([]);
    expect(sharedModelAliases()).toEqual([]);
  });

  test("there are 250 accelerators and more, from every large vendor", () => {
    expect(ACCELERATORS.length).toBeGreaterThanOrEqual(250);
    const vendors = new Set(ACCELERATORS.map((entry) => entry.vendor));
    expect([...vendors]).toEqual(expect.arrayContaining(["NVIDIA", "AMD", "Intel", "Apple", "Qualcomm"]));
  });

  test("an accelerator's own name resolves to it, and its memory sizes ascend", () => {
    for (const entry of ACCELERATORS) {
      expect(resolveAccelerator(entry.name)?.name, entry.name).toBe(entry.name);
      expect(
        [...entry.memoryGiB].sort((a, b) => a - b),
        entry.name,
      ).toEqual(entry.memoryGiB);
    }
  });

  test("no canonical accelerator name carries a memory size or a vendor the market name lacks", () => {
    for (const entry of ACCELERATORS) {
      expect(entry.name).not.toMatch(/\d\s?GB/);
      expect(entry.name).not.toMatch(/\b(?:GeForce|AMD)\b/);
    }
  });

  test("a model line that means one size has exactly one", () => {
    for (const entry of MODELS) if (entry.oneSize) expect(entry.sizes, entry.name).toHaveLength(1);
  });

  test("active parameters are fewer than all", () => {
    for (const entry of MODELS)
      for (const size of entry.sizes)
        expect(size.activeParametersB ?? 0, entry.name).toBeLessThan(size.parametersB);
  });

  test("a weight format's own name resolves to it", () => {
    for (const entry of QUANTIZATIONS)
      expect(resolveQuantization(entry.name)?.entry?.name, entry.name).toBe(entry.name);
  });

  test("an engine that holds others names engines that exist", () => {
    const names = new Set(ENGINES.map((entry) => entry.name));
    for (const entry of ENGINES) for (const inner of entry.inside) expect(names.has(inner), inner).toBe(true);
  });

  test("every option has the shape of its schema and is found by each of its spellings", () => {
    for (const flag of FLAGS) {
      expect(flagEntrySchema.safeParse(flag).success, flag.spellings[0]).toBe(true);
      for (const spelling of flag.spellings) expect(resolveFlag(spelling), spelling).toBeDefined();
    }
  });

  test("an option's meaning depends on the engine", () => {
    expect(resolveFlag("--model", "llama.cpp")?.field).toBe("model.file");
    expect(resolveFlag("--model", "vllm")?.field).toBe("model.repository");
    expect(resolveFlag("--tensor_parallel_size", "vllm")?.field).toBe("config.tensorParallel");
    expect(resolveFlag("--no-such-option")).toBeUndefined();
  });
});
