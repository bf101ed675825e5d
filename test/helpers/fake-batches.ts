/** The files and batches of the fake model server: a batch is worked off when it is next asked about. */
import type { FakeRequest } from "./fake-model-server.ts";

interface FakeBatch {
  id: string;
  input: string;
  status: "in_progress" | "completed";
  output: string | undefined;
  asked: number;
}

export interface Handled {
  status: number;
  type: string;
  body: string;
}

export class FakeBatches {
  readonly #answer: (request: FakeRequest) => unknown;
  readonly #files = new Map<string, string>();
  readonly #batches = new Map<string, FakeBatch>();
  #number = 0;

  constructor(answer: (request: FakeRequest) => unknown) {
    this.#answer = answer;
  }

  /** Answers the paths of the files and batches API; undefined for any other. */
  handle(request: {
    method: string;
    path: string;
    body: Buffer;
    type: string | undefined;
  }): Handled | undefined {
    const { method, path } = request;
    if (path === "/v1/files" && method === "POST") return this.#upload(request.body, request.type ?? "");
    const content = /^\/v1\/files\/([\w-]+)\/content$/.exec(path)?.[1];
    if (content) {
      const file = this.#files.get(content);
      return file === undefined ? undefined : { status: 200, type: "application/jsonl", body: file };
    }
    if (path === "/v1/batches" && method === "POST") return this.#create(request.body);
    const id = /^\/v1\/batches\/([\w-]+)$/.exec(path)?.[1];
    const batch = id ? this.#batches.get(id) : undefined;
    return batch ? this.#look(batch) : undefined;
  }

  #upload(body: Buffer, type: string): Handled {
    const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? "";
    const parts = body.toString("utf8").split(`--${boundary}`);
    const file = parts.find((part) => part.includes('name="file"')) ?? "";
    const text = file.slice(file.indexOf("\r\n\r\n") + 4).replace(/\r\n$/, "");
    const id = `file-${++this.#number}`;
    this.#files.set(id, text);
    return json({ id, object: "file", purpose: "batch", bytes: text.length });
  }

  #create(body: Buffer): Handled {
    const { input_file_id: input } = JSON.parse(body.toString("utf8")) as { input_file_id: string };
    const batch: FakeBatch = {
      id: `batch-${++this.#number}`,
      input,
      status: "in_progress",
      output: undefined,
      asked: 0,
    };
    this.#batches.set(batch.id, batch);
    return json(wire(batch));
  }

  #look(batch: FakeBatch): Handled {
    // In progress at the first look, done at the second.
    if (++batch.asked >= 2 && batch.status === "in_progress") this.#complete(batch);
    return json(wire(batch));
  }

  #complete(batch: FakeBatch): void {
    const lines = (this.#files.get(batch.input) ?? "").split("\n").filter((line) => line.trim() !== "");
    const output = lines.map((line) => {
      const { custom_id, body } = JSON.parse(line) as { custom_id: string; body: FakeRequest };
      return JSON.stringify({
        id: "r",
        custom_id,
        response: { status_code: 200, body: this.#answer(body) },
        error: null,
      });
    });
    batch.output = `file-${++this.#number}`;
    // Batches come back in any order.
    this.#files.set(batch.output, output.reverse().join("\n"));
    batch.status = "completed";
  }
}

const json = (body: unknown): Handled => ({
  status: 200,
  type: "application/json",
  body: JSON.stringify(body),
});

const wire = (batch: FakeBatch) => ({
  id: batch.id,
  object: "batch",
  status: batch.status,
  endpoint: "/v1/chat/completions",
  input_file_id: batch.input,
  output_file_id: batch.output ?? null,
});
