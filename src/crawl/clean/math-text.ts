/** Formulas as text: the author's TeX where the page carries it, else the characters of the MathML. */
import { elementsBelow, isElement, lineOf, type PageElement, textOf } from "./page-tree.ts";

/** TeX without commands, indices and groups is what a reader sees. */
const PLAIN = /^[^\\^_{}$]*$/;

/** A formula's text from `<math>`, a KaTeX element or a `math/tex` script; plain where it is plain, else between `$`. */
export function mathText(element: PageElement): string {
  const tex = texOf(element);
  if (tex === undefined) return lineOf(element);
  const readable = tex
    .replace(/\\times(?![A-Za-z])/g, "×")
    .replace(/\\%/g, "%")
    .replace(/\\(?:,|;|!|:|quad|qquad|displaystyle)(?![A-Za-z])/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return readable === "" ? lineOf(element) : PLAIN.test(readable) ? readable : `$${readable}$`;
}

function texOf(element: PageElement): string | undefined {
  if (element.name === "script")
    return element.children.map((child) => (isElement(child) ? "" : child.text)).join("");
  for (const below of elementsBelow(element)) {
    if (below.name === "annotation" && /tex/i.test(below.attributes.encoding ?? "")) return textOf(below);
    if (below.name === "math" && below.attributes.alttext) return below.attributes.alttext;
  }
  if (element.attributes.alttext) return element.attributes.alttext;
  return undefined;
}
