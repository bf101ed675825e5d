/**
 * Tables out of JSON: objects with the same keys are the rows of one table, whether they stand in an array, line by line
 * or below an object that says what they share. Broken JSON gives what can be read of it. Knows nothing of the keys.
 */
import { regex } from "../../../record/regex.ts";
import type { Cell, Table } from "./tables.ts";

interface Node {
  fields: { key: Cell; value: Cell }[];
  parent: Node | undefined;
  hasObjects: boolean;
}

/** The text is read up to here, in UTF-16 code units: a dump of raw samples is no table. */
const LONGEST = 200_000;
const DEEPEST = 40;

const TOKEN = regex("g")`
  "((?:[^"\\\n]|\\.){0,400})"|-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?|\b(?:true|false|null)\b|
  [{}[\]:,]
`;

/** The tables of a stretch of JSON that starts at `offset` of the document; none where it holds no objects. */
export function jsonTables(text: string, offset: number): Table[] {
  if (!/\{\s*"/.test(text)) return [];
  const rows = leavesOf(text.slice(0, LONGEST), offset).map(rowOf);
  const groups = Map.groupBy(rows, (row) => row.map(({ key }) => key.text).join("\n"));
  return [...groups.values()].flatMap((group) => {
    const header = group[0]!.map(({ key }) => key);
    return header.length < 3 ? [] : [{ header, rows: group.map((row) => row.map(({ value }) => value)) }];
  });
}

/** The objects that hold no further ones, in order. */
function leavesOf(text: string, offset: number): Node[] {
  const leaves: Node[] = [];
  const open: (Node | "array")[] = [];
  let key: Cell | undefined;
  let last: Cell | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const [word, quoted] = match;
    const start = offset + match.index;
    const top = open.at(-1);
    if (word === "{") {
      if (open.length >= DEEPEST) return leaves;
      const parent = open.findLast((each) => each !== "array");
      if (parent !== undefined) parent.hasObjects = true;
      open.push({ fields: [], parent, hasObjects: false });
    } else if (word === "[") open.push("array");
    else if (word === "}" || word === "]") {
      const closed = open.pop();
      if (closed !== undefined && closed !== "array" && !closed.hasObjects) leaves.push(closed);
    } else if (word === ":") key = last;
    else if (word === ",") key = undefined;
    else {
      const inner = quoted === undefined ? 0 : 1;
      const cell = { text: quoted ?? word, start: start + inner, end: start + word.length - inner };
      if (key !== undefined && top !== undefined && top !== "array") top.fields.push({ key, value: cell });
      last = cell;
      continue;
    }
    if (word !== ":") {
      key = undefined;
      last = undefined;
    }
  }
  return leaves;
}

/** An object's fields, with those of the objects around it that it does not have itself. */
function rowOf(node: Node): Node["fields"] {
  const fields = [...node.fields];
  const known = new Set(fields.map(({ key }) => key.text));
  for (let around = node.parent; around !== undefined; around = around.parent)
    for (const field of around.fields)
      if (!known.has(field.key.text)) {
        known.add(field.key.text);
        fields.push(field);
      }
  return fields;
}
