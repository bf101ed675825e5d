/** The Arrow schemas of the index's tables. The key is non-null and declared, or LanceDB's upserts duplicate silently. */
import { type DataType, Field, FixedSizeList, Float32, Float64, List, Schema, Utf8 } from "apache-arrow";
import type { TableName } from "./table-names.ts";
import type { InsightRow, SetupRow } from "./table-rows.ts";

const text = () => new Utf8();
const number = () => new Float64();
const words = () => new List(new Field("item", new Utf8(), true));

const SETUP_COLUMNS: Record<Exclude<keyof SetupRow, "id">, () => DataType> = {
  document: text,
  text,
  class: text,
  accelerators: words,
  acceleratorCount: number,
  acceleratorMemoryGiB: number,
  family: text,
  model: text,
  modelWords: text,
  parametersB: number,
  quantization: text,
  quantizationKey: text,
  engine: text,
  useCases: words,
  experience: words,
  status: text,
  decode: number,
  prefill: number,
  throughput: number,
  contextLength: number,
};

const INSIGHT_COLUMNS: Record<Exclude<keyof InsightRow, "id">, () => DataType> = {
  document: text,
  text,
  variable: text,
};

/** The schema of one table for vectors of so many dimensions. */
export function tableSchema(table: TableName, dimensions: number): Schema {
  const columns = Object.entries<() => DataType>(table === "setups" ? SETUP_COLUMNS : INSIGHT_COLUMNS);
  return new Schema([
    new Field("id", new Utf8(), false, new Map([["lance-schema:unenforced-primary-key", "true"]])),
    new Field("vector", new FixedSizeList(dimensions, new Field("item", new Float32(), true)), false),
    ...columns.map(([name, type]) => new Field(name, type(), true)),
  ]);
}
