/** `node bench/hallucination/run-injections.ts`: prints what obeyed instructions reach, and writes it, dated, to bench/results/. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureInjections } from "./measure-injections.ts";

const readings = { seeing: await measureInjections(), blindly: await measureInjections({ blindly: true }) };
for (const [how, figures] of Object.entries(readings)) {
  console.log(
    `${figures.documents} documents with instructions, model obeying ${how}: it did in ${figures.obeyed}`,
  );
  console.log(`  records affected in ${figures.affected.length}: ${figures.affected.join(", ") || "none"}`);
  console.log(
    `  ungrounded values ${figures.ungrounded.length}: ${figures.ungrounded.slice(0, 10).join("; ") || "none"}`,
  );
  console.log(`  other documents affected: ${figures.othersAffected.length}`);
}
const day = new Date().toISOString().slice(0, 10);
writeFileSync(
  join(import.meta.dirname, `../results/injections-${day}.json`),
  `${JSON.stringify(readings, null, 2)}\n`,
);
