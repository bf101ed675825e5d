/**
 * One pass over the chosen sources: which of them are finished, so that a killed or interrupted crawl goes on with the
 * others. Knows nothing of what happens inside a source.
 */
import { sha256 } from "../record/ids.ts";
import type { Frontier } from "../store/frontier.ts";
import type { Library } from "../store/library.ts";
import { ROUND_KEY } from "./crawl-round.ts";

/** The frontier's name for passes; no source can have it, for the space. */
const PASS = "crawl pass";
/** An older pass is not gone on with: what it had finished may have changed. */
const MAX_PASS_AGE_MS = 6 * 3600 * 1000;

export class CrawlPass {
  readonly #frontier: Frontier;
  readonly #round: string;
  readonly #library: Library;

  /** Goes on with the last pass where it was over the same sources and did not end. */
  constructor(library: Library, sources: readonly string[], now: Date) {
    this.#library = library;
    this.#frontier = library.frontier(PASS);
    const choice = sha256([...sources].sort().join("\n")).slice(0, 16);
    const open = this.#frontier.openRound();
    const [startedAt, ofChoice] = open?.split(" ") ?? [];
    const goesOn =
      open !== undefined && ofChoice === choice && now.getTime() - Date.parse(startedAt!) < MAX_PASS_AGE_MS;
    this.#round = goesOn ? open : `${now.toISOString()} ${choice}`;
    this.#frontier.add(
      this.#round,
      sources.map((source) => ({ key: source, request: null })),
    );
    this.#frontier.forgetOtherRounds(this.#round);
  }

  /** Noted as finished, or killed between the end of its round and the note. */
  isFinished(source: string): boolean {
    if (this.#frontier.isDone(this.#round, source)) return true;
    const closed = this.#library.frontier(source).doneIn(ROUND_KEY);
    return closed !== undefined && closed >= this.#round.split(" ")[0]!;
  }

  finish(source: string): void {
    this.#frontier.done(source);
  }
}
