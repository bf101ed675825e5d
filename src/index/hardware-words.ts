/**
 * What people call hardware besides its name: makers, nicknames, kinds of machine. Used on both sides: records are
 * found by these words, and questions are read by them. Data, and the look-ups over it.
 */
import type { HardwareClass } from "../record/axes.ts";
import { acceleratorNamed } from "../record/vocabulary/resolve-accelerator.ts";

/** A nickname that stands for a group of devices, by canonical accelerator name. */
export interface HardwareGroup {
  /** The first one names the group in explanations. */
  words: readonly string[];
  /** Tests a canonical accelerator name. */
  covers: RegExp;
  /** True when the nickname is also one device's alias and still means the whole group. */
  widens?: boolean;
}

/** The longest wording of an idea first. Matched against lower-case words. */
export const HARDWARE_GROUPS: readonly HardwareGroup[] = [
  {
    words: [
      "strix halo",
      "framework desktop",
      "ai max 395",
      "max+ 395",
      "ryzen ai max",
      "gmktec evo x2",
      "evo x2",
    ],
    covers: /^(Ryzen AI Max|Radeon 80[56]0S)/,
    widens: true,
  },
  { words: ["dgx spark", "gb10", "asus ascent gx10", "spark"], covers: /^GB10/ },
  { words: ["mac studio"], covers: /^M\d (Max|Ultra)$/ },
  { words: ["mac mini"], covers: /^M\d( Pro)?$/ },
  { words: ["macbook", "macbook pro"], covers: /^M\d( Pro| Max)?$/ },
  { words: ["laptop", "notebook"], covers: /Laptop$|^M\d( Pro| Max)?$|^Ryzen AI \d|^Snapdragon X/ },
  { words: ["apple silicon", "mac", "macs", "apple", "macos"], covers: /^M\d( Pro| Max| Ultra)?$/ },
  { words: ["raspberry pi", "raspberry", "rpi"], covers: /^Raspberry Pi/ },
  { words: ["jetson", "orin"], covers: /^Jetson/ },
  { words: ["intel arc", "battlemage", "arc"], covers: /^Arc/ },
  { words: ["rtx pro"], covers: /^RTX PRO/ },
  { words: ["instinct", "mi series"], covers: /^MI\d/ },
  {
    words: ["phone", "android", "iphone", "snapdragon"],
    covers: /^(Snapdragon|A1\d|Dimensity|Exynos|Tensor|8 (Gen|Elite))/,
  },
];

const SINGLE_CARDS: readonly HardwareClass[] = [
  "gpu-8",
  "gpu-12",
  "gpu-16",
  "gpu-24",
  "gpu-32",
  "gpu-workstation",
];

/** Words for a kind of machine, as hardware classes. */
export const CLASS_WORDS: Readonly<Record<string, readonly HardwareClass[]>> = {
  "cpu only": ["cpu"],
  "cpu-only": ["cpu"],
  "no gpu": ["cpu"],
  "without a gpu": ["cpu"],
  "without gpu": ["cpu"],
  "on cpu": ["cpu"],
  "single board computer": ["edge"],
  sbc: ["edge"],
  "edge device": ["edge"],
  npu: ["edge"],
  "unified memory": ["unified"],
  "single gpu": SINGLE_CARDS,
  "one gpu": SINGLE_CARDS,
  "single card": SINGLE_CARDS,
  "one card": SINGLE_CARDS,
  "multi gpu": ["multi-gpu"],
  "multi-gpu": ["multi-gpu"],
  "multiple gpus": ["multi-gpu"],
  "several gpus": ["multi-gpu"],
  "dual gpu": ["multi-gpu"],
  workstation: ["gpu-workstation"],
  datacenter: ["datacenter"],
  "data center": ["datacenter"],
  cluster: ["cluster"],
  "several machines": ["cluster"],
};

/** Makers, as the vocabulary spells them. */
export const VENDOR_WORDS: Readonly<Record<string, string>> = {
  amd: "AMD",
  radeon: "AMD",
  nvidia: "NVIDIA",
  geforce: "NVIDIA",
  intel: "Intel",
};

/** Nicknames, maker and kind of one accelerator, for its full-text column. */
export function otherWordsFor(accelerator: string): string[] {
  const vendor = vendorOf(accelerator);
  const nicknames = HARDWARE_GROUPS.filter((group) => group.covers.test(accelerator)).flatMap(
    (group) => group.words,
  );
  return vendor ? [vendor, ...nicknames] : nicknames;
}

/** The maker of an accelerator, or undefined where the vocabulary does not know the name. */
export function vendorOf(accelerator: string): string | undefined {
  return acceleratorNamed(accelerator)?.vendor;
}
