/** Runs the index stage in a process of its own, so that a test can kill it. Says "go" once the library is open. */
import { indexRecords } from "../../src/index/index-records.ts";
import { Library } from "../../src/store/library.ts";
import { letterEmbedder } from "./letter-embedder.ts";

const library = Library.open(process.argv[2] ?? "");
process.stdout.write("go\n");
await indexRecords({ library, embedder: letterEmbedder(), signal: new AbortController().signal });
library.close();
