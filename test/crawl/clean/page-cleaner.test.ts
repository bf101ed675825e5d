import { afterEach, describe, expect, it } from "vitest";
import { PageCleaner } from "../../../src/crawl/clean/page-cleaner.ts";
import { PermanentSourceError } from "../../../src/record/errors.ts";
import { makePdf, textAt } from "../../helpers/made-pdf.ts";

const cleaners: PageCleaner[] = [];
const cleanerWith = (options: ConstructorParameters<typeof PageCleaner>[0]) => {
  const cleaner = new PageCleaner(options);
  cleaners.push(cleaner);
  return cleaner;
};
afterEach(async () => {
  for (const cleaner of cleaners.splice(0)) await cleaner.close();
});
const bytes = (text: string) => new TextEncoder().encode(text);
const page = { url: "https://x.example/p" };

describe("cleaning on a thread", () => {
  it("gives what cleaning gives, for pages and PDFs, and leaves the caller's bytes alone", async () => {
    const cleaner = cleanerWith({});
    const html = bytes("<title>T</title><main><p>Words of the page.</p></main>");
    expect((await cleaner.html(html, page)).markdown).toBe("# T\n\nWords of the page.");
    expect(html.length).toBeGreaterThan(0);
    expect((await cleaner.pdf(makePdf({ pages: [textAt(72, 700, "Words of the paper.")] }))).markdown).toBe(
      "Words of the paper.",
    );
  });

  it("cuts off what takes too long, and goes on with the next page on a new thread", async () => {
    const cleaner = cleanerWith({ pageMs: 1 });
    const long = bytes(`<p>${"<b>word</b> ".repeat(700_000)}`);
    await cleaner.html(bytes("<p>warm"), page).catch(() => undefined);
    await expect(cleaner.html(long, page)).rejects.toThrow(/took over 1 ms/);
    const patient = cleanerWith({});
    expect((await patient.html(bytes("<p>next"), page)).markdown).toBe("next");
  });

  it("answers many at once, each its own", async () => {
    const cleaner = cleanerWith({ threads: 2 });
    const cleaned = await Promise.all(
      Array.from({ length: 40 }, (_, number) => cleaner.html(bytes(`<p>page ${number}`), page)),
    );
    expect(cleaned.map(({ markdown }) => markdown)).toEqual(
      Array.from({ length: 40 }, (_, number) => `page ${number}`),
    );
  });

  it("tells of a PDF that cannot be read with a named error", async () => {
    await expect(cleanerWith({}).pdf(bytes("no"))).rejects.toThrow(PermanentSourceError);
  });
});
