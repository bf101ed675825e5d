/** Logarithmic scales for the chart: where a value lies, and which round values get a line. Pure arithmetic. */

export interface Scale {
  /** Position of a value between `from` and `to`. */
  at: (value: number) => number;
  ticks: number[];
}

const ROUND = [1, 2, 5];

/** A logarithmic scale over the values, widened to round numbers. `values` must be positive and not empty. */
export function logScale(values: readonly number[], span: { from: number; to: number }): Scale {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(least)) - 1; power <= Math.ceil(Math.log10(most)) + 1; power++) {
    for (const digit of ROUND) all.push(Number((digit * 10 ** power).toPrecision(1)));
  }
  const low = all.filter((tick) => tick < least).at(-1) ?? least;
  const high = all.find((tick) => tick > most) ?? most;
  const [start, end] = [Math.log10(low), Math.log10(high)];
  return {
    at: (value) => span.from + ((Math.log10(value) - start) / (end - start)) * (span.to - span.from),
    ticks: all.filter((tick) => tick >= low && tick <= high),
  };
}
