/** The flat catalog as one Parquet file. Knows the columns, not where the file goes. */
import type { SetupRecord } from "../../record/setup-record.ts";
import { FLAT_COLUMNS } from "./flat-columns.ts";

/** The records as Parquet bytes; the same records always give the same bytes. */
export async function recordsParquet(records: readonly SetupRecord[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = FLAT_COLUMNS.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: true,
    data: records.map((record) => column.value(record)),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "local-model-almanac" }));
}
