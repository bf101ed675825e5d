/** Cleans pages on a thread of its own, so that a page which takes too long can be cut off. Started by page-cleaner.ts. */
import { parentPort } from "node:worker_threads";
import { cleanPage } from "./clean-page.ts";
import type { CleanTask } from "./page-cleaner.ts";
import { pdfText } from "./pdf-text.ts";

parentPort!.on("message", ({ number, task }: { number: number; task: CleanTask }) => {
  const answer = (outcome: object) => parentPort!.postMessage({ number, ...outcome });
  const failed = (error: unknown) => answer({ error: (error as Error).message });
  try {
    if (task.kind === "html") answer({ clean: cleanPage(task.bytes, task.page) });
    else pdfText(task.bytes, task.bounds).then((clean) => answer({ clean }), failed);
  } catch (error) {
    failed(error);
  }
});
