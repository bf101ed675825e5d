/** Wrong answers of the kinds that models give, planted one at a time among true ones. */
import { seededRandom } from "../../test/helpers/random-text.ts";
import type { Script } from "../../test/helpers/scripted-answers.ts";
import { faithfulScript, type StatedDocument, type StatedSetup, type TrueFact } from "./documents.ts";

export const PLANT_KINDS = [
  "number absent, true quote",
  "number absent, quote bent to it",
  "another metric's number",
  "another setup's number",
  "nearly the quote",
  "from the model's memory",
  "swapped hardware",
  "another setup's model",
] as const;
export type PlantKind = (typeof PLANT_KINDS)[number];

export interface Plant {
  kind: PlantKind;
  document: StatedDocument;
  /** The setup that it is claimed for. */
  setup: StatedSetup;
  claim: TrueFact;
  /** True where it stands beside the true claim, false where it stands in its place. */
  beside: boolean;
}

/** The faithful answers with the planted one among them, or in the true one's place. */
export function plantedScript(plant: Plant): Script {
  const { document, setup, claim, beside } = plant;
  const setups = document.setups.map((one) => {
    if (one.id !== setup.id) return one;
    const facts = beside
      ? one.facts
      : one.facts.filter((other) => other.step !== claim.step || other.name !== claim.name);
    return { ...one, facts: [...facts, claim] };
  });
  return faithfulScript({ ...document, setups: setups as StatedDocument["setups"] });
}

/** Every plant that a document has room for. */
export function plantsFor(document: StatedDocument, seed: number): Plant[] {
  const random = seededRandom(seed);
  const plants: Plant[] = [];
  for (const setup of document.setups) {
    const other = document.setups[setup.id === "S1" ? 1 : 0];
    const plant = (kind: PlantKind, claim: TrueFact | undefined) => {
      if (claim) plants.push({ kind, document, setup, claim, beside: random.chance(0.5) });
    };
    const figures = setup.facts.filter((one) => one.step === "detail-measurements");
    for (const figure of figures) {
      const absent = absentNumber(figure.value, document.text, random.below(6));
      plant("number absent, true quote", { ...figure, value: absent });
      const words = wordsOf(figure.quote, document.text);
      plant("number absent, quote bent to it", {
        ...figure,
        value: absent,
        quote: words.replaceAll(figure.value, absent),
      });
    }
    const wrong = wrongMetric(figures);
    for (const claim of wrong) plant("another metric's number", claim);
    for (const figure of other.facts.filter((one) => one.step === "detail-measurements")) {
      plant("another setup's number", figure);
    }
    for (const name of ["accelerator", "model", "quantization", "engine", "cpu"]) {
      plant(
        "nearly the quote",
        bentName(
          setup.facts.find((one) => one.name === name),
          document.text,
        ),
      );
    }
    plant(
      "swapped hardware",
      other.facts.find((one) => one.name === "accelerator"),
    );
    plant(
      "another setup's model",
      other.facts.find((one) => one.name === "model"),
    );
    for (const claim of fromMemory(setup)) plant("from the model's memory", claim);
  }
  return plants.filter((plant) => trulyWrong(plant));
}

/** A number near the true one that stands nowhere in the text, even as a part of another number. */
function absentNumber(value: string, text: string, step: number): string {
  const decimals = value.split(".")[1]?.length ?? 0;
  for (let i = 1; i < 1000; i++) {
    const shift = (i + step) * (decimals > 0 ? 0.7 : 3) * (i % 2 ? 1 : -1);
    const candidate = Math.abs(Number(value) + shift).toFixed(decimals);
    if (Number(candidate) > 0 && !text.includes(candidate)) return candidate;
  }
  return "98765";
}

const wordsOf = (quote: string, text: string): string => {
  const mark = /^T1\.(\d)$/.exec(quote)?.[1];
  if (!mark) return quote;
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows[1 + Number(mark)] ?? quote;
};

const CONFUSED: Record<string, string> = {
  decode: "prefill",
  prefill: "decode",
  power: "ttft",
  memory: "load",
  ttft: "load",
};

