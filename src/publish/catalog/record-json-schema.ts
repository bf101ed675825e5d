/** The public JSON Schema of a setup record, made from the zod schema so that the two cannot part. */
import { z } from "zod";
import { setupRecordSchema } from "../../record/setup-record.ts";

/** JSON Schema 2020-12 that every line of records.jsonl validates against. Unknown fields are allowed: some may be added. */
export function recordJsonSchema(): Record<string, unknown> {
  // "input": extra keys stay allowed, so that a reader's older schema still takes a newer catalog.
  const schema = z.toJSONSchema(setupRecordSchema, { target: "draft-2020-12", io: "input" });
  return {
    ...schema,
    $id: "urn:local-model-almanac:setup-record",
    title: "Setup record",
    description:
      "One local-inference setup that somebody ran, measured or recommends. A fact that its source does not state is absent or null; what the almanac concludes itself stands under `derived`.",
  };
}
