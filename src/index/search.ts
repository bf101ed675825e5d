/**
 * Hybrid search over the index: words (BM25), meaning (vectors) and what the question names, over records that SQLite
 * holds. Reads only; knows nothing of how answers are shown.
 */
import { existsSync } from "node:fs";
import {
  ConfigError,
  InterruptedError,
  ModelOutputError,
  ModelUnavailableError,
  StoreError,
} from "../record/errors.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import type { Library } from "../store/library.ts";
import { candidateConditions } from "./candidate-conditions.ts";
import type { Embedder } from "./embed/embedder.ts";
import { findInsights } from "./find-insights.ts";
import { IndexLedger } from "./index-ledger.ts";
import { IndexTables } from "./index-tables.ts";
import { type Question, readQuestion } from "./question.ts";
import { type Candidate, type RankedSetup, rankSetups } from "./rank-setups.ts";
import type { SearchAnswer, SetupHit } from "./search-answer.ts";
import { filterSql, type SearchFilters } from "./search-filters.ts";
import { shownSetup } from "./show-hits.ts";
import { wordShare } from "./word-share.ts";

/** Rows that each list gives to the ranking. */
const FROM_EACH_LIST = 100;
const MOST_LIMIT = 200;
/** A question that names nothing is answered only where the meaning is at least so near, or a word is shared. */
const NEAR_ENOUGH = 0.42;
/** Without that nearness, a record must hold at least this share of the question's words. */
const LEAST_WORD_SHARE = 0.5;
/** Hits that fit less of the question than this are left out where better ones exist. */
const LEAST_FIT = 0.34;

export interface SearchOptions {
  library: Library;
  embedder: Embedder;
  text: string;
  filters?: SearchFilters;
  /** 1 to 200; 10 by default. */
  limit?: number;
  signal?: AbortSignal;
}

/**
 * @throws ConfigError when there is no index yet. StoreError when it cannot be read. InterruptedError.
 */
export async function search(options: SearchOptions): Promise<SearchAnswer> {
  const { library } = options;
  const filters = options.filters ?? {};
  const limit = Math.min(MOST_LIMIT, Math.max(1, Math.floor(options.limit ?? 10)));
  const question = readQuestion(options.text);
  const ledger = new IndexLedger(library.database, library.layout.index);
  if (ledger.embedder === undefined && library.records.counts().records === 0)
    return emptyAnswer(question, filters);
  if (ledger.embedder === undefined || !existsSync(library.layout.index))
    throw new ConfigError(
      `there is no search index in ${library.layout.root} yet: run \`almanac run\` first (or \`almanac index\`, if it ran before)`,
      { place: library.layout.index },
    );
  // Both take a while to start; neither waits for the other, and both are settled before this returns.
  const started = [questionVector(options, ledger.embedder), IndexTables.open(library.layout.index)] as const;
  try {
    const [{ vector, note }, tables] = await Promise.all(started);
    return await answer({ library, tables, question, vector }, { filters, limit, note });
  } catch (cause) {
    if (cause instanceof Error && "place" in cause) throw cause;
    if (!ledger.unsettled) ledger.noteDamage();
    const place = library.layout.index;
    const said = (cause as Error).message.split("\n")[0]!.slice(0, 160);
    throw new StoreError(
      `the search index in ${place} cannot be read (${said}): \`almanac index\` builds it again; while a run is writing, try once more`,
      { place, cause },
    );
  } finally {
    const [, opened] = await Promise.allSettled(started);
    if (opened.status === "fulfilled") opened.value.close();
  }
}

async function answer(
  scope: Scope,
  wanted: { filters: SearchFilters; limit: number; note: string | undefined },
): Promise<SearchAnswer> {
  const { library, question } = scope;
  const { filters, limit } = wanted;
  const found = await findSetups(scope, filterSql(filters), filters);
  const results = found.slice(0, limit).map((hit) => shownSetup(library, hit));
  const known = found.some((hit) => hit.full);
  return {
    query: { text: question.text, understood: understood(question), filters },
    known,
    note: wanted.note ?? outcomeNote({ found: found.length, full: known, filters }),
    results,
    alternatives: results.length > 0 ? [] : await nearest(scope, filters),
    insights: await findInsights(scope),
  };
}

interface Scope {
  library: Library;
  tables: IndexTables;
  question: Question;
  vector: Float32Array | undefined;
}

