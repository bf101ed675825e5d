/** The few selectors that rules are written in: `tag`, `.class`, `#id`, `[name=value]`. */
import { elementsBelow, type PageElement } from "./page-tree.ts";

/** A test for one simple selector; classes are compared as whole words, without regard to case. */
export function selector(text: string): (element: PageElement) => boolean {
  const kind = text[0];
  const rest = text.slice(1);
  if (kind === ".") {
    const wanted = rest.toLowerCase();
    return ({ attributes }) =>
      attributes.class?.toLowerCase().includes(wanted) === true &&
      attributes.class.toLowerCase().split(/\s+/).includes(wanted);
  }
  if (kind === "#") return ({ attributes }) => attributes.id === rest;
  if (kind === "[") {
    const [name = "", value = ""] = text.slice(1, -1).split("=");
    return ({ attributes }) => (attributes[name] ?? "").toLowerCase() === value.toLowerCase();
  }
  return ({ name }) => name === text;
}

export function selectAll(root: PageElement, text: string): PageElement[] {
  const test = selector(text);
  const found: PageElement[] = [];
  for (const element of elementsBelow(root)) if (test(element)) found.push(element);
  return found;
}
