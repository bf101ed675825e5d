/** How well one thing that a question names fits a record. Shared by the files that judge each kind of thing. */

/** `credit`: 0 (not at all, or unknown) to 1 (as asked). `reason`: said of what has credit. */
export interface Fit {
  credit: number;
  reason: string;
}

export const NO_FIT: Readonly<Fit> = { credit: 0, reason: "" };

/** The mean credit, with the reasons of those that fit. */
export function meanFit(fits: readonly Fit[]): Fit {
  if (fits.length === 0) return NO_FIT;
  const reasons = fits.filter((fit) => fit.credit > 0).map((fit) => fit.reason);
  return {
    credit: fits.reduce((sum, fit) => sum + fit.credit, 0) / fits.length,
    reason: reasons.join(", "),
  };
}
