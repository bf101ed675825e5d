/** What the library holds, counted: documents, setups by the three axes, runs. */
import { EXPERIENCES, HARDWARE_CLASSES, USE_CASES } from "../../record/axes.ts";
import type { RunReport } from "../../record/run-report.ts";
import type { Library } from "../../store/library.ts";
import { plain } from "../progress.ts";

export interface AlmanacStatus {
  output: string;
  documents: {
    total: number;
    bySource: Record<string, number>;
    byFamily: Record<string, number>;
    byState: Record<string, number>;
  };
  records: number;
  insights: number;
  rejections: Record<string, number>;
  /** Documents that wait to be extracted. */
  waiting: number;
  /** Setups by axis, stated or derived; a setup may count in several. */
  coverage: {
    class: Record<string, number>;
    useCases: Record<string, number>;
    experience: Record<string, number>;
  };
  runs: { id: string; startedAt: string; finishedAt: string | null; ok: boolean | null; errors: number }[];
}

const zeroes = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]));

export function describeStatus(library: Library): AlmanacStatus {
  const coverage = {
    class: zeroes(HARDWARE_CLASSES),
    useCases: zeroes(USE_CASES),
    experience: zeroes(EXPERIENCES),
  };
  const add = (counts: Record<string, number>, name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  for (const record of library.records.eachRecord()) {
    add(coverage.class, record.hardware.class ?? "not stated");
    const uses = new Set<string>([...record.useCases, ...record.derived.useCases.map((use) => use.value)]);
    const feels = new Set<string>([
      ...record.experience,
      ...record.derived.experience.map((feel) => feel.value),
    ]);
    for (const use of uses) add(coverage.useCases, use);
    for (const feel of feels) add(coverage.experience, feel);
  }
  const counts = library.records.counts();
  return {
    output: library.layout.root,
    documents: {
      total: library.documents.count(),
      bySource: library.documents.countBy("source"),
      byFamily: library.documents.countBy("family"),
      byState: library.documents.countBy("state"),
    },
    records: counts.records,
    insights: counts.insights,
    rejections: counts.rejections,
    waiting: library.documents
      .hashes()
      .filter(({ id, textHash }) => library.records.madeFrom(id)?.textHash !== textHash).length,
    coverage,
    runs: library.runs.latest(5).map((run) => ({
      id: run.id,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      ok: run.ok,
      errors: (run.report as RunReport | null)?.errors.length ?? 0,
    })),
  };
}

export function statusInWords(status: AlmanacStatus): string {
  const lines = [
    `${status.documents.total} documents, ${status.records} setups, ${status.insights} insights in ${status.output}`,
    ...(status.waiting > 0 ? [`${status.waiting} documents wait to be extracted`] : []),
    "",
    "Documents by source",
    ...rows(status.documents.bySource),
    "",
    "Documents by family",
    ...rows(status.documents.byFamily),
    ...(Object.keys(status.documents.byState).some((state) => state !== "live")
      ? ["", "Documents by state", ...rows(status.documents.byState)]
      : []),
    "",
    "Setups by hardware class",
    ...rows(status.coverage.class),
    "",
    "Setups by use case (stated or derived)",
    ...rows(status.coverage.useCases),
    "",
    "Setups by response experience (stated or derived)",
    ...rows(status.coverage.experience),
    ...(Object.keys(status.rejections).length > 0 ? ["", "Rejected claims", ...rows(status.rejections)] : []),
    "",
    "Last runs",
    ...(status.runs.length > 0 ? status.runs.map(runLine) : ["  none"]),
  ];
  return `${lines.join("\n")}\n`;
}

function rows(counts: Record<string, number>): string[] {
  const entries = Object.entries(counts);
  if (entries.length === 0) return ["  none"];
  const top = Math.max(1, ...entries.map(([, n]) => n));
  return entries.map(([name, n]) => {
    const bar = "█".repeat(Math.round((24 * n) / top));
    return `  ${plain(name).slice(0, 36).padEnd(36)} ${String(n).padStart(6)} ${bar}`.trimEnd();
  });
}

function runLine(run: AlmanacStatus["runs"][number]): string {
  const end = run.finishedAt === null ? "not finished" : run.ok ? "ok" : "with failures";
  return `  ${run.startedAt.slice(0, 16).replace("T", " ")}  ${run.id}  ${end}${run.errors > 0 ? `, ${run.errors} errors` : ""}`;
}
