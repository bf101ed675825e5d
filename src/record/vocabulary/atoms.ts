/**
 * Cuts text into atoms: runs of ASCII letters, runs of digits, and a `+` that hangs on one of them. So `rtx3090ti`,
 * `RTX 3090 Ti` and `RTX-3090-Ti` are the same atoms. The x of `8xH100` is one by itself. Knows nothing of what the atoms mean.
 */

export const LETTERS = 1;
export const DIGITS = 2;
export const PLUS = 3;

/** The atoms of one text, in order; offsets are UTF-16 code units, half-open. */
export type Atoms = {
  text: string;
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** LETTERS, DIGITS or PLUS for each atom. */
  kinds: Uint8Array;
  /** Lower-case text of each atom, filled on first use. */
  words: (string | undefined)[];
};

function kindOf(code: number): number {
  if (code >= 48 && code <= 57) return DIGITS;
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return LETTERS;
  return 0;
}

/** Cuts the whole text in one pass. */
export function atomsOf(text: string): Atoms {
  let room = Math.max(16, text.length >> 2);
  let starts = new Int32Array(room);
  let ends = new Int32Array(room);
  let kinds = new Uint8Array(room);
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    let kind = kindOf(code);
    let end = at + 1;
    if (kind === 0) {
      if (code !== 43 || count === 0 || ends[count - 1] !== at) {
        at = end;
        continue;
      }
      kind = PLUS;
    } else {
      while (end < text.length && kindOf(text.charCodeAt(end)) === kind) end++;
      if (
        kind === LETTERS &&
        end > at + 1 &&
        (code === 120 || code === 88) &&
        followsCount(at, starts, ends, count)
      )
        end = at + 1;
    }
    if (count === room) {
      room *= 2;
      starts = grown(starts, room);
      ends = grown(ends, room);
      const more = new Uint8Array(room);
      more.set(kinds);
      kinds = more;
    }
    starts[count] = at;
    ends[count] = end;
    kinds[count] = kind;
    count++;
    at = end;
  }
  return { text, count, starts, ends, kinds, words: [] };
}

/** True when a number of one or two digits ends at `at`: an x after it multiplies (`8xH100`), as it does not in `7900xtx`. */
function followsCount(at: number, starts: Int32Array, ends: Int32Array, count: number): boolean {
  return count > 0 && ends[count - 1] === at && at - starts[count - 1]! <= 2;
}

function grown(offsets: Int32Array<ArrayBuffer>, room: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(room);
  more.set(offsets);
  return more;
}

/** The lower-case text of atom `index`; "" past the end. Atoms past 40 characters read as "": they name nothing. */
export function wordAt(atoms: Atoms, index: number): string {
  if (index < 0 || index >= atoms.count) return "";
  let word = atoms.words[index];
  if (word === undefined) {
    const start = atoms.starts[index]!;
    const end = atoms.ends[index]!;
    word = end - start > 40 ? "" : atoms.text.slice(start, end).toLowerCase();
    atoms.words[index] = word;
  }
  return word;
}

/** True when atom `index` touches the one before it, with nothing between. */
export function touches(atoms: Atoms, index: number): boolean {
  return index > 0 && index < atoms.count && atoms.ends[index - 1] === atoms.starts[index];
}

const SPACE_LIKE = new Set([32, 0xa0, 0x2009, 0x202f]);
const HYPHEN_LIKE = new Set([45, 95, 0x2010, 0x2011]);
const MARK_LIKE = new Set([0xae, 0x2122]);

/**
 * What stands between atom `index` and the one before it: "" nothing, " " blanks only, "-" a hyphen or underscore
 * (with blanks or not), "." one dot, ":" one colon, "/" one slash, "?" anything else or more than four characters.
 */
export function gapBefore(atoms: Atoms, index: number): "" | " " | "-" | "." | ":" | "/" | "?" {
  if (index <= 0 || index >= atoms.count) return "?";
  const from = atoms.ends[index - 1]!;
  const to = atoms.starts[index]!;
  if (from === to) return "";
  if (to - from > 4) return "?";
  if (to - from === 1) {
    const code = atoms.text.charCodeAt(from);
    if (SPACE_LIKE.has(code) || MARK_LIKE.has(code)) return " ";
    if (HYPHEN_LIKE.has(code)) return "-";
    if (code === 46) return ".";
    if (code === 58) return ":";
    if (code === 47) return "/";
    return "?";
  }
  let kind: " " | "-" = " ";
  let hyphens = 0;
  for (let at = from; at < to; at++) {
    const code = atoms.text.charCodeAt(at);
    if (HYPHEN_LIKE.has(code)) {
      kind = "-";
      if (++hyphens > 1) return "?";
    } else if (!SPACE_LIKE.has(code) && !MARK_LIKE.has(code)) return "?";
  }
  return kind;
}
