/**
 * The named failures that a caller must act on. Expected failure (a value without evidence, a page without
 * content) is data instead: see rejection.ts. Only cli/report-error.ts prints these and sets the exit status.
 */

/** What every failure of the almanac shares: a stable `code`, and where it happened when that is known. */
export abstract class AlmanacError extends Error {
  abstract readonly code: string;
  /** The address, file or key that the failure is about. */
  readonly place: string | undefined;

  constructor(message: string, options: { place?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.place = options.place;
  }
}

/** The command line, sources.yaml or the environment is wrong: stop, exit status 2. `place` is file:line:column. */
export class ConfigError extends AlmanacError {
  readonly code = "CONFIG";
}

/** What passes by itself: the one who was asked may have said when to come back. */
abstract class PassingError extends AlmanacError {
  /** How long we were asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { place?: string | undefined; cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The source did not answer properly now and may later: retry, then note it and go on. */
export class TransientSourceError extends PassingError {
  readonly code = "SOURCE_TRANSIENT";
}

/** Asking again will not help (404, refused address, wrong type of content): note it and go on. */
export class PermanentSourceError extends AlmanacError {
  readonly code = "SOURCE_PERMANENT";
}

/** The model's server cannot be reached or is overloaded: retry, then end the stage resumably. */
export class ModelUnavailableError extends PassingError {
  readonly code = "MODEL_UNAVAILABLE";
}

/** The model answered, but not in the shape that was asked for: one repair, then a rejection. */
export class ModelOutputError extends AlmanacError {
  readonly code = "MODEL_OUTPUT";
}

/** The token or money budget of the run is used up: end cleanly; the next run goes on from here. */
export class BudgetExceededError extends AlmanacError {
  readonly code = "BUDGET_EXCEEDED";
}

/** The database, the captures or the index cannot be read or written: stop. */
export class StoreError extends AlmanacError {
  readonly code = "STORE";
}

/** The book could not be built into a site: the stage failed; the last good site stays. */
export class PublishError extends AlmanacError {
  readonly code = "PUBLISH";
}

/** The person or the system asked us to stop: exit status 130; everything done so far is kept. */
export class InterruptedError extends AlmanacError {
  readonly code = "INTERRUPTED";
}
