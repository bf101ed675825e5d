/**
 * A cleaned tree as Markdown: headings, lists, code, tables, quotes. Emphasis and code marks are kept, link targets are
 * not, and nothing is escaped but the bar in table cells: the words stay as the page has them. Knows nothing of which
 * part of a page is worth having.
 */
import { codeBlock } from "./code-block.ts";
import { BLOCK, RAW_TEXT } from "./html-elements.ts";
import { tableLines } from "./markdown-table.ts";
import { mathText } from "./math-text.ts";
import { classWords, isElement, type PageElement, type PageNode, textOf } from "./page-tree.ts";

/** Markdown of an element's content, without a newline at the end. The same tree always gives the same text. */
export function toMarkdown(root: PageElement): string {
  return blocksOf(root.children, new WeakMap()).join("\n\n");
}

type BlockMemory = WeakMap<PageElement, boolean>;

function holdsBlock(element: PageElement, memory: BlockMemory): boolean {
  const known = memory.get(element);
  if (known !== undefined) return known;
  const holds = element.children.some(
    (child) =>
      isElement(child) && !RAW_TEXT.has(child.name) && (BLOCK.has(child.name) || holdsBlock(child, memory)),
  );
  memory.set(element, holds);
  return holds;
}

function blocksOf(nodes: readonly PageNode[], memory: BlockMemory): string[] {
  const blocks: string[] = [];
  let run = "";
  const flush = () => {
    const paragraph = tidy(run);
    if (paragraph !== "") blocks.push(paragraph);
    run = "";
  };
  for (const node of nodes) {
    if (!isElement(node)) {
      run += node.text.replace(/\s+/g, " ");
    } else if (node.name === "math" || !(BLOCK.has(node.name) || holdsBlock(node, memory))) {
      run += inline(node);
    } else {
      flush();
      for (const block of blockElement(node, memory)) if (block !== "") blocks.push(block);
    }
  }
  flush();
  return blocks;
}

function blockElement(element: PageElement, memory: BlockMemory): string[] {
  const { name } = element;
  if (RAW_TEXT.has(name)) return [];
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level) {
    const heading = oneLine(inlineChildren(element, { plain: true }));
    return heading === "" ? [] : [`${"#".repeat(Number(level))} ${heading}`];
  }
  switch (name) {
    case "pre":
      return [codeBlock(element)];
    case "hr":
      return ["---"];
    case "ul":
    case "ol":
    case "menu":
    case "dir":
      return [list(element, memory)];
    case "dl":
      return [definitionList(element, memory)];
    case "blockquote":
      return [prefixed(blocksOf(element.children, memory).join("\n\n"), "> ", "> ")];
    case "table":
      return table(element, memory);
    case "summary": {
      const words = oneLine(inlineChildren(element, { plain: true }));
      return words === "" ? [] : [`**${words}**`];
    }
    default:
      return blocksOf(element.children, memory);
  }
}

function table(element: PageElement, memory: BlockMemory): string[] {
  const lines = tableLines(element, (cell) => oneLine(blocksOf(cell.children, memory).join(" ")));
  if (!lines) return blocksOf(element.children, memory);
  const caption = element.children.find((child) => isElement(child) && child.name === "caption");
  const blocks = caption && isElement(caption) ? blocksOf(caption.children, memory) : [];
  if (lines.length > 0) blocks.push(lines.join("\n"));
  return blocks;
}

function list(element: PageElement, memory: BlockMemory): string {
  let number = Number.parseInt(element.attributes.start ?? "1", 10);
  if (!Number.isSafeInteger(number)) number = 1;
  const items: string[] = [];
  for (const child of element.children) {
    if (!isElement(child)) {
      if (child.text.trim() !== "") items.push(`- ${oneLine(child.text)}`);
      continue;
    }
    if (RAW_TEXT.has(child.name)) continue;
    const blocks =
      child.name === "li" ? blocksOf(child.children, memory) : blockElementOrInline(child, memory);
    if (blocks.length === 0) continue;
    if (child.name === "ul" || child.name === "ol") {
      items.push(prefixed(blocks.join("\n"), "  ", "  "));
      continue;
    }
    const footnote = footnoteOf(child);
    const mark = footnote ? `[^${footnote}]: ` : element.name === "ol" ? `${number++}. ` : "- ";
    items.push(prefixed(joinItem(blocks), mark, " ".repeat(mark.length)));
  }
  return items.join("\n");
}

/** The name that a footnote is referred to by, from the id of its list item. */
function footnoteOf(item: PageElement): string | undefined {
  return /^(?:user-content-)?(?:fn|footnote|cite_note|note|endnote)[-:_]?(\w{1,20})$/i.exec(
    item.attributes.id ?? "",
  )?.[1];
}

function blockElementOrInline(element: PageElement, memory: BlockMemory): string[] {
  return BLOCK.has(element.name) || holdsBlock(element, memory)
    ? blockElement(element, memory)
    : [tidy(inline(element))].filter((text) => text !== "");
}

