/** Reports as people write them, made from a seed, with what each truly states of each of its two setups. */
import { type Random, seededRandom } from "../../test/helpers/random-text.ts";
import type { Script } from "../../test/helpers/scripted-answers.ts";

export interface TrueFact {
  step: "detail-hardware" | "detail-model" | "detail-config" | "detail-measurements";
  /** The detail field, or the metric of a figure. */
  name: string;
  value: string;
  quote: string;
}

export interface StatedSetup {
  id: "S1" | "S2";
  anchors: string[];
  rows: string[];
  facts: TrueFact[];
}

export interface StatedDocument {
  style: string;
  text: string;
  setups: [StatedSetup, StatedSetup];
}

interface Rig {
  device: string;
  count: number;
  cpu: string;
  ram: number;
  model: string;
  quant: string;
  engine: string;
  version: string;
  context: number;
  prefill: number;
  decode: number;
  watts: number;
  vram: number;
  ttft: number;
}

const DEVICES = [
  "RTX 3090",
  "RTX 4090",
  "RTX 5090",
  "RX 7900 XTX",
  "Tesla P40",
  "RTX 3060",
  "MI50",
  "RTX 4060 Ti",
  "Arc B580",
  "RTX 5070 Ti",
];
const CPUS = [
  "Ryzen 9 5950X",
  "Ryzen 7 7700X",
  "Core i9-13900K",
  "EPYC 7302",
  "Xeon E5-2680 v4",
  "Threadripper 3960X",
];
const MODELS = [
  "Llama 3.3 70B",
  "Qwen3 32B",
  "Mistral Small 24B",
  "Gemma 3 27B",
  "Qwen2.5 14B",
  "Llama 3.1 8B",
  "Phi-4 14B",
  "GLM-4 32B",
];
const QUANTS = ["Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0", "IQ4_XS", "Q3_K_M"];
const ENGINES = [
  ["llama.cpp", "b4567"],
  ["ollama", "0.6.2"],
  ["vllm", "0.8.4"],
  ["koboldcpp", "1.87"],
] as const;

function rigs(random: Random): [Rig, Rig] {
  const used = new Set<number>();
  const number = (make: () => number): number => {
    for (;;) {
      const value = make();
      if (used.has(value)) continue;
      used.add(value);
      return value;
    }
  };
  const distinct = <T>(items: readonly T[]): [T, T] => {
    const first = random.below(items.length);
    const second = (first + 1 + random.below(items.length - 1)) % items.length;
    return [items[first]!, items[second]!];
  };
  const device = distinct(DEVICES);
  const cpu = distinct(CPUS);
  const model = distinct(MODELS);
  const quant = distinct(QUANTS);
  const engine = distinct(ENGINES);
  const one = (i: 0 | 1): Rig => ({
    device: device[i],
    count: 2 + random.below(3),
    cpu: cpu[i],
    ram: number(() => random.pick([32, 48, 64, 96, 128, 192])),
    model: model[i],
    quant: quant[i],
    engine: engine[i][0],
    version: engine[i][1],
    context: number(() => random.pick([6144, 10240, 12288, 20480, 24576, 40960])),
    prefill: number(() => 200 + random.below(1500) + random.below(10) / 10),
    decode: number(() => 5 + random.below(60) + random.below(100) / 100),
    watts: number(() => 210 + random.below(300)),
    vram: number(() => 10 + random.below(30) + random.below(10) / 10),
    ttft: number(() => 300 + random.below(2000)),
  });
  return [one(0), one(1)];
}

const COUNT_WORDS = ["", "one", "two", "three", "four"];
const fact = (step: TrueFact["step"], name: string, value: string | number, quote: string): TrueFact => ({
  step,
  name,
  value: String(value),
  quote,
});
const figure = (name: string, value: string | number, quote: string) =>
  fact("detail-measurements", name, value, quote);

type Template = (
  a: Rig,
  b: Rig,
) => { text: string; setups: [Omit<StatedSetup, "id">, Omit<StatedSetup, "id">] };

