/** The wire form of a chat completion, and its adapter to ours. Every server's answer is hostile until parsed here. */
import { z } from "zod";
import type { Completion, TokenUsage } from "./chat-model.ts";
import { splitThinking } from "./read-json.ts";

const count = z.number().nonnegative().catch(0);

const completionWire = z.object({
  model: z.string().optional().catch(undefined),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish().catch(null),
        message: z.object({
          content: z
            .union([
              z.string(),
              z.array(z.object({ type: z.string().optional(), text: z.string().optional() })),
            ])
            .nullish(),
          refusal: z.string().nullish().catch(null),
          reasoning_content: z.string().nullish().catch(null),
          reasoning: z.string().nullish().catch(null),
        }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: count.optional(),
      completion_tokens: count.optional(),
      prompt_tokens_details: z.object({ cached_tokens: count.optional() }).nullish().catch(null),
      /** DeepSeek's spelling. */
      prompt_cache_hit_tokens: count.optional(),
    })
    .nullish()
    .catch(null),
  /** llama.cpp reports what it took from its cache here. */
  timings: z.object({ cache_n: count.optional() }).nullish().catch(null),
});

/** Ours, without what only the caller knows; undefined when the body is no completion. */
export function readCompletion(body: unknown): Omit<Completion, "latencyMs" | "cached"> | undefined {
  const wire = completionWire.safeParse(body);
  const choice = wire.success ? wire.data.choices[0] : undefined;
  if (!wire.success || !choice) return undefined;
  const { message } = choice;
  const content =
    typeof message.content === "string"
      ? message.content
      : (message.content ?? []).map((piece) => piece.text ?? "").join("");
  const split = splitThinking(content);
  const reasoning = [message.reasoning_content ?? message.reasoning ?? "", split.reasoning]
    .filter((thought) => thought !== "")
    .join("\n");
  return {
    text: message.refusal ? message.refusal : split.text,
    reasoning,
    finish: finishOf(choice.finish_reason, message.refusal),
    usage: usageOf(wire.data),
    model: wire.data.model ?? "",
  };
}

function finishOf(
  reason: string | null | undefined,
  refusal: string | null | undefined,
): Completion["finish"] {
  if (refusal || reason === "content_filter" || reason === "refusal") return "refused";
  return reason === "length" || reason === "max_tokens" ? "length" : "stop";
}

function usageOf(wire: z.infer<typeof completionWire>): TokenUsage {
  const { usage, timings } = wire;
  return {
    promptTokens: usage?.prompt_tokens ?? 0,
    cachedPromptTokens:
      usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens ?? timings?.cache_n ?? 0,
    completionTokens: usage?.completion_tokens ?? 0,
  };
}
