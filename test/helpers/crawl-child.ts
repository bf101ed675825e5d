/** A process that crawls a replay server, to be killed: `node crawl-child.ts OUTPUT SOURCES ORIGIN ARXIV_API_URL`. */
import { Library } from "../../src/store/library.ts";
import { crawlReplay } from "./crawl-replay.ts";

const [output, sources, origin, arxivApiUrl] = process.argv.slice(2);
// What the crawl loads lazily is loaded before the clock starts: kills are for the crawl, not for the loading.
await Promise.all([
  import("@octokit/rest"),
  import("@octokit/plugin-retry"),
  import("@octokit/plugin-throttling"),
  import("../../src/crawl/github/crawler.ts"),
  import("../../src/crawl/repository/crawler.ts"),
  import("../../src/crawl/gist/crawler.ts"),
  import("../../src/crawl/web/crawler.ts"),
  import("../../src/crawl/paper/crawler.ts"),
]);
const library = Library.open(output!);
process.stdout.write("open\n");
await crawlReplay(library, { sources: sources!, origin: origin!, arxivApiUrl: arxivApiUrl! });
library.close();
