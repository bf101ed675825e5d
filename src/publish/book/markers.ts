/**
 * The places for generated blocks in the author's prose: `<!-- almanac: setups class=gpu-24 limit=20 -->`, alone on a
 * line and outside code fences. Knows nothing of what the blocks show.
 */
import { ConfigError } from "../../record/errors.ts";

/** One marker as the author wrote it. */
export interface Marker {
  kind: string;
  options: Record<string, string>;
  /** 1-based line in the file. */
  line: number;
}

export interface MarkedProse {
  /** 1-based line of the file that `lines` begins at. */
  firstLine: number;
  /** The prose line by line; a marker's line is replaced by its number in `markers`. */
  lines: (string | number)[];
  markers: Marker[];
}

const MARKER = /^<!--\s{0,4}almanac:\s{0,4}([^>]{1,200}?)-->\s{0,4}$/;
const LOOKS_LIKE_ONE = /<!--\s{0,4}almanac\b/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const WORD = /^[a-z][a-z-]{0,40}$/;
const OPTION = /^([a-z][a-z-]{0,40})=([A-Za-z0-9._-]{1,60})$/;

/**
 * Splits prose at its markers. `firstLine` is the 1-based line of the file that the prose begins at.
 * @throws ConfigError when a marker is not written right.
 */
export function findMarkers(prose: string, place: { file: string; firstLine: number }): MarkedProse {
  const marked: MarkedProse = { firstLine: place.firstLine, lines: [], markers: [] };
  let fence: string | undefined;
  prose.split("\n").forEach((text, index) => {
    const line = place.firstLine + index;
    const opens = FENCE.exec(text)?.[1];
    if (fence === undefined && opens) fence = opens;
    else if (fence !== undefined && opens?.startsWith(fence)) fence = undefined;
    if (fence !== undefined || !LOOKS_LIKE_ONE.test(text) || text.includes("`<!--")) {
      marked.lines.push(text);
      return;
    }
    marked.lines.push(marked.markers.length);
    marked.markers.push(parseMarker(text, `${place.file}:${line}`, line));
  });
  return marked;
}

function parseMarker(text: string, place: string, line: number): Marker {
  const inside = MARKER.exec(text)?.[1]?.trim();
  const wrong = (why: string) =>
    new ConfigError(
      `${why}; a block is written like <!-- almanac: setups class=gpu-24 -->, alone on its line`,
      {
        place,
      },
    );
  if (!inside) throw wrong("this line looks like a place for a generated block, but cannot be read");
  const [kind = "", ...pairs] = inside.split(/\s+/);
  if (!WORD.test(kind)) throw wrong(`"${kind}" is not the name of a block`);
  const options: Record<string, string> = {};
  for (const pair of pairs) {
    const [, key, value] = OPTION.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw wrong(`"${pair}" is not of the form option=value`);
    options[key] = value;
  }
  return { kind, options, line };
}
