/** The names of the index's tables and the version of their rows. Imports nothing, so that a run with no work stays quick. */

export type TableName = "setups" | "insights";
export const TABLE_NAMES: readonly TableName[] = ["setups", "insights"];

/** Raised whenever rows change their meaning or their columns: the index is then built again. */
export const ROW_VERSION = 1;
