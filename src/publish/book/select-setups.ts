/** Chooses and orders the setups that a place in the book shows. Knows nothing of how they are printed. */
import {
  EXPERIENCES,
  type Experience,
  HARDWARE_CLASSES,
  type HardwareClass,
  USE_CASES,
  type UseCase,
} from "../../record/axes.ts";
import type { SetupRecord } from "../../record/setup-record.ts";
import { axis } from "./setup-view.ts";

/** Which setups are meant: all of the given ones must hold; none given means every setup. */
export interface SetupFilter {
  class?: HardwareClass;
  use?: UseCase;
  experience?: Experience;
  engine?: string;
}

export const FILTER_VALUES = {
  class: HARDWARE_CLASSES,
  use: USE_CASES,
  experience: EXPERIENCES,
} as const;

/** How firmly a record stands on a place of an axis: 3 stated, 2 concluded, 1 by default, 0 not at all. */
export function standing(record: SetupRecord, filter: Pick<SetupFilter, "use" | "experience">): number {
  const places = [
    ...(filter.use ? [place(axis(record.useCases, record.derived.useCases), filter.use)] : []),
    ...(filter.experience
      ? [place(axis(record.experience, record.derived.experience), filter.experience)]
      : []),
  ];
  return places.length === 0 ? 3 : Math.min(...places);
}

const BASIS_STANDING = { stated: 3, concluded: 2, default: 1 } as const;

function place(places: ReturnType<typeof axis>, value: string): number {
  const found = places.find((each) => each.value === value);
  return found ? BASIS_STANDING[found.basis] : 0;
}

/** Records that a reviewer did not turn down and that the filter takes, the most telling ones first. */
export function selectSetups(records: readonly SetupRecord[], filter: SetupFilter): SetupRecord[] {
  return records
    .filter(
      (record) =>
        record.status !== "rejected" &&
        (filter.class === undefined || record.hardware.class === filter.class) &&
        (filter.engine === undefined || record.engine.name === filter.engine) &&
        standing(record, filter) > 0,
    )
    .map((record) => ({ record, rank: rank(record, filter) }))
    .sort((a, b) => b.rank - a.rank || b.record.confidence - a.record.confidence || order(a.record, b.record))
    .map(({ record }) => record);
}

const order = (a: SetupRecord, b: SetupRecord) =>
  a.title < b.title ? -1 : a.title > b.title ? 1 : a.id < b.id ? -1 : 1;

/** Standing first, then what a reviewer saw, then whether there is a speed, then how much of the setup is named. */
function rank(record: SetupRecord, filter: SetupFilter): number {
  const reviewed = record.status === "accepted" || record.status === "edited" ? 1 : 0;
  const speed = record.measurements.some((m) => m.metric === "decode" || m.metric === "throughput") ? 1 : 0;
  const named = [
    record.model.name,
    record.engine.name,
    record.model.quantization,
    record.hardware.accelerators[0] ?? record.hardware.cpu,
  ].filter(Boolean).length;
  return standing(record, filter) * 1000 + reviewed * 100 + speed * 10 + named;
}
