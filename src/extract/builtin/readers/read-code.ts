/**
 * Reads a block of code: shell sessions with what they printed, logs, benchmark tables, CSV, service and configuration
 * files. A command governs what stands below it up to the next one.
 */

import { METRIC_UNITS } from "../../../record/axes.ts";
import type { Devices, Fact, Findings, Measured, Observation } from "../findings.ts";
import { tableOfRows } from "../layout/headless-tables.ts";
import { jsonTables } from "../layout/json-tables.ts";
import {
  alignedTables,
  chartTable,
  csvTables,
  isBorder,
  isSeparatorRow,
  type Table,
  withPlainBars,
} from "../layout/tables.ts";
import { findingsIn, mentionsIn, type Source } from "../source.ts";
import { commentSpeeds } from "./command-comments.ts";
import { readBareFlags, readCommands } from "./commands.ts";
import { readConfiguration } from "./configuration.ts";
import { readSettingsLine } from "./log-settings.ts";
import { readBuildLine, readDeviceLine, readSmiLine, readTimings } from "./logs.ts";
import { measuresIn } from "./read-measures.ts";
import { readTable, type TableContext } from "./read-table.ts";

export interface CodeReading {
  observations: Observation[];
  /** What the block states for the text after it: devices found, configuration of a service. */
  governs: Findings;
}

interface Session {
  start: number;
  end: number;
  findings: Findings;
  bench: boolean;
  /** Speeds noted in comments beside the command. */
  noted: Measured[];
}

/** Reads text[start, end) as code. */
export function readCode(source: Source, start: number, end: number, context: TableContext): CodeReading {
  const { text } = source;
  const commands = readCommands(text, start, end);
  const sessions: Session[] = commands.map((command, at) => ({
    start: command.start,
    end: commands[at + 1]?.start ?? end,
    findings: { ...engineFacts(source, command), ...command.findings },
    bench: command.bench,
    noted: command.bench ? [] : commentSpeeds(source, command, { start, end }),
  }));
  const first = sessions[0]?.start ?? end;
  if (first > start) sessions.unshift({ start, end: first, findings: {}, bench: false, noted: [] });
  const whole = { start, end, findings: {}, bench: false, noted: [] };
  const governs: Findings = {
    ...(commands.length === 0 ? { ...onlyModel(source, whole), ...onlyFlags(text, start, end) } : {}),
    ...readConfiguration(text, start, end),
  };
  const observations: Observation[] = [];
  for (const session of sessions) {
    const read = readSession(source, session, context);
    observations.push(...read.observations);
    if (read.devices.length > 0) governs.devices = read.devices;
    if (read.findings.version) governs.version = read.findings.version;
    if (read.findings.contextLength && read.observations.length === 0)
      governs.contextLength ??= read.findings.contextLength;
    if (read.observations.length === 0 && session.findings.engine) Object.assign(governs, session.findings);
  }
  const only = sessions.find(({ findings }) => findings.engine !== undefined);
  if (only !== undefined && observations.every(({ kind }) => kind === "command"))
    Object.assign(governs, only.findings);
  else if (commands.length === 1 && only?.findings.model !== undefined) {
    const { model, engine, quantization, repository } = only.findings;
    Object.assign(governs, {
      model,
      ...(engine && { engine }),
      ...(quantization && { quantization }),
      ...(repository && { repository }),
    });
  }
  return { observations, governs };
}

