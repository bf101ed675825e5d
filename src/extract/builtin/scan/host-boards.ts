/** Tells a small computer that a graphics card is plugged into from a device that runs the model itself. */
import { acceleratorNamed } from "../../../record/vocabulary/resolve-accelerator.ts";
import type { Devices } from "../findings.ts";

/** "RX 7600 on a Pi 5", "an eGPU at my Orange Pi": what stands between the card and its host. */
const PLUGGED_INTO =
  /^[^.;\n]{0,24}?\b(?:on|at|in|to|into|with|via|off) (?:an?|the|my|one) (?:[\w-]{1,12} ){0,2}$/i;

/** The devices of one sentence without the board that only hosts the card named before it. */
export function withoutHostBoard(text: string, devices: Devices): Devices {
  if (devices.length !== 2) return devices;
  const [card, board] = devices;
  const hosted =
    kindOf(card) !== "board" &&
    kindOf(card) !== undefined &&
    kindOf(board) === "board" &&
    PLUGGED_INTO.test(text.slice(card!.end, board!.start));
  return hosted ? [card!] : devices;
}

const kindOf = (device: Devices[number] | undefined) =>
  device === undefined ? undefined : acceleratorNamed(device.value.name)?.kind;
