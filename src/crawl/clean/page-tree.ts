/**
 * A page as a tree, from HTML of any quality, in linear time and to a bounded depth. The tokenizer is htmlparser2's; the
 * tree is built here, because its own parser searches the whole stack of open elements at every stray end tag. Knows
 * nothing of content.
 */
import { Tokenizer } from "htmlparser2";
import { CLOSED_BY, RAW_TEXT, VOID } from "./html-elements.ts";

export interface PageText {
  parent: PageElement;
  text: string;
}
export interface PageElement {
  /** Lower case. */
  name: string;
  attributes: Record<string, string>;
  children: PageNode[];
  parent: PageElement | null;
}
export type PageNode = PageText | PageElement;

/** Elements nested deeper are left out of the tree; their text belongs to the one at this depth. */
const MAX_DEPTH = 256;
/** Past this many elements the rest of the page is text. */
const MAX_ELEMENTS = 400_000;
const MAX_ATTRIBUTES = 60;

export function isElement(node: PageNode | null | undefined): node is PageElement {
  return node != null && "name" in node;
}

/** Never throws; an empty page is a root without children. */
export function parsePage(html: string): PageElement {
  return built(html, false);
}

/**
 * XML by the same rules: never throws, knows the five XML entities and character references only, so that a document's
 * own entity definitions expand to nothing. Names keep their prefix and are in lower case.
 */
export function parseXml(xml: string): PageElement {
  return built(xml, true);
}

function built(text: string, xml: boolean): PageElement {
  const builder = new TreeBuilder(text, xml);
  const tokenizer = new Tokenizer({ xmlMode: xml, decodeEntities: true }, builder);
  tokenizer.write(text);
  tokenizer.end();
  return builder.root;
}

class TreeBuilder {
  readonly root: PageElement = { name: "#root", attributes: Object.create(null), children: [], parent: null };
  readonly #html: string;
  /** Open elements in the tree, outermost first. */
  readonly #open: PageElement[] = [this.root];
  /** Names of open elements below the depth limit. */
  readonly #below: string[] = [];
  readonly #openCounts = new Map<string, number>();
  #elements = 0;
  #name = "";
  #attributes: Record<string, string> = Object.create(null);
  #attributeCount = 0;
  #attribute = "";
  #value = "";

  readonly #xml: boolean;

  constructor(html: string, xml: boolean) {
    this.#html = html;
    this.#xml = xml;
  }

