/**
 * What a document that came in several answers can be made from again: the adapter's whole input as one capture, which
 * says which adapter it is for. Documents that came as one page are captured as they came.
 */
import { z } from "zod";

const sealSchema = z.object({
  /** Tells such a capture from any other JSON. */
  almanac: z.literal("document-capture"),
  adapter: z.enum(["thread", "release", "gist", "file", "paste", "paper", "folder"]),
  input: z.unknown(),
});
export type AdapterName = z.infer<typeof sealSchema>["adapter"];
export type SealedCapture = z.infer<typeof sealSchema>;

/** The bytes to keep. The same input always gives the same bytes. */
export function sealCapture(adapter: AdapterName, input: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ almanac: "document-capture", adapter, input }));
}

/** What was sealed, or undefined where the bytes are something else. */
export function openCapture(bytes: Uint8Array): SealedCapture | undefined {
  if (bytes[0] !== 0x7b) return undefined;
  try {
    const parsed = sealSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
