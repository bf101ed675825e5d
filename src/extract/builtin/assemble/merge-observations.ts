/** Joins observations of one setup into candidates, and tells setups that differ apart. Knows nothing of the text. */
import { METRIC_UNITS, type Metric } from "../../../record/axes.ts";
import type { Devices, Fact, FindingField, Findings, Measured, Observation } from "../findings.ts";

/** A setup being put together: what was found, and the observations it was found in. */
export interface Candidate {
  findings: Findings;
  observations: Observation[];
  measurements: Measured[];
}

const fold = (value: unknown) =>
  String(value ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "");

const devicesKey = (devices: Devices | undefined) =>
  devices
    ?.map(({ value }) => `${value.count}x${fold(value.name)}`)
    .sort()
    .join("+");

/** The words by which model names are compared: sizes and versions count, packaging does not. */
export const modelKey = (name: string) =>
  fold(name.replace(/^meta[- ](?=llama)|\b(?:instruct|chat|it|gguf|hf|preview)\b/gi, ""));

/** The memory of the devices, where it is stated for all of them. */
const devicesMemory = (devices: Devices | undefined) =>
  devices?.every(({ value }) => value.memoryGiB)
    ? devices
        .map(({ value }) => `${fold(value.name)}@${Math.round(value.memoryGiB ?? 0)}`)
        .sort()
        .join("+")
    : undefined;

/** The fields that tell setups apart, and how their values are compared; undefined: not stated. */
const IDENTITY: readonly (readonly [FindingField, (findings: Findings) => string | undefined])[] = [
  ["devices", (f) => (f.cpuOnly ? "cpu" : devicesKey(f.devices))],
  ["deviceMemory", (f) => devicesMemory(f.devices)],
  ["cpu", (f) => (f.cpuOnly || !f.devices ? f.cpu && fold(f.cpu.value) : undefined)],
  ["memoryGiB", (f) => f.memoryGiB && String(f.memoryGiB.value)],
  [
    "model",
    (f) =>
      f.model &&
      (f.model.value.name === null ? `${f.model.value.parametersB}b` : modelKey(f.model.value.name)),
  ],
  ["quantization", (f) => f.quantization && fold(f.quantization.value).replace(/^ud/, "")],
  ["engine", (f) => f.engine && fold(f.engine.value)],
  ["version", (f) => f.version && fold(f.version.value)],
  ["backend", (f) => f.backend && fold(f.backend.value)],
  ["kvCacheType", (f) => f.kvCacheType && fold(f.kvCacheType.value)],
  ["flashAttention", (f) => f.flashAttention && String(f.flashAttention.value)],
  ["gpuLayers", (f) => f.gpuLayers && String(f.gpuLayers.value === 0)],
  ["tensorParallel", (f) => f.tensorParallel && String(f.tensorParallel.value)],
  ["split", (f) => f.split?.value],
  ["placement", (f) => f.placement && fold(f.placement.value)],
  ["speculative", (f) => f.speculative && String(f.speculative.value !== null)],
];

type Key = (string | undefined)[];

const keyOf = (findings: Findings): Key => IDENTITY.map(([, read]) => read(findings));

/** No field is stated differently by both. */
const agree = (a: Key, b: Key) =>
  a.every((value, at) => value === undefined || b[at] === undefined || value === b[at]);

/** How many fields both state alike. */
const shared = (a: Key, b: Key) => a.filter((value, at) => value !== undefined && value === b[at]).length;

/** A candidate with what tells it apart, and whose first observation it is. */
type Group = Candidate & { key: Key; author: string | undefined };

/** Candidates in the order of their first observation. */
export function mergeObservations(
  observations: readonly (Observation & { full: Findings; author?: string })[],
): Candidate[] {
  const groups = new Map<string, Group>();
  for (const observation of observations) {
    const key = keyOf(observation.full);
    const name = JSON.stringify([key, observation.variant ?? "", observation.author ?? ""]);
    const group = groups.get(name);
    if (group === undefined)
      groups.set(name, {
        key,
        author: observation.author,
        findings: observation.full,
        observations: [observation],
        measurements: [...observation.measurements],
      });
    else take(group, observation.full, [observation], observation.measurements);
  }
  return withoutRepeats(
    withSummariesPlaced(withBenchesPlaced(withConfigurationsPlaced([...groups.values()]))),
  );
}

