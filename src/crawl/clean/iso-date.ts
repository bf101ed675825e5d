/** Dates as pages, feeds and sitemaps write them, brought to one form. Knows nothing of where they stand. */

/** ISO 8601 of a date in a form that Date reads as such; null otherwise. */
export function isoDate(value: string | null | undefined): string | null {
  if (!value || value.length > 60 || !/\d{4}/.test(value)) return null;
  const day = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(value);
  const time = Date.parse(
    day
      ? `${day[1]}-${day[2]!.padStart(2, "0")}-${day[3]!.padStart(2, "0")}`
      : /\d[T ]|Z|[+-]\d{2}:?\d{2}$|^\d{4}(?:-\d{2}){0,2}$/.test(value)
        ? value
        : `${value} UTC`,
  );
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
