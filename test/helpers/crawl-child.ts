/** A process that crawls a replay server, to be killed: `node crawl-child.ts OUTPUT SOURCES ORIGIN ARXIV_API_URL`. */
import { Library } from "../../src/store/library.ts";
import { crawlReplay } from "./crawl-replay.ts";

const [output, sources, origin, arxivApiUrl] = process.argv.slice(2);
const library = Library.open(output!);
process.stdout.write("open\n");
await crawlReplay(library, { sources: sources!, origin: origin!, arxivApiUrl: arxivApiUrl! });
library.close();
