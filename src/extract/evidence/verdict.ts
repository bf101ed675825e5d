/** What the verifier says of one claim. Knows nothing of how it comes to say it. */
import type { Evidence } from "../../record/evidence.ts";
import type { Rejection } from "../../record/rejection.ts";

/** A value that somebody says a document states. */
export interface Claim {
  /** Dotted path, e.g. `model.quantization`; `measurements` for a figure; `useCases`, `outcome`, … */
  field: string;
  value: string | number | boolean;
  /** For `measurements`: which metric. */
  metric?: string | undefined;
  /** The words of the document that carry the value, as the claimant remembers them. */
  quote: string;
}

/** Reasons why a value does not become one; run reports count by them. */
export type RejectionKind =
  | "quote-not-found"
  | "number-not-in-quote"
  | "name-not-in-quote"
  | "value-not-in-quote"
  | "unit-does-not-suit"
  | "wrong-metric"
  | "wrong-field"
  | "wrong-setup"
  | "out-of-range"
  | "implausible"
  | "contradicted"
  | "unsupported"
  | "disagreement"
  | "not-a-value"
  | "unknown-field"
  | "model-output";

export type Verdict =
  | {
      ok: true;
      /** As the record holds it: converted to the metric's unit, spelt as the vocabulary does. */
      value: string | number | boolean;
      evidence: Evidence;
      /** False where code alone cannot tell whether the quote means this; an auditor may look. */
      settled: boolean;
    }
  | { ok: false; rejection: KindedRejection };

export type KindedRejection = Rejection & { kind: RejectionKind };

/** The rejection of a claim, with what was claimed shortened for the review queue. */
export function rejectionOf(claim: Claim, kind: RejectionKind, message: string): KindedRejection {
  return {
    kind,
    field: claim.metric ? `${claim.field}.${claim.metric}` : claim.field,
    message,
    value: String(claim.value).slice(0, 200),
    quote: claim.quote.slice(0, 300),
  };
}

/** The verdict that rejects a claim. */
export function rejected(claim: Claim, kind: RejectionKind, message: string): Verdict {
  return { ok: false, rejection: rejectionOf(claim, kind, message) };
}