function wrongMetric(figures: readonly TrueFact[]): TrueFact[] {
  return figures.map((figure) => ({ ...figure, name: CONFUSED[figure.name] ?? "throughput" }));
}

const BENT: readonly [RegExp, string][] = [
  [/3090/, "4090"],
  [/4090/, "3090"],
  [/5090/, "5080"],
  [/7900 XTX/, "7900 XT"],
  [/P40/, "P100"],
  [/3060/, "3070"],
  [/MI50/, "MI60"],
  [/4060 Ti/, "4070 Ti"],
  [/B580/, "B570"],
  [/5070 Ti/, "5080 Ti"],
  [/3\.3 70B/, "3.1 70B"],
  [/Qwen3 32B/, "Qwen3 30B"],
  [/Small 24B/, "Small 22B"],
  [/Gemma 3 27B/, "Gemma 3 12B"],
  [/2\.5 14B/, "2.5 7B"],
  [/3\.1 8B/, "3.2 8B"],
  [/Phi-4/, "Phi-3"],
  [/GLM-4 32B/, "GLM-4 9B"],
  [/Q4_K_M/i, "Q4_K_S"],
  [/Q5_K_M/i, "Q5_K_S"],
  [/Q6_K/i, "Q5_K"],
  [/Q8_0/i, "Q4_0"],
  [/IQ4_XS/i, "IQ4_NL"],
  [/Q3_K_M/i, "Q3_K_L"],
  [/llama\.cpp/, "ik_llama.cpp"],
  [/ollama/, "lm-studio"],
  [/vllm/, "sglang"],
  [/koboldcpp/, "exllamav2"],
  [/5950X/, "7950X"],
  [/7700X/, "9700X"],
  [/13900K/, "14900K"],
  [/7302/, "7402"],
  [/2680 v4/, "2690 v4"],
  [/3960X/, "3970X"],
];

function bentName(fact: TrueFact | undefined, text: string): TrueFact | undefined {
  const bend = fact && BENT.find(([pattern]) => pattern.test(fact.value));
  if (!fact || !bend) return undefined;
  const [pattern, instead] = bend;
  // In a short chat line the card's digits stand without their "RTX".
  return {
    ...fact,
    value: fact.value.replace(pattern, instead),
    quote: wordsOf(fact.quote, text).replace(pattern, instead),
  };
}

/** Plausible things that the document does not say, with a true quote that does not carry them. */
function fromMemory(setup: StatedSetup): TrueFact[] {
  const quoteOf = (name: string) => setup.facts.find((one) => one.name === name)?.quote;
  const claim = (step: TrueFact["step"], name: string, value: string, beside: string): TrueFact[] => {
    const quote = quoteOf(beside);
    return quote === undefined || setup.facts.some((one) => one.name === name)
      ? []
      : [{ step, name, value, quote }];
  };
  return [
    ...claim("detail-hardware", "acceleratorMemory", "24 GB", "accelerator"),
    ...claim("detail-hardware", "provider", "cloud", "accelerator"),
    ...claim("detail-model", "activeParameters", "3B", "model"),
    ...claim("detail-model", "backend", "ROCm", "engine"),
    ...claim("detail-model", "repository", "bartowski/Some-Model-GGUF", "model"),
    ...claim("detail-config", "kvCacheType", "f16", "engine"),
    ...claim("detail-config", "contextLength", "4096", "engine"),
    ...claim("detail-config", "flashAttention", "true", "engine"),
    ...claim("detail-config", "gpuLayers", "33", "engine"),
    ...claim("detail-config", "concurrency", "1", "decode"),
    ...claim("detail-config", "speculative", "Qwen3 0.6B", "model"),
    ...claim("detail-measurements", "load", "12 s", "decode"),
    ...claim("detail-measurements", "cost", "0.4 USD/h", "decode"),
  ];
}

/** A bent or borrowed claim that happens to be true is no plant. */
function trulyWrong({ setup, claim }: Plant): boolean {
  return !setup.facts.some(
    (fact) => fact.name === claim.name && fact.value.toLowerCase() === claim.value.toLowerCase(),
  );
}
