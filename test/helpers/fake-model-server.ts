/**
 * A model server that speaks the OpenAI HTTP protocol on loopback: models, chat, embeddings, files and batches. Its
 * answers come from a queue or a function, and its faults from a mode for each call.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { FakeBatches } from "./fake-batches.ts";

export interface FakeRequest {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { name: string; schema: unknown } };
  max_tokens?: number;
  max_completion_tokens?: number;
  temperature?: number;
}

export interface FakeAnswer {
  content?: string;
  reasoning?: string;
  refusal?: string;
  finish?: string;
}

export type FakeMode =
  | "normal"
  | "slow"
  | "429"
  | "500"
  | "503"
  | "cut"
  | "truncated"
  | "wrong-schema"
  | "prose"
  | "fenced"
  | "empty"
  | "refusal"
  | "think"
  | "reasoning"
  | "length"
  | "html"
  | "endless"
  | "drip";

export interface FakeServerOptions {
  /** Answers a request; without it, queued answers are given in order, then `{}`. */
  answer?: (request: FakeRequest, call: number) => FakeAnswer | string;
  /** The mode of the nth chat call, from 0. */
  mode?: FakeMode | ((call: number, request: FakeRequest) => FakeMode);
  /** Time that one answer takes once it has a slot. */
  latencyMs?: number;
  /** Answers worked on at once; more wait, or get 429 with `rejectOverload`. */
  slots?: number;
  rejectOverload?: boolean;
  /** Value of Retry-After with 429 and 503, in seconds. */
  retryAfter?: number | undefined;
  /** Response formats that are refused with 400. */
  unsupported?: readonly string[];
  /** Request fields that are refused with 400. */
  refusedFields?: readonly string[];
  /** Takes `response_format` and ignores it: the answer comes as prose. */
  ignoresFormat?: boolean;
  contextTokens?: number;
  /** Which server it claims to be, for the probing of context windows. */
  flavour?: "plain" | "llama.cpp" | "ollama" | "vllm";
  model?: string;
  apiKey?: string;
  cachedTokens?: number;
  /** How it counts tokens; a token for every four characters by default. */
  countTokens?: (text: string) => number;
  embed?: (text: string) => number[];
  /** Answers a call with a known Idempotency-Key again without charging: it is not counted as answered twice. */
  honoursKeys?: boolean;
}

export interface FakeModelServer {
  /** With the version path. */
  readonly baseUrl: string;
  /** Every chat request that arrived, in order. */
  readonly requests: FakeRequest[];
  /** Chat answers whose last byte was handed to the connection. */
  readonly answered: FakeRequest[];
  /** Paths asked for, chat excluded. */
  readonly paths: string[];
  /** The most chat calls ever worked on at once. */
  readonly busiest: number;
  queue(...answers: (FakeAnswer | string)[]): void;
  configure(options: Partial<FakeServerOptions>): void;
  close(): Promise<void>;
}

