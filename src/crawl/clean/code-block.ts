/** A `<pre>` as a fenced block: its text without the highlighter's spans and line numbers, and its language where told. */
import { regex } from "../../record/regex.ts";
import { classWords, isElement, type PageElement, type PageNode } from "./page-tree.ts";

/** Classes of what a highlighter adds to code. */
const ADDED = regex()`
  (?<![a-z])(?:
    lineno|linenos|line-numbers?|gutter|hljs-ln-numbers|blob-num|copy|clipboard|toolbar|actions-panel
  )(?![a-z])
`;
/** Elements inside code that are lines. */
const LINES = new Set(["div", "p", "li", "tr"]);
/** Words in a class that name no language. */
const NO_LANGUAGE = /^(?:none|nohighlight|plain|plaintext|text|txt|highlight|hljs|code|source|block|wp)$/;

/** The numbers beside code, in a block of their own. */
const LINE_NUMBERS_ALONE = /^\s{0,10}1(?:\n\s{0,10}\d{1,6})*\s{0,10}$/;

export function codeBlock(pre: PageElement): string {
  const code = preText(pre)
    .replace(/^\n/, "")
    .replace(/[^\S\n]+$/gm, "")
    .trimEnd();
  if (code.trim() === "" || LINE_NUMBERS_ALONE.test(code)) return "";
  let longest = 2;
  for (const run of code.matchAll(/`{3,}/g)) longest = Math.max(longest, run[0].length);
  const fence = "`".repeat(longest + 1);
  return `${fence}${languageOf(pre)}\n${code}\n${fence}`;
}

function preText(node: PageNode): string {
  if (!isElement(node)) return node.text.replace(/\r\n?/g, "\n");
  const { name } = node;
  if (name === "br") return "\n";
  if (name === "button" || name === "script" || name === "style") return "";
  if (name !== "pre" && name !== "code" && ADDED.test(classWords(node))) return "";
  let text = "";
  for (const child of node.children) text += preText(child);
  return LINES.has(name) && !text.endsWith("\n") ? `${text}\n` : text;
}

/** From the classes of the block, of the code in it, and of at most two wrappers around it. */
function languageOf(pre: PageElement): string {
  const inner = pre.children.find((child) => isElement(child) && child.name === "code");
  const places = [inner, pre, pre.parent, pre.parent?.parent];
  for (const place of places) {
    if (!isElement(place)) continue;
    const { attributes } = place;
    const told = attributes["data-lang"] ?? attributes["data-language"] ?? attributes.lang;
    if (
      told &&
      place !== pre.parent?.parent &&
      isLanguage(told) &&
      !("dir" in attributes && place === pre.parent)
    )
      return told.toLowerCase();
    const classes = attributes.class ?? "";
    const named =
      /(?:^|\s)(?:(?:language|lang|highlight-source|highlight|prettyprint lang)-|brush:\s?)([A-Za-z0-9+#_.-]{1,20})/.exec(
        classes,
      )?.[1] ??
      (place === pre || place === inner
        ? /(?:^|\s)(?:highlight|sourceCode|hljs)\s([a-z0-9+#-]{1,20})/.exec(classes)?.[1]
        : undefined);
    if (named && isLanguage(named)) return named.toLowerCase();
  }
  return "";
}

function isLanguage(word: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+#_.-]{0,19}$/.test(word) && !NO_LANGUAGE.test(word.toLowerCase());
}
