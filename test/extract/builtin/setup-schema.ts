import { setupRecordSchema } from "../../../src/record/setup-record.ts";

/** The schema of a draft: a record without what the pipeline adds. */
export const setupSchemaOf = () =>
  setupRecordSchema.omit({ id: true, status: true, derived: true, document: true, extractor: true });
