/** Figures that physics does not allow go to review: the record keeps them as stated, with little confidence. */
import type { Rejection } from "../../record/rejection.ts";
import type { SetupDraft } from "../../record/setup-record.ts";

/** GB/s that the fastest single device of today has, twice over: nothing reads its weights faster. */
const FASTEST_GBS = 16_000;
/** Speculation and batching of drafts have been seen to bring this much at most. */
const SPECULATION = 6;
/** Bits a weight of the smallest formats that still answer. */
const LEAST_BITS = 1.5;

/** A mixture of experts of which only the whole size is stated reads at least this part of it for a token. */
const SPARSEST = 32;

/** What does not fit together in a draft, one rejection each; the draft's confidence is to fall to `DOUBTED`. */
export function implausible(
  draft: SetupDraft,
  bandwidthGBs: (accelerator: string) => number | undefined,
): Rejection[] {
  const { activeParametersB, parametersB } = draft.model;
  const size = activeParametersB ?? (parametersB ? parametersB / SPARSEST : undefined);
  if (!size) return [];
  const devices = draft.hardware.accelerators;
  const known = devices.map((device) => (bandwidthGBs(device.name) ?? FASTEST_GBS) * device.count);
  const total = known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : FASTEST_GBS;
  const most = (total / ((size * LEAST_BITS) / 8)) * (draft.config.speculative ? SPECULATION : 2);
  return draft.measurements
    .filter((figure) => figure.metric === "decode" && figure.value > most)
    .map((figure) => ({
      kind: "implausible",
      field: "measurements.decode",
      message: `${figure.value} tok/s of one stream is more than the memory can feed (about ${Math.round(most)})`,
      value: String(figure.value),
    }));
}

export const DOUBTED = 0.3;

/** A memory that no such device has ("RTX 3090 with 48 GiB": that was two of them) is taken away and goes to review. */
export function withSaneMemory(
  draft: SetupDraft,
  sizesOf: (accelerator: string) => readonly number[],
  reject: (rejection: Rejection) => void,
): SetupDraft {
  const accelerators = draft.hardware.accelerators.map((device) => {
    const sizes = sizesOf(device.name);
    const size = device.memoryGiB;
    if (size == null || sizes.length === 0 || sizes.some((known) => Math.abs(known - size) < 0.06 * known))
      return device;
    reject({
      kind: "out-of-range",
      field: "hardware.accelerators.memoryGiB",
      message: `one ${device.name} has ${sizes.join(" or ")} GiB`,
      value: String(size),
      quote:
        draft.evidence
          .find(({ field }) => field === "hardware.accelerators.memoryGiB")
          ?.quote.slice(0, 300) ?? null,
    });
    return { name: device.name, count: device.count };
  });
  return { ...draft, hardware: { ...draft.hardware, accelerators } };
}
