/** Where everything lies under output/. The only place that spells these paths. */
import { join } from "node:path";

export interface OutputLayout {
  root: string;
  database: string;
  captures: string;
  index: string;
  catalog: string;
  book: string;
  site: string;
  runs: string;
}

/** The folders and files under one output directory; nothing is created here. */
export function outputLayout(root: string): OutputLayout {
  return {
    root,
    database: join(root, "almanac.db"),
    captures: join(root, "captures"),
    index: join(root, "index"),
    catalog: join(root, "catalog"),
    book: join(root, "book"),
    site: join(root, "site"),
    runs: join(root, "runs"),
  };
}
