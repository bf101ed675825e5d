/** The VitePress settings of the book as a file of plain data: its name and the table of contents. Author's words only. */
import type { Chapter } from "../book/read-chapters.ts";

/** What the theme needs to know of the book. */
export interface BookContents {
  /** Day of the last change, YYYY-MM-DD. */
  edition: string;
  parts: { title: string; chapters: { id: string; link: string; title: string }[] }[];
}

/** Where a chapter is found in the site. */
export function chapterLink(id: string): string {
  if (id === "index") return "/";
  if (id === "catalog") return "/catalog/";
  return id.endsWith("/index") ? `/${id.slice(0, -"index".length)}` : `/${id}.html`;
}

/** The content of `.vitepress/config.mjs`. */
export function siteSettings(book: { chapters: readonly Chapter[]; date: string }): string {
  const parts: BookContents["parts"] = [];
  for (const chapter of book.chapters) {
    let part = parts.find((each) => each.title === chapter.part);
    if (!part) {
      part = { title: chapter.part, chapters: [] };
      parts.push(part);
    }
    part.chapters.push({
      id: chapter.id,
      link: chapterLink(chapter.id),
      title: chapter.short ?? chapter.title,
    });
  }
  const settings = {
    title: "Local Model Almanac",
    description:
      "What people report about running language models on their own hardware, with the quote for every value.",
    lang: "en",
    base: "/",
    appearance: true,
    lastUpdated: false,
    metaChunk: true,
    head: [
      ["link", { rel: "icon", type: "image/svg+xml", href: "/favicon.svg" }],
      // Browsers run no modules from a folder; the page then says what is missing.
      ["script", {}, "if(location.protocol==='file:')document.documentElement.classList.add('from-folder')"],
    ],
    themeConfig: { edition: book.date, parts } satisfies BookContents,
  };
  return `export default ${JSON.stringify(settings, null, 2)};\n`;
}
