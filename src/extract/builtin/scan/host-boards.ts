/**
 * Tells a small computer that a graphics card is plugged into, or that only carries the chip which is named with it, from a
 * device that runs the model itself.
 */
import { acceleratorKind } from "../../../record/vocabulary/resolve-accelerator.ts";
import type { Devices } from "../findings.ts";

type Device = Devices[number];

/** "RX 7600 on a Pi 5", "an eGPU at my Orange Pi": what stands between the card and its host. */
const PLUGGED_INTO =
  /^[^.;\n]{0,24}?\b(?:on|at|in|to|into|with|via|off) (?:an?|the|my|one) (?:[\w-]{1,12} ){0,2}$/i;

/** Two devices of one machine in a list of its parts, not two that are held against each other. */
const OF_ONE_LIST =
  /^(?:(?!\b(?:vs|versus|than|while|against|but|and|or|whereas|like)\b|\d ?t(?:ok)?\/s)[^.;:\n|]){1,60}$/i;

/** The devices of one sentence without the board that only hosts the card or carries the chip named beside it. */
export function withoutHostBoard(text: string, devices: Devices): Devices {
  const [first, second] = devices;
  if (devices.length !== 2 || first === undefined || second === undefined) return devices;
  for (const [runner, board] of [
    [first, second],
    [second, first],
  ] as const)
    if (carries(board, runner)) return [runner];
  const between = text.slice(first.end, second.start);
  if (isCard(first) && acceleratorKind(second.value.name) === "board" && PLUGGED_INTO.test(between))
    return [first];
  const card = isCard(first) ? first : second;
  const isHosted = isCard(card) && isBoard(card === first ? second : first) && OF_ONE_LIST.test(between);
  return isHosted ? [card] : devices;
}

/** The chip of each board that is named beside it (`SoC: …` above `Board: …`), by the board's name. */
export function carriedChips(devices: readonly Device[]): ReadonlyMap<string, Device> {
  const chips = new Map<string, Device>();
  for (const [at, device] of devices.entries())
    for (const near of [devices[at - 1], devices[at + 1]])
      if (near !== undefined && carries(device, near) && distance(device, near) < SAME_LIST)
        chips.set(device.value.name, near);
  return chips;
}

/** In characters. */
const SAME_LIST = 120;
const distance = (a: Device, b: Device) => Math.max(a.start, b.start) - Math.min(a.end, b.end);

/** Devices with the chip in the place of its board. */
export const withChips = (devices: Devices, chips: ReadonlyMap<string, Device>): Devices =>
  devices.map((device) => chips.get(device.value.name) ?? device);

/** Whether a board is one that such a chip sits on: the chip's own name says more of what ran. */
const carries = (board: Device, chip: Device): boolean =>
  IS_CHIP.test(chip.value.name) && isBoard(board) && !IS_CHIP.test(board.value.name);

const IS_CHIP = /^RK\d{4}/;

const CARDS: ReadonlySet<string | undefined> = new Set(["consumer", "workstation", "datacenter"]);
const isCard = (device: Device) => CARDS.has(acceleratorKind(device.value.name));

/** Small computers without a graphics processor of their own that models run on. */
const isBoard = (device: Device) =>
  acceleratorKind(device.value.name) === "board" && !/^Jetson/.test(device.value.name);
