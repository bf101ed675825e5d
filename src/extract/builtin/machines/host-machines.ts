/**
 * The machines that a document tells apart by what they are ("Mac Studio with the M3 Ultra", "the 5090 tower"), so that
 * "the Studio" or "on the tower" finds the device. Knows nothing of names that people give to machines, nor of figures.
 */

import { regex } from "../../../record/regex.ts";
import { sharesMemory } from "../../../record/vocabulary/device-memory.ts";
import { acceleratorNamed } from "../../../record/vocabulary/resolve-accelerator.ts";
import type { Devices, Findings } from "../findings.ts";
import type { Mention } from "../scan/mention-scan.ts";
import { mentionsIn, type Source } from "../source.ts";

const HOST = regex("gi")`
  \b(?:
    (?:mac )?studio|mac ?book(?: ?(?:pro|air))?|mac ?mini|mini(?![- ]?(?:pc|itx))|imac|mac|laptop|notebook|gaming pc|pc|tower|
    workstation|server|spark|jetson|nuc|mini[- ]?pc|thinkpad|framework(?: desktop)?|phone|tablet
  )\b
`;

/** Words by which a machine with such a host is called for short. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  "mac studio": ["studio", "mac"],
  macbook: ["laptop", "mac"],
  "macbook pro": ["macbook", "laptop", "mac"],
  "macbook air": ["macbook", "air", "laptop", "mac"],
  "mac mini": ["mini", "mac"],
  "gaming pc": ["pc"],
};

type Device = Mention & { field: "devices" };

const isApple = ({ value }: Device) => acceleratorNamed(value.name)?.vendor === "Apple";

/** The device of each host word that means one alone, in a document of several machines. */
export function hostMachines(source: Source): ReadonlyMap<string, Findings> {
  const hosts = new Map<string, Device | null>();
  const machines = new Set<string>();
  const devices = source.mentions.filter((mention): mention is Device => mention.field === "devices");
  for (const [at, device] of devices.entries()) {
    for (const host of hostsBeside(source.text, device, devices[at - 1], devices[at + 1])) {
      machines.add(device.value.name);
      const held = hosts.get(host);
      const fuller = held && (held.value.memoryGiB || !device.value.memoryGiB) ? held : device;
      hosts.set(host, held === undefined || held?.value.name === device.value.name ? fuller : null);
    }
  }
  if (machines.size < 2) return new Map();
  return new Map(
    [...hosts].flatMap(([host, device]) =>
      device === null ? [] : [[host, machineOf(source, device, devices)] as const],
    ),
  );
}

/** A device with the CPU and the memory that its own clause gives beside it. */
function machineOf(source: Source, device: Device, devices: readonly Device[]): Findings {
  const { text } = source;
  const before = text.slice(Math.max(0, device.start - CLAUSE), device.start);
  const start = device.start - /[^.;:\n|]*$/.exec(before)![0].length;
  const end = device.end + /^(?:[^.;\n|]|\.\d)*/.exec(text.slice(device.end, device.end + CLAUSE))![0].length;
  const place = { start: device.start, end: device.end };
  const machine: Findings = { devices: [{ value: device.value, ...place, of: HOSTED }] };
  if (
    devices.some(
      (other) => other.value.name !== device.value.name && other.start >= start && other.end <= end,
    )
  )
    return machine;
  for (const { field, value, ...place } of mentionsIn(source, start, end))
    if (field === "cpu") machine.cpu ??= { value, start: place.start, end: place.end };
    else if (field === "memoryGiB") machine.memoryGiB ??= { value, start: place.start, end: place.end };
  return machine;
}

/** What a device's fact is of that was found by the word for its host: the machine around it is that host. */
export const HOSTED = "host";

/** How far a clause is read on each side of a device, in characters. */
const CLAUSE = 120;

/** Whether devices of one sentence sit in hosts of their own: "a server with two L40S, a laptop with a 4070". */
export function areHosted(hosts: ReadonlyMap<string, Findings>, devices: Devices = []): boolean {
  if (devices.length < 2 || hosts.size < 2) return false;
  const hosted = new Map([...hosts].map(([host, { devices: own }]) => [own?.[0]?.value.name, host]));
  const found = devices.map(({ value }) => hosted.get(value.name));
  return found.every((host) => host !== undefined) && new Set(found).size === devices.length;
}

/** The host words of the clause that names the device, as long as no other device stands between. */
function hostsBeside(text: string, device: Device, last?: Device, next?: Device): string[] {
  const before = text.slice(Math.max(last?.end ?? 0, device.start - 40), device.start);
  const after = text.slice(device.end, Math.min(next?.start ?? text.length, device.end + 20));
  const clause = [
    /[^.;\n|]*$/.exec(before)?.[0] ?? "",
    /^[^.,;\n|(&+]*?(?=\b(?:and|with|vs|or)\b|[.,;\n|(&+]|$)/.exec(after)?.[0] ?? "",
  ];
  const found = clause.flatMap((words) => [...words.matchAll(HOST)].map(([host]) => host.toLowerCase()));
  const full = found.flatMap((host) => {
    const even = host
      .replace(/mac ?book ?/, "macbook ")
      .replace("macmini", "mac mini")
      .trim();
    return [even, ...(SHORT[even] ?? [])];
  });
  const fits = full.filter(
    (host) => isApple(device) === /mac|studio|^mini$|^air$/.test(host) || host === "laptop",
  );
  return [...new Set(isApple(device) ? [...fits, "mac"] : fits)];
}

/** The machine that the words call by its host: "on the Mac", "the tower pulls". */
export function calledMachine(hosts: ReadonlyMap<string, Findings>, words: string): Findings | undefined {
  if (hosts.size === 0) return undefined;
  const called = new Set<string>();
  for (const match of words.matchAll(
    /\b(?:the|my|our|this|each|every|on|del|le|la|der|dem) (?=(\w{2,12}(?: \w{3,7})?))/gi,
  )) {
    const two = match[1]!.toLowerCase();
    const key = hosts.has(two) ? two : two.split(" ")[0]!;
    if (hosts.has(key)) called.add(key);
  }
  const found = [...called].flatMap((key) => hosts.get(key) ?? []);
  const names = new Set(found.map(({ devices }) => devices?.[0]?.value.name));
  return names.size === 1 ? found[0] : undefined;
}

const TOGETHER = regex("i")`
  \b(?:
    cluster\w*|rpc|exo|distributed|together|combin\w+|egpu|e-gpu|oculink|thunderbolt|plus|paired|alongside
  )\b|\+
`;

/** Whether devices of one sentence are machines apart: a chip with its own memory pool sits in no other one's machine. */
export function areApart(devices: Devices | undefined, words: string): boolean {
  if (devices === undefined || devices.length < 2 || TOGETHER.test(words)) return false;
  const pools = devices.filter(({ value }) => sharesMemory(value.name) && isChip(value.name));
  return pools.length > 1 || (pools.length === 1 && pools.some(({ value }) => isAlone(value.name)));
}

/** No graphics of a CPU, which sit beside a card as often as not. */
const isChip = (name: string) =>
  !/^(?:Radeon \d{3,4}[MS]|Radeon Graphics|Iris|UHD|Arc Graphics|Adreno)/.test(name);
/** Machines that take no graphics card. */
const isAlone = (name: string) => /^M\d|^GB10|Jetson|^A\d\d /.test(name);