/** What a block states that gives a program's flags and not the program. */
const onlyFlags = (text: string, start: number, end: number): Findings =>
  /^[\s`]{0,8}--?[a-z][\w-]{0,30}[ =][^\n]{0,200} --?[a-z]/i.test(text.slice(start, start + 250))
    ? readBareFlags(text, start, end)
    : {};

/** What a command's environment, image or file name says of the engine's version and backend. */
function engineFacts(source: Source, { start, end }: { start: number; end: number }): Findings {
  const { version, backend } = findingsIn(source, start, end);
  return { ...(version && { version }), ...(backend && { backend }) };
}

interface SessionReading {
  observations: Observation[];
  devices: Devices;
  findings: Findings;
}

function readSession(source: Source, session: Session, context: TableContext): SessionReading {
  const { text } = source;
  const devices = new Map<string, { fact: Fact<string>; count: number }>();
  let findings: Findings = {};
  const timings: ReturnType<typeof readTimings> = [];
  const rows: { text: string; start: number }[] = [];
  const words = text.slice(session.start, session.end);
  const tables: Table[] = [
    ...csvTables(words, session.start),
    ...csvTables(words, session.start, "\t").filter(hasSpeeds),
    ...jsonTables(words, session.start).filter(hasSpeedKeys),
  ];
  const closeTable = () => {
    const table = rows.length > 1 ? tableOfRows(rows, tables.at(-1)) : undefined;
    rows.length = 0;
    if (table !== undefined) tables.push(table);
  };
  let at = session.start;
  let requests: string | undefined;
  const averaged = AVERAGES.test(words);
  for (const line of text.slice(session.start, session.end).split("\n")) {
    const row = withPlainBars(line);
    if (isRow(row) || isSeparatorRow(line)) rows.push({ text: row, start: at });
    else if (!isBorder(line)) closeTable();
    const device = readDeviceLine(line, at) ?? readSmiLine(line, at);
    if (device !== undefined) {
      const known = devices.get(device.value);
      if (known === undefined) devices.set(device.value, { fact: device, count: 1 });
      else if (!/^\s{0,4}(?:CUDA|ROCm|Vulkan)\d/.test(line)) known.count++;
    }
    findings = { ...findings, ...readBuildLine(line, at), ...readSettingsLine(line, at) };
    requests = REQUESTS.exec(line)?.[1] ?? requests;
    if (!(averaged && TRIAL.test(line)))
      timings.push(...readTimings(line, at).map((timing) => (requests === "1" ? alone(timing) : timing)));
    at += line.length + 1;
  }
  closeTable();
  const found: Devices = [...devices.values()].map(({ fact, count }) => ({
    ...fact,
    value: { name: fact.value, count },
  }));
  const own: Findings = { ...findings, ...(found.length > 0 ? { devices: found } : {}), ...session.findings };
  if (own.model === undefined) Object.assign(own, onlyModel(source, session));
  if (timings.length === 0 && tables.length === 0)
    tables.push(
      ...alignedTables(text.slice(session.start, session.end), session.start).filter(
        (table) => context.speaksOfSpeed || hasSpeeds(table),
      ),
    );
  if (timings.length === 0 && tables.length === 0) tables.push(...charts(source, session, context));
  if (timings.length === 0 && tables.length === 0) timings.push(...looseTimings(source, session));
  if (timings.length === 0 && tables.length === 0) timings.push(...session.noted);
  const observations = tables.flatMap((table) =>
    readTable(source, table, context).map((row) => ({ ...row, own: withOwn(row.own, own) })),
  );
  if (timings.length > 0)
    for (const group of byLabel(source, timings, own))
      observations.push(timed(group.timings, group.own, session, context.part));
  else if (observations.length === 0 && session.findings.engine !== undefined)
    observations.push({
      kind: "command",
      start: session.start,
      end: session.findings.command?.end ?? session.end,
      part: context.part,
      own,
      measurements: [],
    });
  return { observations, devices: found, findings };
}

/** How many requests a serving benchmark sent, or sent at a time. */
const REQUESTS = /^\s{0,4}(?:Successful requests|Max(?:imum)? (?:request )?concurrency):\s{1,40}(\d{1,6})/i;

/** A benchmark's single goes, whose averages it prints as well. */
const TRIAL = /^\s{0,4}Trial \d{1,3}:/;
const AVERAGES = /^\s{0,4}Averages?:/m;

/** Where one request runs alone, its speed is that of a single stream. */
function alone<T extends Measured>(timing: T): T {
  const { value } = timing;
  return value.metric === "throughput" ? { ...timing, value: { ...value, metric: "decode" } } : timing;
}

const isRow = (line: string) => /^\s*\|.*\|\s*$/.test(line);

/** Whether a printed size, which is exact, may be the one in a name, which is round. */
const mayBeOf = (printed: number | undefined, named: number | undefined) =>
  printed === undefined || named === undefined || Math.abs(printed - named) <= 0.2 * named + 0.5;

/** The row's own words win, save that the command names the model better than llama-bench does. */
function withOwn(row: Findings, session: Findings): Findings {
  const own = { ...session, ...row };
  if (!mayBeOf(row.model?.value.parametersB, session.model?.value.parametersB)) return own;
  if (row.model?.value.generic && session.model) own.model = session.model;
  if (row.model?.value.generic && session.quantization && row.quantization)
    own.quantization = finer(row, session);
  return own;
}

/** `UD-Q2_K_XL` in the file's name says more than the `Q2_K - Medium` that is printed. */
function finer(row: Findings, session: Findings): Fact<string> {
  const printed = row.quantization!;
  const named = session.quantization!;
  if (named.value.startsWith(printed.value)) return named;
  const packaged = named.value.startsWith("UD-") && named.value.slice(3, 7) === printed.value.slice(0, 4);
  return packaged ? named : printed;
}

/** Lines labelled "without draft model" and "with draft model", or with two versions, are two runs. */
function byLabel(source: Source, timings: ReturnType<typeof readTimings>, own: Findings) {
  const label = (start: number) => {
    const words = source.text.slice(source.text.lastIndexOf("\n", start) + 1, start);
    if (/\b(?:without|no) (?:draft|spec)|baseline/i.test(words)) return "without";
    return /\bwith (?:draft|spec)/i.test(words) ? "with" : (VERSION_LABEL.exec(words)?.[1] ?? "");
  };
  const groups = Map.groupBy(timings, ({ start }) => label(start));
  return [...groups].map(([name, group]) => {
    const at = { start: group[0]!.start, end: group[0]!.end };
    if (name === "") return { timings: group, own };
    if (/^\d/.test(name)) {
      const start = source.text.lastIndexOf(name, at.start);
      return { timings: group, own: { ...own, version: { value: name, start, end: start + name.length } } };
    }
    const speculative =
      name === "with" ? (own.speculative ?? { value: "draft model", ...at }) : { value: null, ...at };
    return { timings: group, own: { ...own, speculative } };
  });
}

/** `0.9.2 -> `, `v1.4.0: ` at the beginning of a line. */
const VERSION_LABEL = /^[\s*#>-]{0,6}v?(\d{1,3}\.\d{1,3}\.\d[\w.+]{0,24})\**\s?(?::|->|→|=>|[-–—|] )/;

/** Speeds that a tool prints in words of its own, line by line; a line such as `--- prefill ---` says of what. */
function looseTimings(source: Source, { start, end }: Session): ReturnType<typeof readTimings> {
  const found: ReturnType<typeof readTimings> = [];
  let stage: "prefill" | "decode" | undefined;
  let at = start;
  for (const line of source.text.slice(start, Math.min(end, start + LONGEST_SESSION)).split("\n")) {
    const lineEnd = at + line.length;
    if (/(?:^|[-=*#]{3} ?)\W*(?:prefill|prompt(?: eval| processing)?)\W*$/i.test(line)) stage = "prefill";
    else if (/(?:^|[-=*#]{3} ?)\W*(?:decod(?:e|ing)|generation)\W*$/i.test(line)) stage = "decode";
    if (!/^\s*(?:#|\/\/|[+-]\s)/.test(line))
      for (const measured of measuresIn(source.text, at, lineEnd, source)) {
        const metric =
          stage !== undefined && measured.value.metric !== "ttft" ? stage : measured.value.metric;
        if (METRIC_UNITS[metric] === "tok/s")
          found.push({ ...measured, value: { ...measured.value, metric } });
      }
    at = lineEnd + 1;
  }
  return found;
}

/** Columns of blanks may be anything: only those with a speed in their header or cells are read. */
const hasSpeeds = ({ header, rows }: Table) =>
  [...header, ...rows.flat()].some(({ text }) =>
    /t(?:ok(?:ens?)?)?\s?\/\s?s|\btps\b|\b(?:pp|tg)\d{2,5}\b|tokens per sec|_per_second\b/i.test(text),
  );

/** An object that gives a speed or a first token's time under a name that says so. */
const hasSpeedKeys = ({ header }: Table) =>
  header.some(({ text }) =>
    /tok\w*_(?:per_)?s|_tps\b|^tps$|\bavg_ts$|throughput|ttft|tokens?_?per_?sec|_per_second\b|(?:tokens|tok|t)\/s/i.test(
      text,
    ),
  );

const RATE_WORD = /t(?:ok(?:ens?)?)?\s?\/\s?s|\btps\b|tokens per sec/i;

/** A chart is of speeds where it, its caption or its heading says so. */
function charts(source: Source, { start, end, findings }: Session, context: TableContext): Table[] {
  const words = source.text.slice(start, end);
  if (findings.engine !== undefined || !(context.speaksOfSpeed || RATE_WORD.test(words))) return [];
  const chart = chartTable(words, start);
  const named = chart?.rows.filter(
    ([label]) => label !== undefined && mentionsIn(source, label.start, label.end).length > 0,
  );
  return chart === undefined || (named?.length ?? 0) * 2 < chart.rows.length ? [] : [chart];
}

const LONGEST_SESSION = 6000;

/** The model that a session without a known command names, if it names one alone. */
function onlyModel(source: Source, { start, end }: Session): Findings {
  const models = mentionsIn(source, start, Math.min(end, start + LONGEST_SESSION)).filter(
    (mention) => mention.field === "model" && mention.value.name !== null && !mention.value.generic,
  );
  const [first] = models;
  if (
    first?.field !== "model" ||
    models.some((each) => each.field === "model" && each.value.name !== first.value.name)
  )
    return {};
  const { model, quantization } = findingsIn(source, first.start, first.end);
  return { ...(model && { model }), ...(quantization && { quantization }) };
}

function timed(
  timings: ReturnType<typeof readTimings>,
  own: Findings,
  session: Session,
  part: number,
): Observation {
  const running = timings
    .map(({ value }) => /^(\d+) running/.exec(value.conditions ?? "")?.[1])
    .find((each) => each !== undefined);
  const concurrency: Findings =
    running === undefined || own.concurrency
      ? {}
      : { concurrency: { value: Number(running), start: timings[0]!.start, end: timings[0]!.end } };
  return {
    kind: "log",
    start: Math.min(session.start, timings[0]!.start),
    end: Math.max(timings.at(-1)!.end, session.findings.command?.end ?? 0),
    part,
    own: { ...concurrency, ...own },
    measurements: timings.map(({ value, start, end }) => ({ value, start, end })),
    hints: engineHint(timings),
  };
}

function engineHint(timings: ReturnType<typeof readTimings>): Findings {
  const first = timings.find(({ engine }) => engine !== undefined);
  return first?.engine === undefined
    ? {}
    : { engine: { value: first.engine, start: first.start, end: first.end } };
}
