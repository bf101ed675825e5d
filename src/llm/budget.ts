/** What a run may spend. Knows nothing of who spends it. */
import { BudgetExceededError } from "../record/errors.ts";

export interface BudgetLimits {
  /** Prompt and completion tokens together; absent = no limit. */
  tokens?: number | undefined;
  usd?: number | undefined;
}

/** Reserves before a call and settles after it, so that calls under way at once cannot overrun the limit together. */
export class Budget {
  readonly #limits: BudgetLimits;
  #tokens = 0;
  #usd = 0;
  #reservedTokens = 0;
  #reservedUsd = 0;

  constructor(limits: BudgetLimits = {}) {
    this.#limits = limits;
  }

  get spent(): { tokens: number; usd: number } {
    return { tokens: this.#tokens, usd: this.#usd };
  }

  /**
   * @throws BudgetExceededError when the call could pass a limit; what is under way may still finish.
   */
  reserve(tokens: number, usd: number): { settle(tokens: number, usd: number): void } {
    const { tokens: maxTokens, usd: maxUsd } = this.#limits;
    if (maxTokens !== undefined && this.#tokens + this.#reservedTokens + tokens > maxTokens) {
      throw new BudgetExceededError(
        `the budget of ${maxTokens} tokens does not allow the next call (${this.#tokens} spent, the call may take ${tokens})`,
        { place: "extraction.budget.tokens" },
      );
    }
    if (maxUsd !== undefined && this.#usd + this.#reservedUsd + usd > maxUsd) {
      throw new BudgetExceededError(
        `the budget of ${maxUsd} USD does not allow the next call (${this.#usd.toFixed(4)} spent)`,
        { place: "extraction.budget.usd" },
      );
    }
    this.#reservedTokens += tokens;
    this.#reservedUsd += usd;
    let open = true;
    return {
      settle: (usedTokens, usedUsd) => {
        if (!open) return;
        open = false;
        this.#reservedTokens -= tokens;
        this.#reservedUsd -= usd;
        this.#tokens += usedTokens;
        this.#usd += usedUsd;
      },
    };
  }
}
