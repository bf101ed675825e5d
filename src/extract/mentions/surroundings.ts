/** The few characters beside a figure that tell how it is meant. Knows nothing of kinds of figures. */

const NEAR = 48;

/** Up to 48 characters before an offset. */
export function before(text: string, start: number): string {
  return text.slice(Math.max(0, start - NEAR), start);
}

/** Up to 48 characters from an offset on. */
export function after(text: string, end: number): string {
  return text.slice(end, end + NEAR);
}

/** True after `~`, "about", "roughly" and their like. */
export function isApproximate(text: string, start: number): boolean {
  return /(?:[~≈∼]|\b(?:about|around|roughly|approx\.?|approximately|circa|ca\.?|some|etwa|unos))[ *_`]{0,3}$/i.test(
    before(text, start),
  );
}

/** The offset where the mention starts: a `~` in front belongs to it. */
export function startOf(text: string, start: number): number {
  return /[~≈∼]/.test(text[start - 1] ?? "") ? start - 1 : start;
}