function take(
  into: Candidate,
  findings: Findings,
  observations: Observation[],
  measurements: Measured[],
): void {
  into.findings = { ...findings, ...into.findings };
  into.observations.push(...observations);
  into.measurements.push(...measurements);
}

/** A command, a remark without figures or what a run took goes to the nearest setup that it agrees with, if there is one. */
function withConfigurationsPlaced(groups: Group[]): Group[] {
  const measured = groups.filter((group) => group.measurements.length > 0 && !isOfAnother(group));
  const placed: Group[] = [];
  for (const group of groups) {
    if (
      (group.measurements.length > 0 && !isOfAnother(group)) ||
      group.observations.some(({ outcome }) => outcome?.value === "fails")
    ) {
      placed.push(group);
      continue;
    }
    const fits = measured
      .filter(
        (other) =>
          !(onlyReading(group) && !isReadBeside(group, other)) &&
          (other.author === group.author || group.findings.devices === undefined) &&
          agree(group.key, other.key) &&
          shared(group.key, other.key) >= 2,
      )
      .sort(
        (a, b) =>
          shared(group.key, b.key) - shared(group.key, a.key) || distance(group, a) - distance(group, b),
      );
    const [best = nearestRunOf(group, measured)] = fits;
    if (best === undefined) placed.push(group);
    else take(best, group.findings, group.observations, group.measurements);
  }
  return placed;
}

/** A table that gives a run's figure again among others ("today's numbers in one place") is of that run. */
function withSummariesPlaced(groups: Group[]): Group[] {
  const isTable = ({ observations }: Candidate) => observations.every(({ kind }) => kind === "table");
  const told = groups.filter(({ observations }) => observations.some(({ kind }) => kind === "prose"));
  return groups.filter((group) => {
    if (!isTable(group) || group.observations.some(({ variant }) => variant !== undefined)) return true;
    const homes = told.filter(
      (other) =>
        other.author === group.author &&
        other.observations[0]!.start < group.observations[0]!.start &&
        agree(group.key, other.key) &&
        group.measurements.some(({ value }) =>
          other.measurements.some(
            (each) => each.value.metric === value.metric && each.value.value === value.value,
          ),
        ),
    );
    const [home, second] = homes;
    if (home === undefined || second !== undefined) return true;
    take(home, group.findings, group.observations, group.measurements);
    return false;
  });
}

/** The nearest measured setup of the model whose watts or memory are told, on however many of the devices it runs. */
function nearestRunOf(group: Group, measured: readonly Group[]): Group | undefined {
  const { model, devices } = group.findings;
  if (!onlyResources(group) || model?.value.name == null) return undefined;
  const counted = new Set(["devices", "tensorParallel", "split", "placement"]);
  const open = group.key.map((value, at) => (counted.has(IDENTITY[at]![0]) ? undefined : value));
  const kinds = (of: Devices | undefined) => of?.map(({ value }) => value.name).join();
  const fits = measured.filter(
    (other) =>
      other.author === group.author &&
      agree(open, other.key) &&
      shared(open, other.key) >= 2 &&
      kinds(other.findings.devices) === kinds(devices),
  );
  return fits.sort((a, b) => distance(group, a) - distance(group, b))[0];
}

/** How many fields both must state alike where a table and a benchmark's rows are of one setup. */
const LEAST_SHARED = 5;

/** A benchmark's rows and the one row of a table that states the same setup as fully, told by one author. */
function withBenchesPlaced(groups: Group[]): Group[] {
  const [benches, others] = [groups.filter(isBenchOnly), groups.filter((group) => !isBenchOnly(group))];
  const alike = (bench: Group) =>
    others.filter(
      (other) =>
        other.observations.every(({ kind }) => kind === "table") &&
        agree(bench.key, other.key) &&
        shared(bench.key, other.key) >= LEAST_SHARED,
    );
  const homes = new Map(benches.map((bench) => [bench, alike(bench)]));
  const sought = [...homes.values()].flat();
  return groups.filter((group) => {
    const [home, second] = homes.get(group) ?? [];
    if (home === undefined || second !== undefined || sought.filter((each) => each === home).length > 1)
      return true;
    take(home, group.findings, group.observations, group.measurements);
    return false;
  });
}

