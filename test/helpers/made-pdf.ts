/** Small PDFs made by hand: a page for each content stream, text set where the test wants it. */
import { deflateSync } from "node:zlib";

export interface MadePdf {
  /** Content of each page in PDF operators; see `textAt`. */
  pages: string[];
  compress?: boolean;
  title?: string;
  /** Further objects, as they stand. */
  extra?: Buffer[];
}

/** Operators that set a line at a place in a size. */
export function textAt(x: number, y: number, text: string, size = 10): string {
  return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text.replace(/[\\()]/g, "\\$&")}) Tj ET`;
}

export function makePdf({ pages, compress = true, title, extra = [] }: MadePdf): Uint8Array {
  const objects: Buffer[] = [];
  const add = (content: string | Buffer) =>
    objects.push(Buffer.isBuffer(content) ? content : Buffer.from(content, "latin1"));
  const kids = pages.map((_, number) => `${4 + number * 2} 0 R`).join(" ");
  add("<</Type/Catalog/Pages 2 0 R>>");
  add(`<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`);
  add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  for (const [number, page] of pages.entries()) {
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${5 + number * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
    );
    const data = compress ? deflateSync(Buffer.from(page, "latin1")) : Buffer.from(page, "latin1");
    add(
      Buffer.concat([
        Buffer.from(`<</Length ${data.length}${compress ? "/Filter/FlateDecode" : ""}>>\nstream\n`),
        data,
        Buffer.from("\nendstream"),
      ]),
    );
  }
  const info = title ? objects.length + 1 : 0;
  if (title) add(`<</Title(${title})/CreationDate(D:20260304050607Z)>>`);
  for (const each of extra) add(each);
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n")];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  for (const [number, content] of objects.entries()) {
    offsets.push(length);
    const object = Buffer.concat([Buffer.from(`${number + 1} 0 obj\n`), content, Buffer.from("\nendobj\n")]);
    parts.push(object);
    length += object.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R${info ? `/Info ${info} 0 R` : ""}>>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
