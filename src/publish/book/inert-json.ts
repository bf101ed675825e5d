/**
 * JSON in which text cannot be anything but text: every character of a string that is not a letter, a digit or a
 * space is escaped. The site's bundler searches and rewrites program text by pattern; nothing of the web may match.
 */

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

const NOT_PLAIN = /[^A-Za-z0-9 ]/g;

function inertString(text: string): string {
  const escaped = text.replace(NOT_PLAIN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}

/** The value as inert JSON; like JSON.stringify, keys without a value are left out. @throws RangeError for a number that JSON lacks. */
export function inertJson(value: unknown): string {
  const json = value as Json;
  if (json === null || json === undefined) return "null";
  if (typeof json === "string") return inertString(json);
  if (typeof json === "boolean") return String(json);
  if (typeof json === "number") {
    if (!Number.isFinite(json)) throw new RangeError(`JSON has no ${json}`);
    return String(json);
  }
  if (Array.isArray(json)) return `[${json.map(inertJson).join(",")}]`;
  const entries = Object.entries(json).filter(([, each]) => each !== undefined);
  return `{${entries.map(([key, each]) => `${inertString(key)}:${inertJson(each)}`).join(",\n")}}`;
}
