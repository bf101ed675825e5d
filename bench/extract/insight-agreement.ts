/** When a found sentence is the one that a reader marked, as the labelled sets' own scorer has it. */

const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.%]+/gu, "");

/** The same sentence: one holds the other, and a part is at least two fifths of the whole. */
export function agrees(label: string, quote: string): boolean {
  const [whole, found] = [bare(label), bare(quote)];
  return (
    found !== "" && (found.includes(whole) || (whole.includes(found) && found.length > 0.4 * whole.length))
  );
}