const TEMPLATES: Record<string, Template> = {
  "blog prose": (a, b) => {
    const words = (r: Rig, whose: string) => ({
      rig: `${whose} has ${COUNT_WORDS[r.count]} ${r.device}s, a ${r.cpu} and ${r.ram} GB of RAM.`,
      run: `It runs ${r.model} in ${r.quant} with ${r.engine} ${r.version} at a context of ${r.context}.`,
      speed: `Generation runs at ${r.decode} tok/s, prompt processing at ${r.prefill} tok/s.`,
      rest: `It draws ${r.watts} W at the wall and uses ${r.vram} GB of VRAM.`,
    });
    const part = (r: Rig, whose: string) => {
      const w = words(r, whose);
      return {
        text: `${w.rig} ${w.run} ${w.speed} ${w.rest}`,
        anchors: [w.rig, w.run],
        rows: [],
        facts: [
          fact(
            "detail-hardware",
            "accelerator",
            `${r.count}x ${r.device}`,
            `${COUNT_WORDS[r.count]} ${r.device}s`,
          ),
          fact("detail-hardware", "cpu", r.cpu, `a ${r.cpu}`),
          fact("detail-hardware", "ram", `${r.ram} GB`, `${r.ram} GB of RAM`),
          fact("detail-model", "model", r.model, `It runs ${r.model} in ${r.quant}`),
          fact("detail-model", "quantization", r.quant, `${r.model} in ${r.quant}`),
          fact("detail-model", "engine", r.engine, `with ${r.engine} ${r.version}`),
          fact("detail-config", "contextLength", r.context, `a context of ${r.context}`),
          figure("decode", r.decode, `Generation runs at ${r.decode} tok/s`),
          figure("prefill", r.prefill, `prompt processing at ${r.prefill} tok/s`),
          figure("power", r.watts, `It draws ${r.watts} W at the wall`),
          figure("memory", r.vram, `uses ${r.vram} GB of VRAM`),
        ],
      };
    };
    const first = part(a, "My server");
    const second = part(b, "A friend's machine");
    return { text: `# Two rigs compared\n\n${first.text}\n\n${second.text}\n`, setups: [first, second] };
  },
  "results table": (a, b) => {
    const line = (r: Rig) =>
      `| ${r.model} | ${r.quant} | ${r.count}x ${r.device} | ${r.engine} | ${r.prefill} | ${r.decode} | ${r.vram} |`;
    const part = (r: Rig, mark: string) => ({
      anchors: [mark],
      rows: [mark],
      facts: [
        fact("detail-hardware", "accelerator", `${r.count}x ${r.device}`, mark),
        fact("detail-model", "model", r.model, mark),
        fact("detail-model", "quantization", r.quant, mark),
        fact("detail-model", "engine", r.engine, mark),
        figure("prefill", r.prefill, mark),
        figure("decode", r.decode, mark),
        figure("memory", r.vram, mark),
      ],
    });
    const text = `# Numbers\n\nAll measured last week, power limit 250 W.\n\n| Model | Quant | Hardware | Engine | prefill t/s | decode t/s | VRAM GB |\n|---|---|---|---|---|---|---|\n${line(a)}\n${line(b)}\n`;
    return { text, setups: [part(a, "T1.1"), part(b, "T1.2")] };
  },
  "llama-bench": (a, b) => {
    const rows = (r: Rig) =>
      `| ${r.model} ${r.quant} | ${r.vram} GiB | CUDA | 99 | pp512 | ${r.prefill} ± 1.20 |\n| ${r.model} ${r.quant} | ${r.vram} GiB | CUDA | 99 | tg128 | ${r.decode} ± 0.03 |`;
    const part = (r: Rig, marks: [string, string]) => ({
      anchors: [...marks],
      rows: [...marks],
      facts: [
        fact("detail-model", "model", r.model, marks[0]),
        fact("detail-model", "quantization", r.quant, marks[0]),
        figure("prefill", r.prefill, marks[0]),
        figure("decode", r.decode, marks[1]),
      ],
    });
    const text = `# Bench of the week\n\nBox: ${COUNT_WORDS[a.count]} ${a.device}s, ${a.cpu}, llama.cpp b4567.\n\n| model | size | backend | ngl | test | t/s |\n| --- | ---: | --- | --: | --- | ---: |\n${rows(a)}\n${rows(b)}\n`;
    return { text, setups: [part(a, ["T1.1", "T1.2"]), part(b, ["T1.3", "T1.4"])] };
  },
  thread: (a, b) => {
    const part = (r: Rig, head: string) => {
      const rig = `Rig: ${r.count}x ${r.device}, ${r.cpu}, ${r.ram}GB DDR4`;
      const speed = `prompt eval ${r.prefill} t/s, eval ${r.decode} t/s`;
      const run = `${r.engine} ${r.version}, ${r.model} ${r.quant}, ctx ${r.context}`;
      return {
        text: `## ${head}\n\n${rig}\n${run}\n${speed}\ntime to first token ${r.ttft} ms\n`,
        anchors: [rig, run, speed],
        rows: [],
        facts: [
          fact("detail-hardware", "accelerator", `${r.count}x ${r.device}`, rig),
          fact("detail-hardware", "cpu", r.cpu, rig),
          fact("detail-hardware", "ram", `${r.ram} GB`, `${r.ram}GB DDR4`),
          fact("detail-model", "model", r.model, run),
          fact("detail-model", "quantization", r.quant, run),
          fact("detail-model", "engine", r.engine, run),
          fact("detail-config", "contextLength", r.context, `ctx ${r.context}`),
          figure("prefill", r.prefill, `prompt eval ${r.prefill} t/s`),
          figure("decode", r.decode, `eval ${r.decode} t/s`),
          figure("ttft", r.ttft, `time to first token ${r.ttft} ms`),
        ],
      };
    };
    const first = part(a, "poster-1 · opening post");
    const second = part(b, "replier-2 · comment");
    return { text: `# Slow on my box?\n\n${first.text}\n${second.text}\n`, setups: [first, second] };
  },
  list: (a, b) => {
    const part = (r: Rig, head: string) => {
      const lines = {
        gpu: `- GPU: ${r.count} x ${r.device}`,
        cpu: `- CPU: ${r.cpu}, RAM: ${r.ram} GB`,
        model: `- Model: ${r.model} (${r.quant})`,
        engine: `- Engine: ${r.engine} ${r.version}, context ${r.context}`,
        speed: `- Decode: ${r.decode} tok/s`,
        prefill: `- Prefill: ${r.prefill} tok/s`,
        power: `- Power draw: ${r.watts} W`,
      };
      return {
        text: `## ${head}\n\n${Object.values(lines).join("\n")}\n`,
        anchors: [lines.gpu, lines.model, lines.speed],
        rows: [],
        facts: [
          fact("detail-hardware", "accelerator", `${r.count}x ${r.device}`, lines.gpu),
          fact("detail-hardware", "cpu", r.cpu, lines.cpu),
          fact("detail-hardware", "ram", `${r.ram} GB`, `RAM: ${r.ram} GB`),
          fact("detail-model", "model", r.model, lines.model),
          fact("detail-model", "quantization", r.quant, lines.model),
          fact("detail-model", "engine", r.engine, lines.engine),
          fact("detail-config", "contextLength", r.context, lines.engine),
          figure("decode", r.decode, lines.speed),
          figure("prefill", r.prefill, lines.prefill),
          figure("power", r.watts, lines.power),
        ],
      };
    };
    const first = part(a, "The old one");
    const second = part(b, "The new one");
    return { text: `# My machines\n\n${first.text}\n${second.text}`, setups: [first, second] };
  },
  log: (a, b) => {
    const part = (r: Rig) => {
      const head = `${r.model} ${r.quant} on ${r.count}x ${r.device}, ${r.engine} ${r.version}:`;
      const prefill = `prompt eval time =    1650.11 ms /   512 tokens (    3.22 ms per token,   ${r.prefill} tokens per second)`;
      const decode = `       eval time =    7510.40 ms /   128 tokens (   58.67 ms per token,    ${r.decode} tokens per second)`;
      return {
        text: `${head}\n\n\`\`\`\n${prefill}\n${decode}\n\`\`\`\n`,
        anchors: [head, decode.trim()],
        rows: [],
        facts: [
          fact("detail-hardware", "accelerator", `${r.count}x ${r.device}`, head),
          fact("detail-model", "model", r.model, head),
          fact("detail-model", "quantization", r.quant, head),
          fact("detail-model", "engine", r.engine, head),
          figure("prefill", r.prefill, prefill),
          figure("decode", r.decode, decode.trim()),
        ],
      };
    };
    const first = part(a);
    const second = part(b);
    return { text: `# Logs\n\n${first.text}\n${second.text}`, setups: [first, second] };
  },
  chat: (a, b) => {
    const part = (r: Rig, who: string) => {
      const line = `${who} ${r.count}x${r.device.replace(/^RTX /, "")} + ${r.ram}gb, ${r.model} ${r.quant.toLowerCase()} on ${r.engine}, ~${r.decode}t/s gen and ${r.prefill}t/s pp at ${r.context} ctx`;
      return {
        text: line,
        anchors: [line],
        rows: [],
        facts: [
          fact("detail-hardware", "accelerator", `${r.count}x ${r.device}`, line),
          fact("detail-model", "model", r.model, line),
          fact("detail-model", "quantization", r.quant, line),
          fact("detail-model", "engine", r.engine, line),
          fact("detail-config", "contextLength", r.context, `${r.context} ctx`),
          figure("decode", r.decode, `~${r.decode}t/s gen`),
          figure("prefill", r.prefill, `${r.prefill}t/s pp`),
        ],
      };
    };
    const first = part(a, "me:");
    const second = part(b, "the guy from the other thread:");
    return { text: `# What do you all get?\n\n${first.text}\n\n${second.text}\n`, setups: [first, second] };
  },
  "hardware across": (a, b) => {
    const part = (r: Rig, rows: [string, string]) => ({
      anchors: [...rows],
      rows: [...rows],
      facts: [
        fact("detail-hardware", "accelerator", `${r.count}x ${r.device}`, rows[0]),
        figure("prefill", r.prefill, rows[0]),
        figure("decode", r.decode, rows[1]),
      ],
    });
    const rows = (r: Rig) =>
      `| ${r.count}x ${r.device} | prompt processing | ${r.prefill} |\n| ${r.count}x ${r.device} | generation | ${r.decode} |`;
    const text = `# ${a.model} ${a.quant} everywhere\n\nSame model, ${a.engine} ${a.version}, in tokens per second:\n\n| Card | What | Tokens/s |\n|:--|:--|--:|\n${rows(a)}\n${rows(b)}\n`;
    return { text, setups: [part(a, ["T1.1", "T1.2"]), part(b, ["T1.3", "T1.4"])] };
  },
};