async function findSetups(scope: Scope, where: string, filters: SearchFilters): Promise<RankedSetup[]> {
  const { tables, question, vector } = scope;
  const request = { where, limit: FROM_EACH_LIST };
  const narrowed = Object.keys(filters).some((name) => name !== "statuses");
  const conditions = [...candidateConditions(question), ...(narrowed ? ["true"] : [])];
  const [byWords, byMeaning, ...byCondition] = await Promise.all([
    tables.matching("setups", question.words.join(" "), request),
    vector ? tables.nearest("setups", vector, request) : [],
    ...conditions.map((condition) =>
      tables.selecting("setups", { where: `${where} AND ${condition}`, limit: FROM_EACH_LIST }),
    ),
  ]);
  const named = namesAnything(question);
  const near = byMeaning.filter((row) => named || narrowed || row.similarity >= NEAR_ENOUGH);
  const candidates = new Map<string, Omit<Candidate, "record">>();
  for (const [at, id] of byWords.entries()) candidates.set(id, { wordRank: at + 1 });
  for (const [at, { id }] of near.entries())
    candidates.set(id, { ...candidates.get(id), meaningRank: at + 1 });
  for (const id of byCondition.flat()) if (!candidates.has(id)) candidates.set(id, {});
  let whole = withRecords(scope.library, candidates, filters);
  if (!named && !narrowed)
    whole = whole.filter((one) => one.meaningRank || sharesWords(question.text, one.record));
  const ranked = rankSetups(whole, question);
  // Whoever sets a filter wants what passes it; a question alone wants what fits it.
  return named && !narrowed ? worthShowing(ranked) : ranked;
}

function sharesWords(question: string, record: SetupRecord): boolean {
  return wordShare(question, record, "") >= LEAST_WORD_SHARE;
}

/** Records as SQLite holds them now: what was rejected or removed since the last indexing is left out. */
function withRecords(
  library: Library,
  candidates: ReadonlyMap<string, Omit<Candidate, "record">>,
  filters: SearchFilters,
): Candidate[] {
  const whole: Candidate[] = [];
  for (const [id, ranks] of candidates) {
    const record = library.records.record(id);
    if (!record) continue;
    const shown = filters.statuses?.length
      ? filters.statuses.includes(record.status)
      : record.status !== "rejected";
    if (shown) whole.push({ ...ranks, record });
  }
  return whole;
}

/** Without full matches everything near is shown; beside them, only what fits a good part of the question. */
function worthShowing(ranked: readonly RankedSetup[]): RankedSetup[] {
  const least = ranked.some((hit) => hit.full) ? LEAST_FIT : 0.01;
  return ranked.filter((hit) => hit.fit >= least);
}

/** What comes nearest when the filters let nothing through, or nothing that the question names is known. */
async function nearest(scope: Scope, filters: SearchFilters): Promise<SetupHit[]> {
  const open: SearchFilters = filters.statuses ? { statuses: filters.statuses } : {};
  const found = await findSetups(scope, filterSql(open), open);
  if (found.length > 0) return found.slice(0, 3).map((hit) => shownSetup(scope.library, hit));
  const ids = scope.vector
    ? await scope.tables.nearest("setups", scope.vector, { where: filterSql(open), limit: 3 })
    : [];
  const candidates = new Map(ids.map(({ id }, at) => [id, { meaningRank: at + 1 }]));
  return rankSetups(withRecords(scope.library, candidates, open), scope.question).map((hit) =>
    shownSetup(scope.library, hit),
  );
}

/** The question as a vector, or a note why only words are searched. */
async function questionVector(
  options: SearchOptions,
  indexedBy: string,
): Promise<{ vector: Float32Array | undefined; note: string | undefined }> {
  if (options.embedder.name !== indexedBy)
    return {
      vector: undefined,
      note: `searched by words only: the index was made by ${indexedBy}, and ${options.embedder.name} is configured now (\`almanac index\` builds it again)`,
    };
  try {
    const signal = options.signal ? { signal: options.signal } : {};
    const [vector] = await options.embedder.embed([options.text.slice(0, 1000)], signal);
    return { vector, note: undefined };
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    if (!(error instanceof ModelUnavailableError || error instanceof ModelOutputError)) throw error;
    return { vector: undefined, note: `searched by words only: ${error.message}` };
  }
}

function namesAnything(question: Question): boolean {
  return Object.keys(understood(question)).length > 0;
}

/** What was read out of the question, without the empty parts. */
function understood(question: Question): SearchAnswer["query"]["understood"] {
  const { text: _text, words: _words, groups, ...rest } = question;
  const parts = { ...rest, machines: groups.map((group) => group.words[0]!) };
  return Object.fromEntries(
    Object.entries(parts).filter(
      ([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function outcomeNote(outcome: { found: number; full: boolean; filters: SearchFilters }): string | null {
  if (outcome.found === 0)
    return Object.keys(outcome.filters).length > 0
      ? "Nothing known passes these filters."
      : "Nothing is known about this.";
  return outcome.full ? null : "Nothing known fits all of this; these come nearest.";
}

function emptyAnswer(question: Question, filters: SearchFilters): SearchAnswer {
  return {
    query: { text: question.text, understood: understood(question), filters },
    known: false,
    note: "The catalog holds no records yet: `almanac run` gathers and reads the sources.",
    results: [],
    alternatives: [],
    insights: [],
  };
}
