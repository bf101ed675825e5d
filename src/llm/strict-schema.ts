/**
 * Turns a zod schema into the JSON schema that servers accept for strict structured output. Knows nothing of servers.
 */
import { z } from "zod";
import type { AnswerShape } from "./chat-model.ts";

const DROPPED = new Set([
  "$schema",
  "default",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minItems",
  "maxItems",
]);

/**
 * The strict subset: every object is closed and requires all its keys, and lengths are left to zod (strict mode of
 * several servers refuses them).
 */
export function toStrictSchema(name: string, schema: z.ZodType): AnswerShape {
  return { name, schema: strict(z.toJSONSchema(schema, { io: "input" })) as Record<string, unknown> };
}

function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (typeof node !== "object" || node === null) return node;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties" && typeof value === "object" && value !== null) {
      out[key] = Object.fromEntries(Object.entries(value).map(([name, child]) => [name, strict(child)]));
    } else if (!DROPPED.has(key)) out[key] = strict(value);
  }
  if (out.type === "object" && typeof out.properties === "object" && out.properties !== null) {
    out.additionalProperties = false;
    out.required = Object.keys(out.properties);
  }
  return out;
}
