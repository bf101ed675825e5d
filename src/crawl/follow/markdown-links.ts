/** Finds the addresses that a Markdown text links to. Reads the text only; nothing is fetched here. */
import type { DocumentLink } from "../../record/document.ts";

/** A text links to more than this only when it is a list of links. */
const MOST_LINKS = 500;
/** Bounded repeats keep both patterns linear. */
const INLINE =
  /\[([^[\]\n]{0,300})\]\((https?:\/\/[^\s()<>"]{1,1000}(?:\([^\s()<>"]{0,200}\)[^\s()<>"]{0,500})?)/g;
const BARE = /https?:\/\/[^\s<>"'`|\\^{}[\]]{1,1000}/g;

/** Links in order of their first appearance, each address once. */
export function markdownLinks(text: string): DocumentLink[] {
  const links = new Map<string, DocumentLink & { at: number }>();
  const take = (words: string, address: string, at: number) => {
    const url = readable(address);
    if (url && !links.has(url) && links.size < MOST_LINKS) links.set(url, { text: words.trim(), url, at });
  };
  for (const match of text.matchAll(INLINE)) take(match[1]!, match[2]!, match.index);
  for (const match of text.matchAll(BARE)) take("", withoutClosing(match[0]), match.index);
  return [...links.values()]
    .sort((a, b) => a.at - b.at)
    .map(({ text: words, url }) => ({ text: words, url }));
}

function readable(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.hostname ? url.href : undefined;
}

/** A bare address at a sentence's end takes neither its full stop nor the bracket around it. */
function withoutClosing(address: string): string {
  let end = address.length;
  while (end > 0 && ".,;:!?*_~)".includes(address[end - 1]!)) {
    if (
      address[end - 1] === ")" &&
      address.slice(0, end).split("(").length >= address.slice(0, end).split(")").length
    )
      break;
    end--;
  }
  return address.slice(0, end);
}
