/** The library: everything the almanac has gathered, under one output folder. Opens the parts and hands them out. */
import { CaptureStore } from "./captures.ts";
import { Database } from "./database.ts";
import { DocumentStore } from "./documents.ts";
import { FetchStore } from "./fetches.ts";
import { Frontier } from "./frontier.ts";
import { type OutputLayout, outputLayout } from "./layout.ts";
import { RecordStore } from "./records.ts";
import { RunStore } from "./runs.ts";

export class Library {
  readonly layout: OutputLayout;
  readonly database: Database;
  readonly captures: CaptureStore;
  readonly documents: DocumentStore;
  readonly fetches: FetchStore;
  readonly records: RecordStore;
  readonly runs: RunStore;

  private constructor(layout: OutputLayout, database: Database) {
    this.layout = layout;
    this.database = database;
    this.captures = new CaptureStore(layout.captures);
    this.documents = new DocumentStore(database);
    this.fetches = new FetchStore(database);
    this.records = new RecordStore(database);
    this.runs = new RunStore(database);
  }

  /**
   * Opens the library in an output folder, made where it is missing.
   * @throws StoreError
   */
  static open(root: string): Library {
    const layout = outputLayout(root);
    return new Library(layout, Database.open(layout.database));
  }

  frontier(source: string): Frontier {
    return new Frontier(this.database, source);
  }

  close(): void {
    this.database.close();
  }
}