/** `each` documents of every style, the same for the same seed. */
export function statedDocuments(each: number, seed = 1): StatedDocument[] {
  return Object.entries(TEMPLATES).flatMap(([style, template], s) =>
    Array.from({ length: each }, (_, i) => {
      const [a, b] = rigs(seededRandom(seed * 10_007 + s * 101 + i));
      const { text, setups } = template(a, b);
      return {
        style,
        text,
        setups: [
          { id: "S1", ...setups[0] },
          { id: "S2", ...setups[1] },
        ],
      };
    }),
  );
}

/** What a faithful model answers to the document. */
export function faithfulScript(document: StatedDocument): Script {
  const facts = (step: TrueFact["step"]) =>
    document.setups.flatMap((setup) =>
      setup.facts
        .filter((one) => one.step === step)
        .map((one) => ({ setup: setup.id, field: one.name, value: one.value, quote: one.quote })),
    );
  return {
    survey: {
      setups: document.setups.map(({ id, anchors, rows }) => ({
        id,
        title: `setup ${id}`,
        quotes: anchors,
        rows,
        commands: [],
      })),
      continues: false,
      links: [],
    },
    "detail-hardware": { facts: facts("detail-hardware") },
    "detail-model": { facts: facts("detail-model") },
    "detail-config": { facts: facts("detail-config") },
    "detail-measurements": {
      measurements: facts("detail-measurements").map(({ field, ...rest }) => ({
        ...rest,
        metric: field,
        conditions: null,
      })),
    },
  };
}
