/**
 * Tables that list machines with their parts and no figures: one machine a row, or one a column. Knows nothing of what
 * the machines are used for.
 */
import { regex } from "../../../record/regex.ts";
import type { Findings } from "../findings.ts";
import { type Cell, type Table, transposed } from "../layout/tables.ts";
import { attributeFindings } from "../readers/table-attributes.ts";
import { findingsIn, type Source } from "../source.ts";

/** A machine of such a table: the cell that names it, and what its other cells state. */
export interface ListedMachine {
  name: Cell;
  findings: Findings;
}

const PART = regex("i")`
  ^(?:
    cpus?|processors?|gpus?|graphics|accelerators?|npu|soc|system on chip|chip(?:set)?|ram|memory|d?ram|
    system memory|host memory|main memory|vram|gpu memory|storage|ssd|disk|os|operating system|software|
    driver|jetpack|price|cost|bandwidth|memory bandwidth|tdp|power|interconnect|network
  )\b
`;
const NAMING = regex("i")`
  ^(?:
    devices?|machines?|platforms?|systems?|hosts?|nodes?|boards?|names?|set-?ups?|servers?|hardware|
    configurations?|phones?|models?|box|rig|test ?beds?|environments?|id|label|
  )$
`;
const FIGURES = /\d\s?(?:t(?:ok(?:en)?s?)?\s?\/\s?s|tps\b|tokens? per)/i;
const POOL = /^(?:d?ram|memory|system memory|host memory|main memory|system ram|unified memory)\b/i;

/** The machines that a table lists; none where it is another kind of table. */
export function machinesIn(source: Source, table: Table): ListedMachine[] {
  if (table.rows.some((row) => row.some(({ text }) => FIGURES.test(text)))) return [];
  const labels = table.rows.filter((row) => PART.test(row[0]?.text ?? "")).length;
  const lying = labels >= 2 && labels * 2 > table.rows.length && table.header.length > 2;
  const upright = lying ? transposed(table) : table;
  const parts = upright.header.slice(1).filter(({ text }) => PART.test(text));
  if (parts.length < 2 || !NAMING.test(upright.header[0]!.text)) return [];
  return upright.rows.flatMap((row) => {
    const [name] = row;
    if (name === undefined || name.text === "" || name.text.length > 48) return [];
    const findings = partsOf(source, upright.header, row);
    return (findings.devices ?? findings.cpu) === undefined ? [] : [{ name, findings }];
  });
}

function partsOf(source: Source, header: readonly Cell[], row: readonly Cell[]): Findings {
  const [name, ...cells] = row;
  let found = machineOf(findingsIn(source, name!.start, name!.end));
  for (const [at, cell] of cells.entries()) {
    const head = header[at + 1]?.text ?? "";
    if (cell.text === "" || !PART.test(head)) continue;
    const stated = findingsIn(source, cell.start, cell.end);
    if (POOL.test(head)) found = { ...attributeFindings(source, "ram", cell), ...found };
    else if (/^(?:cpus?|processors?)/i.test(head) && stated.devices === undefined)
      found = { ...attributeFindings(source, "cpu", cell), ...found };
    else found = { ...machineOf(stated), ...found };
  }
  return found;
}

const machineOf = ({ devices, cpu, memoryGiB }: Findings): Findings => ({
  ...(devices && { devices }),
  ...(cpu && { cpu }),
  ...(memoryGiB && { memoryGiB }),
});
