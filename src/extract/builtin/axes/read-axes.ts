/** Reads use cases, response experience and provider of a setup from the statements that reach it, each with its words. */
import type { Experience, Outcome, Provider, UseCase } from "../../../record/axes.ts";
import type { Fact } from "../findings.ts";
import { type Ground, type PlacedSetup, reaches } from "./reach.ts";
import { type MeasuredSetup, readOutcome } from "./read-outcome.ts";
import { readProvider } from "./read-provider.ts";
import type { AxisStatements, Statement } from "./statements.ts";

export interface AxisReading {
  useCases: Fact<UseCase>[];
  experience: Fact<Experience>[];
  provider?: Fact<Provider> | undefined;
  outcome?: Fact<Outcome> | undefined;
}

export interface TextSpan {
  start: number;
  end: number;
}

/** What is stated of the setup, each value once, with the first words that say so. */
export function readAxes(
  statements: AxisStatements,
  setup: MeasuredSetup,
  document: { setups: readonly MeasuredSetup[]; ground: Ground },
): AxisReading {
  const { ground } = document;
  const outcome = readOutcome(statements.outcomes, setup, document);
  const fails = outcome?.value === "fails";
  const wanting = fails || outcome?.value === "partial";
  return {
    useCases: reaching(statements.useCases, { ...setup, fails }, ground),
    experience: reaching(
      wanting ? statements.experience.filter(isNoPromise) : statements.experience,
      { ...setup, fails: wanting },
      ground,
    ),
    provider: readProvider(statements.providers, setup, ground),
    outcome,
  };
}

/** A title's hope for quick answers is not what a run with a defect gave. */
const isNoPromise = ({ value, passage }: Statement<Experience>) =>
  value !== "latency" || passage.kind !== "title";

function reaching<Value>(
  statements: readonly Statement<Value>[],
  setup: PlacedSetup,
  ground: Ground,
): Fact<Value>[] {
  const found: Fact<Value>[] = [];
  for (const statement of statements) {
    if (found.some(({ value }) => value === statement.value)) continue;
    if (reaches(statement, setup, ground)) found.push({ value: statement.value, ...statement.quote });
  }
  return found;
}