/** A nested list follows its item's text at once; other blocks have a blank line before them. */
function joinItem(blocks: readonly string[]): string {
  return blocks.reduce((text, block) => text + (/^(?:- |\d+\. )/.test(block) ? "\n" : "\n\n") + block);
}

function definitionList(element: PageElement, memory: BlockMemory): string {
  const lines: string[] = [];
  const visit = (parent: PageElement) => {
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      if (child.name === "dt") {
        const term = oneLine(blocksOf(child.children, memory).join(" "));
        if (term !== "") lines.push((lines.length > 0 && lines.at(-1)!.startsWith(": ") ? "\n" : "") + term);
      } else if (child.name === "dd") {
        const meaning = blocksOf(child.children, memory).join("\n\n");
        if (meaning !== "") lines.push(prefixed(meaning, ": ", "  "));
      } else if (child.name === "div") visit(child);
      else lines.push(...blockElementOrInline(child, memory));
    }
  };
  visit(element);
  return lines.join("\n");
}

interface InlineStyle {
  /** In headings and summaries: no emphasis marks. */
  plain: boolean;
}

function inlineChildren(element: PageElement, style: InlineStyle): string {
  let text = "";
  for (const child of element.children)
    text += isElement(child) ? inline(child, style) : child.text.replace(/\s+/g, " ");
  return text;
}

function inline(element: PageElement, style: InlineStyle = { plain: false }): string {
  const { name, attributes } = element;
  if (name === "script") return /^math\/tex/.test(attributes.type ?? "") ? ` ${mathText(element)} ` : "";
  if (RAW_TEXT.has(name)) return "";
  const words = () => inlineChildren(element, style);
  switch (name) {
    case "br":
      return "\n";
    case "img":
      return imageText(attributes.alt);
    case "math":
      return mathText(element);
    case "code":
    case "kbd":
    case "samp":
    case "tt":
      return codeSpan(textOf(element).replace(/\s+/g, " "));
    case "strong":
    case "b":
      return style.plain ? words() : marked(words(), "**");
    case "em":
    case "i":
      return style.plain ? words() : marked(words(), "*");
    case "del":
    case "s":
    case "strike":
      return marked(words(), "~~");
    case "a":
      return signOnly(element) ? "" : words();
    case "q":
      return `“${words().trim()}”`;
    case "sup":
      return superscript(element, words());
    case "rt":
      return `(${words().trim()})`;
    case "rp":
    case "wbr":
      return "";
    case "input":
      return attributes.type === "checkbox" ? ("checked" in attributes ? "[x] " : "[ ] ") : "";
    default:
      if (classWords(element).includes(" katex ")) return mathText(element);
      if (/ ltx_(?:note_outer|author_notes) /.test(classWords(element))) return ` (${words().trim()})`;
      // A block inside a heading or a cell: its words must not run into those around it.
      return BLOCK.has(name) ? ` ${words()} ` : words();
  }
}

/** A link back from a footnote, or to the heading it stands in. */
function signOnly(element: PageElement): boolean {
  return /^[\s↩↑⤴⏎^#¶§🔗\uFE0E\uFE0F]{1,6}$/u.test(textOf(element));
}

function imageText(alt: string | undefined): string {
  const words = (alt ?? "").replace(/\s+/g, " ").trim();
  return words.length < 3 || /^(?:image|img|photo|picture|logo|icon|avatar)$/i.test(words)
    ? ""
    : ` ![${words}] `;
}

function codeSpan(words: string): string {
  const code = words.trim();
  if (code === "") return words === "" ? "" : " ";
  return code.includes("`") ? `\`\` ${code} \`\`` : `\`${code}\``;
}

/** Marks around the words; white space at their edges stays outside. */
function marked(words: string, mark: string): string {
  const core = words.trim();
  if (core === "" || core.includes("\n") || core.startsWith(mark) || !/[\p{L}\p{N}]/u.test(core))
    return words;
  const lead = words.slice(0, words.length - words.trimStart().length);
  return `${lead}${mark}${core}${mark}${words.slice(lead.length + core.length)}`;
}

/** A footnote's mark as `[^1]`, a power as `^9`, anything else as it stands. */
function superscript(element: PageElement, words: string): string {
  const core = words.trim();
  const link = element.children.find((child) => isElement(child) && child.name === "a");
  if (link && isElement(link) && link.attributes.href?.startsWith("#") && /^\[?[\w*†‡]{1,6}\]?$/.test(core))
    return `[^${core.replace(/[[\]]/g, "")}]`;
  return /^[-−+]?\d{1,4}$/.test(core) ? `^${core}` : words;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Spaces collapsed inside lines; at most one line break in a row. */
function tidy(run: string): string {
  return run
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim();
}

function prefixed(text: string, first: string, rest: string): string {
  return first + text.replace(/\n(?!\n)/g, `\n${rest}`);
}
