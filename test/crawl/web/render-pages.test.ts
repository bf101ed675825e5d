import { existsSync } from "node:fs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { PageCleaner } from "../../../src/crawl/clean/page-cleaner.ts";
import { Library } from "../../../src/store/library.ts";
import { startAttackServer } from "../../helpers/attack-server.ts";
import { crawlSmallSite, type SmallSite, startSmallSite } from "../../helpers/small-site.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some((path) =>
  existsSync(path),
);

let site: SmallSite;
let library: Library;
const cleaner = new PageCleaner();
afterAll(() => cleaner.close());
beforeEach(async () => {
  site = await startSmallSite();
  library = Library.open(temporaryFolder());
});
afterEach(async () => {
  library.close();
  await site.close();
});

describe.skipIf(!browser)("pages that need a browser", () => {
  it("are rendered, and the browser reaches nothing but through the fetcher", async () => {
    const canary = await startAttackServer();
    const words = "The rendered words say twenty tokens a second on a small card. ".repeat(8);
    site.pages.set("/app", {
      body: `<!doctype html><title>App</title><div id="root"></div><script src="/app.js"></script>
        <img src="${canary.origin}/ok"><iframe src="${canary.origin}/ok"></iframe><script>
        fetch("${canary.origin}/ok").catch(() => 0); new WebSocket("ws://127.0.0.1:${canary.port}/"); navigator.sendBeacon("${canary.origin}/ok", "x");
        new Image().src = "${canary.origin}/ok"; const l = document.createElement("link"); l.rel = "preconnect"; l.href = "${canary.origin}"; document.head.append(l);</script>`,
    });
    site.pages.set("/app.js", {
      headers: { "content-type": "text/javascript" },
      body: `document.getElementById("root").innerHTML = "<main><h1>App</h1><p>${words}</p></main>"`,
    });
    const tally = await crawlSmallSite({
      source: { urls: [`${site.origin}/app`], render: true },
      library,
      cleaner,
      allowHosts: [new URL(site.origin).host],
    });
    expect(tally.errors).toEqual([]);
    expect(library.documents.byUrl(`${site.origin}/app`)?.text).toContain("twenty tokens a second");
    expect(canary.connections()).toBe(0);
    await canary.close();
  });

  it("that are not there are told as any other", async () => {
    const tally = await crawlSmallSite({
      source: { urls: [`${site.origin}/none`], render: true },
      library,
      cleaner,
    });
    expect(tally.documents.failed).toBe(1);
    expect(tally.errors[0]?.message).toContain("404");
  });
});
