/** The failure that postpones a source instead of failing it. */
import { BudgetExceededError, TransientSourceError } from "../record/errors.ts";

/** A server's limit is used up for longer than is worth waiting: the source goes on in a later run. */
export class LimitSpentError extends TransientSourceError {}

/** Nothing is wrong with the source: the run may ask no more, or not now. */
export function postpones(error: unknown): boolean {
  return error instanceof LimitSpentError || error instanceof BudgetExceededError;
}
