/** Puts a document's text together from its parts and keeps each part's place. Knows nothing of where the words came from. */
import type { DocumentPart } from "../record/document.ts";
import { cleanBody } from "./clean-body.ts";

/** What is known of a part before its place in the text is. */
export type PartFacts = Omit<DocumentPart, "start" | "end">;

/** Text that grows block by block, with one blank line between blocks. */
export class DocumentText {
  readonly parts: DocumentPart[] = [];
  #text = "";

  /** A line that is nobody's own words: the title, or who wrote the next part. Names in it may come from anybody. */
  heading(level: 1 | 2, words: string): void {
    this.#block(`${"#".repeat(level)} ${oneLine(words)}`);
  }

  /** One author's words as they stand. An empty body leaves no part. */
  part(facts: PartFacts, body: string): void {
    const words = body.trimEnd();
    if (words.trim() === "") return;
    const start = this.#block(words);
    this.parts.push({ ...facts, start, end: start + words.length });
  }

  /** As `part`, between the fences of a code block that the words themselves cannot close. */
  fenced(facts: PartFacts, body: string): void {
    const words = body.trimEnd();
    if (words.trim() === "") return;
    let longest = 2;
    for (const run of words.matchAll(/`{3,}/g)) longest = Math.max(longest, run[0].length);
    const fence = "`".repeat(longest + 1);
    const start =
      this.#block(`${fence}${facts.language ?? ""}\n`) + fence.length + (facts.language ?? "").length + 1;
    this.#text += `${words}\n${fence}`;
    this.parts.push({ ...facts, start, end: start + words.length });
  }

  /** The whole text; part ranges are half-open and count UTF-16 code units of it. */
  toString(): string {
    return `${this.#text}\n`;
  }

  #block(words: string): number {
    if (this.#text !== "") this.#text += "\n\n";
    const start = this.#text.length;
    this.#text += words;
    return start;
  }
}

/** Clean words without line breaks: titles and names. */
export function oneLine(words: string): string {
  return cleanBody(words).replace(/\s+/g, " ").trim();
}
