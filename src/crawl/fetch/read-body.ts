/**
 * Reads an answer's body to its end or not at all: under a cap of bytes before and after decompression, a cap on the
 * ratio of the two, a deadline and a least rate. Knows nothing of what the bytes mean.
 */
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { PermanentSourceError, TransientSourceError } from "../../record/errors.ts";

export interface BodyLimits {
  maxBytes: number;
  /** From the start of the body to its end. */
  deadlineMs: number;
  /** After `graceMs` the average must be at least this. */
  minBytesPerSecond: number;
  graceMs: number;
}

/** Decompressed may be this many times compressed; small bodies may compress better. */
const MAX_RATIO = 100;
const RATIO_FROM_BYTES = 1024 * 1024;
const MAX_ENCODINGS = 2;

const DECODERS: Record<string, () => NodeJS.ReadWriteStream & { destroy(error?: Error): unknown }> = {
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};

/**
 * @throws PermanentSourceError over a cap or for an unknown encoding; TransientSourceError for a cut, slow or corrupt body.
 */
export async function readBody(
  body: Readable,
  headers: { contentEncoding: string | undefined; contentLength: number | undefined },
  limits: BodyLimits,
  place: string,
): Promise<Uint8Array> {
  const encodings = (headers.contentEncoding ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");
  const failed = (error: Error) => {
    body.destroy();
    // undici reports the destruction on the body itself; nobody else listens.
    body.on("error", () => undefined);
    return error;
  };
  if (encodings.length > MAX_ENCODINGS || encodings.some((name) => !Object.hasOwn(DECODERS, name)))
    throw failed(new PermanentSourceError(`refused: content encoding ${headers.contentEncoding}`, { place }));
  if (headers.contentLength !== undefined && headers.contentLength > limits.maxBytes)
    throw failed(tooLarge(limits.maxBytes, place));

  return new Promise<Uint8Array>((resolve, reject) => {
    const started = performance.now();
    let received = 0;
    let decoded = 0;
    const chunks: Uint8Array[] = [];
    const decoders = encodings.reverse().map((name) => DECODERS[name]!());
    const end = (error?: Error) => {
      clearInterval(watch);
      if (!error) return resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
      for (const decoder of decoders) decoder.destroy();
      reject(failed(error));
    };
    const watch = setInterval(
      () => {
        const elapsedMs = performance.now() - started;
        if (elapsedMs > limits.deadlineMs)
          end(new TransientSourceError(`the body took over ${limits.deadlineMs} ms`, { place }));
        else if (elapsedMs > limits.graceMs && received < (limits.minBytesPerSecond * elapsedMs) / 1000)
          end(
            new TransientSourceError(`the body came at under ${limits.minBytesPerSecond} bytes a second`, {
              place,
            }),
          );
      },
      Math.max(20, Math.min(1000, limits.graceMs / 4)),
    );
    body.on("data", (chunk: Uint8Array) => {
      received += chunk.length;
      if (received > limits.maxBytes) end(tooLarge(limits.maxBytes, place));
    });
    const cut = (cause: unknown) =>
      end(
        new TransientSourceError(`the body was cut off or corrupt: ${(cause as Error).message}`, {
          place,
          cause,
        }),
      );
    body.on("error", cut);
    body.on("close", () => {
      if (!body.readableEnded && !body.readableAborted) return;
      if (body.readableAborted) cut(new Error("the connection was closed"));
    });
    let last: NodeJS.ReadableStream = body;
    for (const decoder of decoders) {
      decoder.on("error", cut);
      last = last.pipe(decoder);
    }
    last.on("data", (chunk: Uint8Array) => {
      decoded += chunk.length;
      if (decoded > limits.maxBytes) return end(tooLarge(limits.maxBytes, place));
      if (decoders.length > 0 && decoded > RATIO_FROM_BYTES && decoded > received * MAX_RATIO)
        return end(
          new PermanentSourceError(`refused: decompresses to over ${MAX_RATIO} times its size`, { place }),
        );
      chunks.push(chunk);
    });
    last.on("end", () => end());
  });
}

function tooLarge(maxBytes: number, place: string): PermanentSourceError {
  return new PermanentSourceError(`refused: the body is over ${maxBytes} bytes`, { place });
}