/** Starts a server on a free loopback port. */
export async function startFakeModelServer(initial: FakeServerOptions = {}): Promise<FakeModelServer> {
  let options = { ...initial };
  const queued: (FakeAnswer | string)[] = [];
  const requests: FakeRequest[] = [];
  const answered: FakeRequest[] = [];
  const paths: string[] = [];
  const waiting: (() => void)[] = [];
  let working = 0;
  let busiest = 0;
  const batches = new FakeBatches((request) =>
    completionBody(request, answerFor(request, requests.push(request) - 1)),
  );

  function answerFor(request: FakeRequest, call: number): FakeAnswer {
    const answer = options.answer?.(request, call) ?? queued.shift() ?? "{}";
    return typeof answer === "string" ? { content: answer } : answer;
  }

  function completionBody(request: FakeRequest, answer: FakeAnswer) {
    const prompt = request.messages.map((message) => message.content).join("\n");
    const content = answer.content ?? "";
    const tokens = options.countTokens ?? ((text: string) => Math.ceil(text.length / 4));
    return {
      id: "chatcmpl-1",
      object: "chat.completion",
      model: options.model ?? "fake-30b",
      choices: [
        {
          index: 0,
          finish_reason: answer.finish ?? "stop",
          message: {
            role: "assistant",
            content: answer.refusal ? null : content,
            ...(answer.refusal ? { refusal: answer.refusal } : {}),
            ...(answer.reasoning ? { reasoning_content: answer.reasoning } : {}),
          },
        },
      ],
      usage: {
        prompt_tokens: tokens(prompt),
        completion_tokens: tokens(content) + tokens(answer.reasoning ?? ""),
        ...(options.cachedTokens ? { prompt_tokens_details: { cached_tokens: options.cachedTokens } } : {}),
      },
    };
  }

  const charged = new Set<string>();

  async function chat(
    request: FakeRequest,
    response: ServerResponse,
    key: string | undefined,
  ): Promise<void> {
    const call = requests.push(request) - 1;
    const refused = refusal(request, options);
    if (refused) return sendError(response, 400, refused);
    if (options.contextTokens !== undefined) {
      const size = request.messages.reduce((sum, message) => sum + message.content.length / 4, 0);
      if (size > options.contextTokens) {
        return sendError(
          response,
          400,
          `the request exceeds the available context size (${options.contextTokens} tokens)`,
        );
      }
    }
    if (options.slots !== undefined && working >= options.slots) {
      if (options.rejectOverload) return sendBusy(response, 429, options.retryAfter);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    working++;
    busiest = Math.max(busiest, working);
    try {
      const mode =
        typeof options.mode === "function" ? options.mode(call, request) : (options.mode ?? "normal");
      const latency = mode === "slow" ? 60_000 : (options.latencyMs ?? 0);
      if (latency > 0 && !(await sleepWhileOpen(latency, response))) return;
      const delivered = await respond(mode, request, response, () => answerFor(request, call));
      if (!delivered || (options.honoursKeys && key !== undefined && charged.has(key))) return;
      if (key !== undefined) charged.add(key);
      answered.push(request);
    } finally {
      working--;
      waiting.shift()?.();
    }
  }

  async function respond(
    mode: FakeMode,
    request: FakeRequest,
    response: ServerResponse,
    next: () => FakeAnswer,
  ) {
    if (mode === "429" || mode === "503") {
      sendBusy(response, Number(mode), options.retryAfter);
      return false;
    }
    if (mode === "500") {
      sendError(response, 500, "internal error");
      return false;
    }
    if (mode === "html") {
      response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome</body></html>");
      return false;
    }
    if (mode === "endless" || mode === "drip") {
      await pour(response, mode);
      return false;
    }
    const answer = next();
    const given = options.ignoresFormat ? { content: "Well, I think it ran quite fast." } : answer;
    const body = JSON.stringify(completionBody(request, spoil(given, mode)));
    if (mode === "cut") {
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      });
      response.write(body.slice(0, body.length / 2), () => response.destroy());
      return false;
    }
    response.writeHead(200, { "content-type": "application/json" });
    return new Promise<boolean>((resolve) => {
      response.on("close", () => resolve(response.writableFinished));
      response.end(body);
    });
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const body = await readBody(request);
    if (options.apiKey && request.headers.authorization !== `Bearer ${options.apiKey}`) {
      return sendError(response, 401, "Incorrect API key provided");
    }
    if (path === "/v1/chat/completions")
      return chat(JSON.parse(body.toString("utf8")) as FakeRequest, response, keyOf(request));
    paths.push(path);
    if (path === "/v1/embeddings")
      return sendJson(response, embeddings(JSON.parse(body.toString("utf8")), options));
    const handled = batches.handle({
      method: request.method ?? "GET",
      path,
      body,
      type: request.headers["content-type"],
    });
    if (handled) {
      response.writeHead(handled.status, { "content-type": handled.type }).end(handled.body);
      return;
    }
    const about = describeServer(path, options);
    return about ? sendJson(response, about) : sendError(response, 404, "not found");
  }

  const server: Server = createServer((request, response) => {
    response.on("error", () => response.destroy());
    route(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendError(response, 500, String(error));
      else response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    answered,
    paths,
    get busiest() {
      return busiest;
    },
    queue: (...answers) => void queued.push(...answers),
    configure: (part) => {
      options = { ...options, ...part };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function keyOf(request: IncomingMessage): string | undefined {
  const key = request.headers["idempotency-key"];
  return typeof key === "string" ? key : undefined;
}

function refusal(request: FakeRequest, options: FakeServerOptions): string | undefined {
  const format = request.response_format?.type;
  if (format && options.unsupported?.includes(format))
    return `'response_format.type' ${format} is not supported`;
  const field = options.refusedFields?.find((name) => name in request);
  if (field === "max_tokens")
    return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
  return field ? `Unsupported parameter: '${field}'` : undefined;
}

/** What the mode does to a good answer. */
function spoil(answer: FakeAnswer, mode: FakeMode): FakeAnswer {
  const content = answer.content ?? "";
  switch (mode) {
    case "truncated":
      return { ...answer, content: content.slice(0, Math.floor(content.length * 0.6)) };
    case "length":
      return { ...answer, content: content.slice(0, Math.floor(content.length * 0.6)), finish: "length" };
    case "wrong-schema":
      return { ...answer, content: JSON.stringify({ answer: [1, "two", null] }) };
    case "prose":
      return {
        ...answer,
        content: `Sure! Here is what I found in [the text]:\n\n${content}\n\nLet me know {if} you need more.`,
      };
    case "fenced":
      return { ...answer, content: `\`\`\`json\n${content}\n\`\`\`` };
    case "empty":
      return { ...answer, content: "" };
    case "refusal":
      return { refusal: "I cannot help with that." };
    case "think":
      return { ...answer, content: `<think>The user wants {"json": true}. Let me see.</think>\n${content}` };
    case "reasoning":
      return { ...answer, reasoning: "Let me read the text first." };
    default:
      return answer;
  }
}

/** A body without end: as fast as the connection takes it, or a byte a second. */
function pour(response: ServerResponse, mode: "endless" | "drip"): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    response.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
    const chunk = Buffer.alloc(mode === "endless" ? 64 * 1024 : 1, " ");
    const more = () => {
      if (response.destroyed) return;
      if (mode === "drip") {
        response.write(chunk);
        timer = setTimeout(more, 1000);
      } else if (response.write(chunk)) timer = setTimeout(more, 0);
      else response.once("drain", more);
    };
    more();
  });
}

function sleepWhileOpen(ms: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const closed = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      response.off("close", closed);
      resolve(true);
    }, ms);
    response.once("close", closed);
  });
}

