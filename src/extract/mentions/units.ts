/** The units that follow a number in reports of local inference, as sticky patterns. Data and matching only. */

export type UnitKind =
  | "speed"
  | "ms-per-token"
  | "s-per-token"
  | "ms"
  | "s"
  | "minutes"
  | "watts"
  | "gb-per-s"
  | "gb"
  | "mb"
  | "tb"
  | "kilo"
  | "mega"
  | "other";

export type Unit = { kind: UnitKind; start: number; end: number; text: string };

const TOKEN = "(?:t|tok|toks|tokens?|tks?|tkns?)";
const PER = "[ \\u00a0]?(?:/|per|a|pro|por)[ \\u00a0]?";
const SECOND = "(?:s|secs?|seconds?|sek|sekunden?|seg|segundos?|second)";

const PATTERNS: readonly (readonly [kind: UnitKind, source: string])[] = [
  ["speed", `${TOKEN}${PER}${SECOND}`],
  ["speed", "tps|tokens-per-sec(?:ond)?|tok-per-sec|tokens_per_second|tok\\.?/sec\\.?|tok/s"],
  ["ms-per-token", `(?:ms|milliseconds?)${PER}${TOKEN}`],
  ["s-per-token", `${SECOND}${PER}${TOKEN}`],
  ["gb-per-s", "(?:GB|GiB)(?:/|ps|[ ]per[ ])(?:s|sec|second)?"],
  [
    "other",
    "(?:TB|TiB)(?:/s|ps)|(?:MB|MiB|KB|Gb|Mb|Mbit|Gbit|Gbps|Mbps)(?:/s|/sec|ps)|(?:G|M|k)?Hz|[TPG]FLOPS?|TOPS|°C|°|%|J|Wh|kWh|mV|V|tok/J",
  ],
  ["ms", "ms|msec|milliseconds?"],
  ["minutes", "min|mins|minutes?|Minuten"],
  ["gb", "GiB|GB|gib|gb|Gb|gigs?|gigabytes?|Gigs?|Go|G"],
  ["mb", "MiB|MB|mib|mb|megabytes?"],
  ["tb", "TB|TiB|terabytes?|T"],
  ["watts", "W|w|watts?|Watts?"],
  ["s", "s|secs?|seconds?|Sekunden?|segundos?"],
  ["kilo", "k|K"],
  ["mega", "M"],
];

const CASE_FREE = new Set<UnitKind>(["speed", "ms-per-token", "s-per-token", "ms", "s"]);
const COMPILED = PATTERNS.map(
  ([kind, source]) =>
    [kind, new RegExp(`(?:${source})(?![A-Za-z0-9_])`, CASE_FREE.has(kind) ? "iy" : "y")] as const,
);

/** The unit at or shortly after `offset`: blanks and Markdown emphasis, at most four characters, may stand between. */
export function unitAt(text: string, offset: number): Unit | undefined {
  let start = offset;
  while (start - offset < 4 && " \u00a0*_`~)".includes(text[start] ?? "|")) start++;
  const code = text.charCodeAt(start);
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  if (!letter && code !== 37 && code !== 0xb0) return undefined;
  for (const [kind, pattern] of COMPILED) {
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    if (found !== null) return { kind, start, end: start + found[0].length, text: found[0] };
  }
  if (code === 37 || code === 0xb0) return { kind: "other", start, end: start + 1, text: text[start]! };
  return undefined;
}