/** Every figure is of a test such as `pp512`. */
const isBenchOnly = ({ measurements }: Candidate) =>
  measurements.length > 0 && measurements.every(({ value }) => /^(?:pp|tg)\d/.test(value.conditions ?? ""));

/** Figures that are said beside a run's speed. */
const isOfAnother = (group: Candidate) => onlyResources(group) || onlyReading(group);

/** Prose that gives how fast the prompt is read, and no more. */
const onlyReading = ({ observations, measurements }: Candidate) =>
  observations.length === 1 &&
  observations[0]!.kind === "prose" &&
  measurements.length > 0 &&
  measurements.every(({ value }) => value.metric === "prefill");

/** How far from a writing speed the reading speed of the same run is told, in characters. */
const READ_BESIDE = 400;

/** Whether a run's writing speed stands near in the same post, and no reading speed with it. */
const isReadBeside = (group: Candidate, { observations, measurements }: Candidate) =>
  measurements.some(({ value }) => value.metric === "decode") &&
  measurements.every(({ value }) => value.metric !== "prefill") &&
  observations.some(
    ({ part, start }) =>
      part === group.observations[0]!.part && Math.abs(start - group.observations[0]!.start) < READ_BESIDE,
  );

/** Watts, memory, a load time or a price that prose tells of a run whose speed stands elsewhere. */
const onlyResources = ({ observations, measurements }: Candidate) =>
  observations.every(({ kind }) => kind === "prose") &&
  measurements.length > 0 &&
  measurements.every(({ value }) => RESOURCES.has(value.metric));
const RESOURCES: ReadonlySet<Metric> = new Set(["power", "memory", "load", "cost"]);

const distance = (a: Candidate, b: Candidate) =>
  Math.abs(a.observations[0]!.start - b.observations[0]!.start);

const near = (a: number, b: number) => Math.abs(a - b) <= 0.011 * Math.max(Math.abs(a), Math.abs(b));

/** A figure that prose repeats from a table or log of an agreeing setup is no new record. */
function withoutRepeats(groups: Group[]): Candidate[] {
  return groups.filter((group) => {
    if (group.measurements.length === 0 || group.observations.some(({ kind }) => kind === "log")) return true;
    const others = groups.filter(
      (other) =>
        other !== group &&
        other.measurements.length > group.measurements.length &&
        agree(group.key, other.key),
    );
    const [home] = others.filter((other) =>
      group.measurements.every(({ value }) =>
        other.measurements.some(
          (each) => each.value.metric === value.metric && near(each.value.value, value.value),
        ),
      ),
    );
    if (home === undefined) return true;
    home.findings = { ...group.findings, ...home.findings };
    home.observations.push(...group.observations);
    return false;
  });
}

/**
 * Measurements without repeats: the same metric, value and place; a title's rounded figure beside the exact one; a time per
 * token beside the speed that it is.
 */
export function distinctMeasurements(text: string, measurements: readonly Measured[]): Measured[] {
  const seen = new Set<string>();
  return measurements.filter((measured) => {
    const { value, start, end } = measured;
    const key = `${value.metric}|${value.value}|${start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (value.conditions !== undefined) return true;
    const repeated = measurements.some(
      (other) =>
        other.start !== start &&
        other.value.conditions !== undefined &&
        other.value.metric === value.metric &&
        other.value.value === value.value,
    );
    if (repeated) return false;
    const perToken = PER_TOKEN.test(text.slice(start, end));
    return !measurements.some((other) =>
      perToken
        ? other.start !== start &&
          METRIC_UNITS[other.value.metric] === "tok/s" &&
          isTheSame(other.value.value, value.value) &&
          !PER_TOKEN.test(text.slice(other.start, other.end))
        : start < TITLE_ENDS &&
          other.value.metric === value.metric &&
          isRounded(value.value, other.value.value),
    );
  });
}

/** Titles stand in a document's first characters. */
const TITLE_ENDS = 200;

const PER_TOKEN = /m?s\s?(?:\/|per)\s?tok/i;

/** Times per token are printed with few digits. */
const isTheSame = (a: number, b: number) => Math.abs(a - b) <= 0.05 * Math.max(a, b);

const decimals = (value: number) => (String(value).split(".")[1] ?? "").length;

/** `46` beside `46.06`. */
const isRounded = (value: number, exact: number) =>
  value !== exact && decimals(value) < decimals(exact) && Number(exact.toFixed(decimals(value))) === value;

export type { Fact };