function embeddings(request: { input: string | string[] }, options: FakeServerOptions) {
  const texts = Array.isArray(request.input) ? request.input : [request.input];
  const embed = options.embed ?? ((text: string) => [text.length, 1, 0, 0]);
  return {
    object: "list",
    model: "fake-embedder",
    data: texts.map((text, index) => ({ object: "embedding", index, embedding: embed(text) })),
    usage: { prompt_tokens: texts.join("").length, total_tokens: texts.join("").length },
  };
}

function describeServer(path: string, options: FakeServerOptions): unknown {
  const window = options.contextTokens ?? 32_768;
  const id = options.model ?? "fake-30b";
  if (path === "/v1/models") {
    const extra =
      options.flavour === "vllm"
        ? { max_model_len: window, owned_by: "vllm" }
        : options.flavour === "llama.cpp"
          ? { owned_by: "llamacpp", meta: { n_ctx_train: 262_144 } }
          : { owned_by: options.flavour === "ollama" ? "library" : "fake" };
    return { object: "list", data: [{ id, object: "model", ...extra }] };
  }
  if (path === "/props" && options.flavour === "llama.cpp") {
    return {
      total_slots: options.slots ?? 4,
      default_generation_settings: { n_ctx: window },
      build_info: "b6123",
    };
  }
  if (path === "/api/show" && options.flavour === "ollama") {
    return { parameters: `num_ctx ${window}`, model_info: { "qwen3.context_length": 262_144 } };
  }
  if (path === "/api/version" && options.flavour === "ollama") return { version: "0.18.0" };
  return undefined;
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ error: { message, type: "invalid_request_error", code: null } }));
}

function sendBusy(response: ServerResponse, status: number, retryAfter: number | undefined): void {
  response
    .writeHead(status, {
      "content-type": "application/json",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    })
    .end(JSON.stringify({ error: { message: "Too many requests", type: "rate_limit" } }));
}
