/** The built site in a real browser: hostile text stays text, nothing leaves the host, and everybody can read it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishBook } from "../../../src/publish/publish-book.ts";
import { Library } from "../../../src/store/library.ts";
import { storeSamples } from "../../helpers/sample-records.ts";
import { type StaticServer, serveFolder } from "../../helpers/static-server.ts";
import { ATTACKS, asShown, HOSTILE_DOCUMENTS } from "./hostile-samples.ts";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = BROWSERS.find((path) => existsSync(path));
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PAGES = [
  "/",
  "/axes.html",
  "/hardware/gpu-24.html",
  "/hardware/cluster.html",
  "/use/coding.html",
  "/experience/latency.html",
  "/variables/kv-cache.html",
  "/catalog/",
  "/sources.html",
];

describe("the built site", () => {
  let root: string;
  let library: Library;
  let server: StaticServer;
  let browser: Browser | undefined;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "almanac-site-"));
    library = Library.open(root);
    storeSamples(library, HOSTILE_DOCUMENTS);
    await publishBook({
      library,
      bookFolder: join(import.meta.dirname, "../../../book"),
      layout: library.layout,
      now: new Date("2026-05-02T10:00:00Z"),
      site: true,
      signal: new AbortController().signal,
    });
    server = await serveFolder(library.layout.site);
    if (executablePath) browser = await chromium.launch({ executablePath, args: FLAGS });
    else console.warn("no Chromium found: the pages are not opened in a browser");
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    library?.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** A page that notes everything that it should not do. */
  async function watchedPage(context: BrowserContext): Promise<{ page: Page; faults: string[] }> {
    const faults: string[] = [];
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(server.origin) && !request.url().startsWith("data:"))
        faults.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
    return { page, faults };
  }

  const html = () =>
    readdirSync(library.layout.site, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ file, text: readFileSync(file, "utf8") }));

  test("has every chapter as a page, a policy on each, and no link that runs a script", () => {
    expect(html().length).toBeGreaterThan(55);
    for (const { file, text } of html()) {
      expect(text, file).toContain("default-src 'none'; script-src 'self'");
      expect(text, file).not.toMatch(/(?:href|src)="\s*(?:javascript|data|vbscript):/i);
      const bare = text.replace(/<script[^>]*>[^<]*<\/script>/g, "").replace(/"[^"]*"/g, '""');
      expect(bare.match(/<[^>]* on[a-z]+=/i), file).toBeNull();
      expect(text, file).not.toContain('"local-model-almanac"');
      for (const [link] of text.matchAll(/<a [^>]*href="https?:[^>]*>/g)) {
        expect(link, file).toContain('rel="noopener noreferrer nofollow ugc"');
      }
    }
  });

  test("shows a link-only page by its address and title alone", () => {
    const all = html()
      .map(({ text }) => text)
      .join("\n");
    expect(all).toContain("A page that asks not to be quoted");
    expect(all).not.toMatch(/of the private page|Nobody To Name/);
    const data = readdirSync(join(library.layout.site, "data")).map((name) =>
      readFileSync(join(library.layout.site, "data", name), "utf8"),
    );
    expect(data.join("\n")).not.toMatch(/of the private page|Nobody To Name/);
  });

  test.skipIf(!executablePath)(
    "opens every kind of page without an error, a foreign request or a running attack",
    async () => {
      const context = await browser!.newContext();
      const { page, faults } = await watchedPage(context);
      for (const path of PAGES) {
        await page.goto(server.origin + path, { waitUntil: "networkidle" });
        expect(await page.evaluate(() => "hacked" in globalThis), path).toBe(false);
        const inside = page.locator(
          "main svg[onload], main img, main script, main [onclick], main [onerror]",
        );
        expect(await inside.count(), path).toBe(0);
        expect(faults, path).toEqual([]);
      }
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath)(
    "prints hostile text letter by letter",
    async () => {
      const context = await browser!.newContext();
      const { page, faults } = await watchedPage(context);
      for (const path of ["/hardware/gpu-24.html", "/variables/kv-cache.html", "/catalog/"]) {
        await page.goto(server.origin + path, { waitUntil: "networkidle" });
        const shown = (await page.locator("main").innerText()).replace(/\s+/g, " ");
        for (const attack of ATTACKS) expect(shown, path).toContain(asShown(attack));
      }
      expect(faults).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath)(
    "leads from a number to its record, and the record opens with its quote",
    async () => {
      const context = await browser!.newContext();
      const { page, faults } = await watchedPage(context);
      await page.goto(`${server.origin}/use/writing.html`, { waitUntil: "networkidle" });
      await page.locator("a.figure").first().click();
      await page.waitForURL(/\/catalog\/#[0-9a-f]{16}$/);
      await page.locator("li.is-open .setup-details").waitFor();
      expect(await page.locator("li.is-open").innerText()).toContain("The page asks not to be reproduced");
      await page.goto(`${server.origin}/use/coding.html`, { waitUntil: "networkidle" });
      const link = await page.locator("a.figure").first().getAttribute("href");
      await page.goto(server.origin + link, { waitUntil: "networkidle" });
      await page.locator("li.is-open .quotes q").first().waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath)(
    "finds setups by search and by facet, and keeps the choice in the address",
    async () => {
      const context = await browser!.newContext();
      const { page, faults } = await watchedPage(context);
      await page.goto(`${server.origin}/catalog/?class=multi-gpu`, { waitUntil: "networkidle" });
      expect(await page.locator(".catalog-count").innerText()).toBe("3 of 17 setups");
      await page.locator("input[type=search]").fill("70b 2x rtx3090 llama.cpp");
      await page.waitForFunction(() => location.search.includes("q=70b"));
      expect(await page.locator(".catalog-rows > li").count()).toBe(3);
      await page.locator("input[type=search]").fill("nothing like this");
      await page.getByText("Nothing known yet").waitFor();
      await page.getByRole("button", { name: "Clear" }).click();
      await page.getByText("17 of 17 setups", { exact: true }).waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath)(
    "turns pages without losing its way, and can be read from a folder",
    async () => {
      const context = await browser!.newContext({ viewport: { width: 1280, height: 900 } });
      const { page, faults } = await watchedPage(context);
      await page.goto(`${server.origin}/hardware/gpu-24.html`, { waitUntil: "networkidle" });
      await page.locator(".contents-wide").getByText("Start here").click();
      await page.waitForURL(`${server.origin}/`);
      await page.locator(".top-links").getByText("Uses").click();
      await page.waitForURL(`${server.origin}/use/`);
      await page.locator(".chapter-index").getByText("Coding").click();
      await page.waitForURL(`${server.origin}/use/coding.html`);
      await page.locator("h1", { hasText: "Coding" }).waitFor();
      expect(faults).toEqual([]);

      const folder = await context.newPage();
      await folder.goto(`file://${join(library.layout.site, "index.html")}`);
      await folder.locator(".top-links").getByText("Catalog").click();
      await folder.locator(".scriptless").waitFor();
      expect(await folder.locator("h1").evaluate((title) => getComputedStyle(title).fontSize)).not.toBe(
        "32px",
      );
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath)(
    "can be read without JavaScript",
    async () => {
      const context = await browser!.newContext({ javaScriptEnabled: false });
      const { page, faults } = await watchedPage(context);
      await page.goto(`${server.origin}/hardware/multi-gpu.html`);
      expect(await page.locator("table.setups tbody").count()).toBe(3);
      await page.locator(".evidence-row summary").first().click();
      expect(await page.locator(".setup-details").first().isVisible()).toBe(true);
      await page.goto(`${server.origin}/catalog/`);
      expect(await page.locator(".scriptless").isVisible()).toBe(true);
      expect(await page.locator(".catalog-rows > li").count()).toBe(17);
      expect(faults).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath).each(["light", "dark"] as const)(
    "gives a checker of accessibility nothing to report (%s)",
    async (colorScheme) => {
      const context = await browser!.newContext({ colorScheme });
      const { page } = await watchedPage(context);
      for (const path of ["/", "/axes.html", "/use/coding.html", "/catalog/", "/sources.html"]) {
        await page.goto(server.origin + path, { waitUntil: "networkidle" });
        const details = page.locator(".evidence-row summary, button.catalog-row").first();
        if (await details.count()) await details.click();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
        );
        expect(found, path).toEqual([]);
      }
      await context.close();
    },
    180_000,
  );

  test.skipIf(!executablePath)(
    "fits a telephone: nothing is wider than the screen",
    async () => {
      const context = await browser!.newContext({ viewport: { width: 390, height: 800 } });
      const { page } = await watchedPage(context);
      for (const path of PAGES) {
        await page.goto(server.origin + path, { waitUntil: "networkidle" });
        const widest = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(widest, path).toBeLessThanOrEqual(390);
      }
      await context.close();
    },
    180_000,
  );
});
