/** Derives the hardware class from the stated hardware by code. Knows nothing of documents or of what was measured. */
import type { HardwareClass } from "./axes.ts";
import type { Accelerator, Hardware } from "./setup-record.ts";
import type { AcceleratorEntry } from "./vocabulary/accelerator-entry.ts";
import { acceleratorNamed } from "./vocabulary/resolve-accelerator.ts";

/** One card alone: the class by the memory it has, up to and including so many GiB. */
const SINGLE_CARD_CLASSES: readonly (readonly [upToGiB: number, hardwareClass: HardwareClass])[] = [
  [8, "gpu-8"],
  [12, "gpu-12"],
  [16, "gpu-16"],
  [24, "gpu-24"],
  [39, "gpu-32"],
  [Number.POSITIVE_INFINITY, "gpu-workstation"],
];

/** More devices than one machine takes. */
const DEVICES_OF_ONE_MACHINE = 16;

/**
 * The class of a setup's hardware. Null where nothing is stated, or a single card's memory is neither stated nor the
 * same in every variant of it.
 */
export function hardwareClassOf(hardware: Pick<Hardware, "accelerators" | "cpu">): HardwareClass | null {
  const { accelerators } = hardware;
  const [first] = accelerators;
  if (first === undefined) return hardware.cpu ? "cpu" : null;
  const kinds = new Set(accelerators.map(({ name }) => acceleratorNamed(name)?.kind));
  const devices = accelerators.reduce((sum, { count }) => sum + count, 0);
  if (devices > DEVICES_OF_ONE_MACHINE) return "cluster";
  if (kinds.has("datacenter")) return "datacenter";
  const discrete = accelerators.filter((each) => !isPartOfTheMachine(acceleratorNamed(each.name)));
  if (discrete.length === 0) {
    if (devices > 1) return "cluster";
    return isEdge(acceleratorNamed(first.name)) ? "edge" : "unified";
  }
  if (discrete.reduce((sum, { count }) => sum + count, 0) > 1) return "multi-gpu";
  return singleCardClass(discrete[0] ?? first);
}

const isEdge = (entry: AcceleratorEntry | undefined) =>
  entry?.kind === "board" || entry?.kind === "npu" || entry?.kind === "mobile";

/** True of chips that are a machine's own, so that a second one means a second machine. */
const isPartOfTheMachine = (entry: AcceleratorEntry | undefined) =>
  isEdge(entry) || entry?.kind === "unified" || entry?.kind === "apu";

/** Consumer cards refitted to 40 GiB and more are always written with their memory. */
function soldSizes(entry: AcceleratorEntry | undefined): readonly number[] {
  if (entry === undefined) return [];
  return entry.kind === "consumer" ? entry.memoryGiB.filter((size) => size < 40) : entry.memoryGiB;
}

function singleCardClass(card: Accelerator): HardwareClass | null {
  const sizes = card.memoryGiB ? [card.memoryGiB] : soldSizes(acceleratorNamed(card.name));
  const classes = new Set(sizes.map((size) => SINGLE_CARD_CLASSES.find(([upTo]) => size <= upTo)?.[1]));
  const [only] = classes;
  return classes.size === 1 && only !== undefined ? only : null;
}
