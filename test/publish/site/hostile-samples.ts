/** Text as an attacker would put it on a page that the almanac reads, in every place where text can stand. */
import type { SampleDocument } from "../../helpers/sample-records.ts";

/** Each string once tried to become something other than text: template, script, file inclusion, attribute, chunk marker. */
export const ATTACKS = [
  "{{ process.exit(7) }}",
  "{{ constructor.constructor('globalThis.hacked=1')() }}",
  "<script>globalThis.hacked=1</script>",
  "<img src=x onerror=globalThis.hacked=1>",
  "<<< ../../../package.json",
  "<!--@include: ../../../package.json-->",
  "{onclick=globalThis.hacked=1}",
  "# heading {#x onmouseover=globalThis.hacked=1}",
  "[a link](javascript:globalThis.hacked=1)",
  "</q></template></script><svg onload=globalThis.hacked=1>",
  "__VP_STATIC_START__ __VITE_ASSET__abc__ __VITE_PUBLIC_ASSET__abc__",
  "import.meta.env.SSR \u0024{globalThis.hacked=1} `",
  "--- \ntitle: hacked\n---",
  "\u202Egnp.elif\u2066 right to left",
] as const;

/** Shown as one line; what cannot be seen is gone. */
export const asShown = (attack: string) =>
  attack
    .replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** One document for each attack, which stands in every field that takes text. */
export const HOSTILE_DOCUMENTS: SampleDocument[] = [
  ...ATTACKS.map(
    (attack, place): SampleDocument => ({
      url: `https://attack-${place}.example/${encodeURIComponent(attack)}?"onclick="globalThis.hacked=1`,
      title: attack,
      author: attack,
      licence: attack,
      setups: [
        {
          title: attack,
          useCases: ["coding"],
          experience: ["latency"],
          hardware: {
            accelerators: [{ name: attack, count: 1, memoryGiB: 24 }],
            cpu: attack,
            class: "gpu-24",
          },
          model: { name: attack, parametersB: 8 + place, quantization: attack, repository: attack },
          engine: { name: attack, version: attack, backend: attack },
          config: { kvCacheType: attack, speculative: attack, command: attack },
          measurements: [{ metric: "decode", value: 10 + place, unit: "tok/s", conditions: attack }],
          evidence: [{ field: "model.name", quote: attack, start: 0, end: 5 }],
          derived: { useCases: [{ value: "agents", because: attack }], experience: [] },
        },
      ],
      lessons: [{ variable: "kv-cache", claim: `${attack} (claim)`, quote: attack }],
    }),
  ),
  {
    url: "javascript:globalThis.hacked=1",
    title: "A title with a script for an address",
    setups: [{ useCases: ["coding"] }],
  },
  { url: "https://long.example/", title: "x".repeat(10_000), setups: [{ title: "y".repeat(10_000) }] },
  {
    url: "https://private.example/post",
    title: "A page that asks not to be quoted",
    author: "Nobody To Name",
    publication: "link-only",
    setups: [
      {
        useCases: ["writing"],
        evidence: [{ field: "model.name", quote: "words of the private page", start: 0, end: 5 }],
      },
    ],
    lessons: [{ quote: "a lesson of the private page", claim: "a lesson of the private page" }],
  },
];