  ontext(start: number, end: number): void {
    this.#text(this.#html.slice(start, end));
  }
  ontextentity(codePoint: number): void {
    this.#text(String.fromCodePoint(codePoint));
  }
  onopentagname(start: number, end: number): void {
    this.#name = this.#html.slice(start, end).toLowerCase();
    this.#attributes = Object.create(null);
    this.#attributeCount = 0;
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#value = "";
  }
  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }
  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }
  onattribend(): void {
    if (this.#attribute in this.#attributes || ++this.#attributeCount > MAX_ATTRIBUTES) return;
    this.#attributes[this.#attribute] = this.#value;
  }
  onopentagend(): void {
    this.#openElement(false);
  }
  onselfclosingtag(): void {
    // In HTML a slash closes foreign elements only; `<div/>` opens a div.
    this.#openElement(
      this.#xml || (this.#openCounts.get("svg") ?? 0) + (this.#openCounts.get("math") ?? 0) > 0,
    );
  }
  onclosetag(start: number, end: number): void {
    this.#close(this.#html.slice(start, end).toLowerCase());
  }
  oncdata(start: number, end: number, endOffset: number): void {
    if (this.#xml) this.#text(this.#html.slice(start, end - endOffset));
  }
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  #text(text: string): void {
    const parent = this.#open.at(-1)!;
    const last = parent.children.at(-1);
    if (last && !isElement(last)) last.text += text;
    else parent.children.push({ parent, text });
  }

  #openElement(closed: boolean): void {
    const name = this.#name;
    const closing = this.#xml ? undefined : CLOSED_BY[name];
    if (closing && this.#below.length === 0) this.#closeImplied(closing);
    const leaf = closed || (!this.#xml && VOID.has(name));
    if (++this.#elements > MAX_ELEMENTS) return;
    if (this.#open.length >= MAX_DEPTH) {
      if (!leaf) this.#count(name, this.#below.push(name) && 1);
      return;
    }
    const parent = this.#open.at(-1)!;
    const element: PageElement = { name, attributes: this.#attributes, children: [], parent };
    parent.children.push(element);
    if (leaf) return;
    this.#open.push(element);
    this.#count(name, 1);
  }

  /** Ends what this start tag cannot be inside of: a list item before the next one, a paragraph before a block. */
  #closeImplied(closing: { ends: ReadonlySet<string>; within: ReadonlySet<string> }): void {
    for (let place = this.#open.length - 1; place > 0; place--) {
      const { name } = this.#open[place]!;
      if (closing.ends.has(name)) {
        while (this.#open.length > place) this.#pop();
        return;
      }
      if (closing.within.has(name)) return;
    }
  }

  #close(name: string): void {
    if (!this.#xml && VOID.has(name)) {
      if (name === "br")
        this.#open
          .at(-1)!
          .children.push({ name, attributes: Object.create(null), children: [], parent: this.#open.at(-1)! });
      return;
    }
    if ((this.#openCounts.get(name) ?? 0) === 0) return;
    while (this.#below.length > 0) {
      const last = this.#below.pop()!;
      this.#count(last, -1);
      if (last === name) return;
    }
    // A stray end tag inside a cell does not end the table around it.
    while (this.#open.length > 1) {
      if (this.#pop() === name) return;
    }
  }

  #pop(): string {
    const { name } = this.#open.pop()!;
    this.#count(name, -1);
    return name;
  }

  #count(name: string, by: number): void {
    this.#openCounts.set(name, (this.#openCounts.get(name) ?? 0) + by);
  }
}

/** All elements below in document order, the node itself not among them, as the tree stands now. */
export function elementsBelow(node: PageElement): PageElement[] {
  const found: PageElement[] = [];
  collect(node, found);
  return found;
}

function collect(node: PageElement, found: PageElement[]): void {
  for (const child of node.children) {
    if (!isElement(child)) continue;
    found.push(child);
    if (child.children.length > 0) collect(child, found);
  }
}

/** The first element below that passes, in document order. */
export function findBelow(
  node: PageElement,
  test: (element: PageElement) => boolean,
): PageElement | undefined {
  for (const child of node.children) {
    if (!isElement(child)) continue;
    if (test(child)) return child;
    const found = child.children.length > 0 ? findBelow(child, test) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The text below as it stands, without elements that nobody reads. */
export function textOf(node: PageNode): string {
  if (!isElement(node)) return node.text;
  let text = "";
  for (const child of node.children) {
    if (!isElement(child)) text += child.text;
    else if (!RAW_TEXT.has(child.name)) text += textOf(child);
  }
  return text;
}

/** The text below on one line. */
export function lineOf(node: PageNode): string {
  return textOf(node).replace(/\s+/g, " ").trim();
}

/** Class and id in lower case, between spaces; empty where there is neither. */
export function classWords(element: PageElement): string {
  const { class: classes, id } = element.attributes;
  if (!classes && !id) return "";
  const words = ` ${classes ?? ""} ${id ?? ""} `.toLowerCase();
  return /[^\S ]| {2}/.test(words) ? words.replace(/\s+/g, " ") : words;
}

export function removeNode(node: PageNode): void {
  const siblings = node.parent?.children;
  const place = siblings?.indexOf(node) ?? -1;
  if (place >= 0) siblings!.splice(place, 1);
}

export function closest(element: PageElement, test: (each: PageElement) => boolean): PageElement | undefined {
  for (let each: PageElement | null = element; each; each = each.parent) if (test(each)) return each;
  return undefined;
}
