/** How much an element has to read, and how much of that is links: the two figures that content is told from chrome by. */
import { RAW_TEXT } from "./html-elements.ts";
import { isElement, type PageElement } from "./page-tree.ts";

export interface Weight {
  /** Characters of text, without white space at the ends of each run. */
  text: number;
  /** Of these, inside links. */
  linked: number;
}

/** Weighs elements once each; forget it when the tree has changed. */
export class Scales {
  readonly #known = new WeakMap<PageElement, Weight>();

  of(element: PageElement): Weight {
    const known = this.#known.get(element);
    if (known) return known;
    const weight: Weight = { text: 0, linked: 0 };
    for (const child of element.children) {
      if (!isElement(child)) weight.text += child.text.trim().length;
      else if (!RAW_TEXT.has(child.name)) {
        const part = this.of(child);
        weight.text += part.text;
        weight.linked += child.name === "a" ? part.text : part.linked;
      }
    }
    this.#known.set(element, weight);
    return weight;
  }

  /** Share of the text inside links, 0 to 1; 0 where there is no text. */
  linkShare(element: PageElement): number {
    const { text, linked } = this.of(element);
    return text === 0 ? 0 : linked / text;
  }
}
