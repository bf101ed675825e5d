/**
 * The shape of one model line of the vocabulary (a family at a version, with its sizes), and the row form of the tables.
 * Knows nothing of how a text spells it: that is read-model-name.ts.
 */
import { z } from "zod";

export const MODEL_TAGS = [
  "coder",
  "vision",
  "voice",
  "embedding",
  "reranker",
  "reasoning",
  "creative",
  "translation",
  "math",
  "tools",
  "base",
  "small",
  "diffusion",
  "ternary",
] as const;
export type ModelTag = (typeof MODEL_TAGS)[number];

export const modelSizeSchema = z.strictObject({
  /** Nominal parameters in thousand millions, as in the name. */
  parametersB: z.number().positive(),
  /** Parameters active for one token in a mixture of experts; null for dense models. */
  activeParametersB: z.number().positive().nullable(),
});

export const modelEntrySchema = z.strictObject({
  /** The line's own spelling: family and version, without a size. */
  name: z.string().min(2),
  family: z.string().min(2),
  developer: z.string().min(2),
  /** Other spellings of the name; case and separators do not count. */
  aliases: z.array(z.string().min(2)),
  sizes: z.array(modelSizeSchema),
  /** True when the name alone means one size (`Kimi K2`, `GLM-4.5-Air`): then `sizes` has exactly one. */
  oneSize: z.boolean(),
  /** SPDX where there is one, else the licence's short name; null = unsure. */
  licence: z.string().nullable(),
  /** Year, or year and month, of the first release; null = unsure. */
  released: z
    .string()
    .regex(/^20\d\d(-\d\d)?$/)
    .nullable(),
  tags: z.array(z.enum(MODEL_TAGS)),
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

/**
 * One table row: name; sizes as `7 13 70` with `30/3` for 30B of which 3B are active, `=` first when the name means
 * that one size; release; licence; aliases (comma-separated); tags (blank-separated).
 */
export type ModelRow = readonly [
  name: string,
  sizes: string,
  released: string | null,
  licence: string | null,
  aliases?: string,
  tags?: string,
];

/** The rows of one family, and the words that begin any name of it, versions unknown to the rows included. */
export type ModelFamily = {
  family: string;
  developer: string;
  /** Beginnings such as `qwen`; a number after one is a version. [] when names need a row. */
  stems: readonly string[];
  rows: readonly ModelRow[];
};

/** Spells a family's rows out as entries, in order. */
export function modelEntriesOf(family: ModelFamily): ModelEntry[] {
  return family.rows.map(([name, sizes, released, licence, aliases, tags]) => ({
    name,
    family: family.family,
    developer: family.developer,
    aliases: aliases === undefined || aliases === "" ? [] : aliases.split(",").map((alias) => alias.trim()),
    sizes: sizes
      .replace("=", "")
      .split(" ")
      .filter((size) => size !== "")
      .map((size) => {
        const [total, active] = size.split("/");
        return {
          parametersB: Number(total),
          activeParametersB: active === undefined ? null : Number(active),
        };
      }),
    oneSize: sizes.startsWith("="),
    licence,
    released,
    tags: tags === undefined ? [] : (tags.split(" ") as ModelTag[]),
  }));
}
