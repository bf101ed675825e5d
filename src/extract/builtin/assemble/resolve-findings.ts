/** Completes what a place states itself by what governs it, without handing on what belongs to another model or engine. */

import { kvTypeOf } from "../../../record/vocabulary/kv-cache-types.ts";
import { acceleratorKind, acceleratorNamed } from "../../../record/vocabulary/resolve-accelerator.ts";
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Devices, Fact, Findings } from "../findings.ts";
import { HOSTED } from "../machines/host-machines.ts";
import type { DocumentWeights } from "../meant/document-weights.ts";
import { isVendors, runsOn } from "../meant/fill-engine-facts.ts";
import type { KnownModels } from "../meant/known-models.ts";
import { meantEngine, type NamedEngine } from "../meant/meant-engine.ts";
import { meantModel } from "../meant/meant-model.ts";
import { meantRepository, meantWeights } from "../meant/meant-weights.ts";
import { withKnownCounts } from "./scope.ts";

/** A draft model that the place does not name: the one that governs it is meant. */
export const DRAFT_MODEL = "draft model";

interface ResolveContext {
  models: KnownModels;
  weights: DocumentWeights;
  /** The place's offset: what is named nearest before it is meant. */
  at: number;
  author: string;
  /** The engines that the document names, in order. */
  engines: readonly NamedEngine[];
}

/** The findings of a place: its own first, then what governs it where that fits. */
export function resolveFindings(
  own: Findings,
  governing: Findings,
  { models, weights, engines, at, author }: ResolveContext,
): Findings {
  const current = own.command === undefined ? governing : withoutOtherCommand(governing, own.command);
  const full: Findings = { ...current, ...own };
  if (own.engine?.of === "program" && own.engine.value === "llama.cpp" && isFork(current.engine?.value))
    full.engine = current.engine!;
  const model = meantModel(full, current, { models, at, author });
  if (model !== undefined) full.model = model;
  const ownGraphics = own.devices?.every(({ value }) => OWN_GRAPHICS.test(value.name)) ?? false;
  const soc = current.devices?.some(
    (device) => acceleratorKind(device.value.name) === "unified" && !OWN_GRAPHICS.test(device.value.name),
  );
  if (ownGraphics && soc) full.devices = current.devices!;
  else if (own.devices !== undefined) full.devices = withKnownCounts(own.devices, current.devices);
  const [device] = full.devices ?? [];
  const cards = cardsInUse(full, own);
  if (cards !== undefined && device !== undefined && full.devices?.length === 1)
    full.devices = [{ ...device, value: { ...device.value, count: cards.value } }];
  if (own.devices !== undefined && own.cpuOnly === undefined) delete full.cpuOnly;
  leaveOtherMachine(full, own, current);
  if (own.cpu === undefined && full.devices?.every(isWholeMachine)) delete full.cpu;
  const chip = full.devices?.find(({ value }) => CPU_NAMES.test(value.name));
  if (chip !== undefined && full.cpu === undefined)
    full.cpu = { value: chip.value.name, start: chip.start, end: chip.end };
  // "11 on the CPU, half of that with Vulkan": the backend that is named last is the figure's.
  const accelerated =
    own.backend !== undefined &&
    own.backend.value !== "CPU" &&
    (own.cpuOnly === undefined || own.cpuOnly.end <= own.backend.start);
  if (accelerated) delete full.cpuOnly;
  const { backend } = full;
  if (backend?.value === "CPU" && [undefined, full.engine?.value].includes(backend.of))
    full.cpuOnly ??= { value: true, start: backend.start, end: backend.end };
  if (full.cpuOnly !== undefined) withoutAccelerator(full);
  if (full.devices !== undefined)
    full.devices = machinesOf(withoutOwnGraphics(full.devices), full.nodes?.value);
  spreadOver(full, own);
  const engine = meantEngine(full, own, { engines, at, author });
  if (engine !== undefined) full.engine = engine;
  dropForeign(full, own, current);
  if (full.kvCacheType !== undefined)
    full.kvCacheType = {
      ...full.kvCacheType,
      value: kvTypeOf(full.engine?.value, full.kvCacheType.value),
    };
  const name = full.model?.value.name;
  const quantization = meantWeights(full, own, { models, weights, author, at });
  if (quantization !== undefined) full.quantization = quantization;
  else delete full.quantization;
  // The weights may tell the engine that the place left open.
  const loader = meantEngine(full, own, { engines, at, author });
  if (loader !== undefined) {
    full.engine = loader;
    dropForeign(full, own, current);
  }
  const repository = name ? meantRepository(full, own, { models, weights, author, at }) : full.repository;
  if (repository !== undefined) full.repository = repository;
  else delete full.repository;
  return full;
}

/** Words such as "with TP" spread a model over all the devices there are; "no TP" takes back what a flag said before. */
function spreadOver(full: Findings, own: Findings): void {
  const { split } = full;
  if (split === undefined) return;
  const count = full.devices?.reduce((sum, { value }) => sum + value.count, 0) ?? 0;
  if (split.value !== "tensor" && own.tensorParallel === undefined) delete full.tensorParallel;
  else if (full.tensorParallel === undefined && count > 1) full.tensorParallel = { ...split, value: count };
}

/** How many of the governing devices take part: as many as the place says, or as tensor parallelism has shards. */
function cardsInUse(full: Findings, own: Findings): Fact<number> | undefined {
  const held = full.devices?.[0]?.value.count ?? 1;
  const stated = own.deviceCount ?? (own.devices === undefined ? full.deviceCount : undefined);
  if (own.deviceCount !== undefined) return own.deviceCount;
  if (stated !== undefined && (held === 1 || stated.value <= held)) return stated;
  if (own.devices !== undefined && own.tensorParallel === undefined && own.command === undefined)
    return undefined;
  const replicas = /--?(?:dp|data-parallel|pp|pipeline)\b/.test(
    `${full.placement?.value ?? ""} ${full.command?.value ?? ""}`,
  );
  const stages = PIPELINE.exec(full.command?.value ?? full.placement?.value ?? "");
  const shards = (full.tensorParallel?.value ?? 1) * Number(stages?.[1] ?? 1);
  if (held === 1 && stages !== null && shards > 1 && full.nodes === undefined)
    return { ...(full.command ?? full.placement!), value: shards };
  return held === 1 || (!replicas && (full.tensorParallel?.value ?? held) < held)
    ? full.tensorParallel
    : undefined;
}

/** A model whose layers are spread over stages has a device in each, times the shards of each layer. */
const PIPELINE = /--?(?:pp|pipeline-parallel(?:-size)?)[ =](\d{1,2})\b/;

/** A chip with its own memory pool is a machine by itself: the CPU and memory beside other devices are not its own. */
function leaveOtherMachine(full: Findings, own: Findings, current: Findings): void {
  const { devices } = own;
  if (devices?.every(({ value }) => acceleratorNamed(value.name)?.vendor === "Apple")) {
    if (own.cpu === undefined && !/\bM\d/.test(full.cpu?.value ?? "")) delete full.cpu;
  }
  if (devices === undefined || current.devices === undefined) return;
  if (devices.every(({ of }) => of === HOSTED) && !shareName(devices, current.devices)) {
    if (own.cpu === undefined) delete full.cpu;
    if (own.memoryGiB === undefined) delete full.memoryGiB;
  }
  if (!devices.some((device) => acceleratorKind(device.value.name) === "unified")) return;
  if (shareName(devices, current.devices)) return;
  if (own.cpu === undefined) delete full.cpu;
  if (own.memoryGiB === undefined) delete full.memoryGiB;
}

const shareName = (devices: Devices, others: Devices) =>
  devices.some(({ value }) => others.some((other) => other.value.name === value.name));

/** Forks keep the names of llama.cpp's programs. */
const isFork = (engine: string | undefined) =>
  engine === "ik_llama.cpp" || engine === "llamafile" || engine === "prima.cpp";

const OWN_GRAPHICS = /^(?:Radeon \d{3,4}[MS]|Radeon Graphics|Iris|UHD|Arc Graphics|Adreno)/;

/** A chip that has its CPU in it: another one that the text names is of another machine. */
const isWholeMachine = ({ value }: Devices[number]) =>
  /^(?:M\d|GB10|GH200|GB200|Jetson|Raspberry|A\d\d Pro)/.test(value.name);

/** Chips that the market sells as CPUs. */
const CPU_NAMES = /^(?:Ryzen AI [579]|Ryzen [3579]|Core )/;

/** An SoC and its own graphics are one device, named by the SoC. */
function withoutOwnGraphics(devices: Devices): Devices {
  const isSoc = (device: Devices[number]) =>
    ["unified", "board", "apu"].includes(acceleratorKind(device.value.name) ?? "");
  const soc = devices.some((device) => isSoc(device) && !OWN_GRAPHICS.test(device.value.name));
  return soc ? devices.filter(({ value }) => !OWN_GRAPHICS.test(value.name)) : devices;
}

/** One device of each kind in each of several equal machines. */
function machinesOf(devices: Devices, nodes = 1): Devices {
  if (nodes === 1 || devices.some(({ value }) => value.count > 1)) return devices;
  return devices.map((device) => ({ ...device, value: { ...device.value, count: nodes } }));
}

/** A run on the CPU of a board or SoC keeps it, with the backend CPU; cards beside a CPU take no part. */
function withoutAccelerator(full: Findings): void {
  const isSoc = full.devices?.some((device) =>
    ["unified", "board", "mobile"].includes(acceleratorKind(device.value.name) ?? ""),
  );
  const at = full.cpuOnly!;
  full.backend = { value: "CPU", start: at.start, end: at.end };
  if (isSoc) delete full.cpuOnly;
  else delete full.devices;
}

/** What is said of one model is not said of another. */
const OF_A_MODEL = [
  "quantization",
  "repository",
  "contextLength",
  "kvCacheType",
  "flashAttention",
  "gpuLayers",
  "placement",
] as const;

/** Load generators measure a server that another command started. */
const ASKS_A_SERVER =
  /\bbench serve\b|bench(?:mark)?_serving|genai-perf|\bcurl\b|--(?:base-url|endpoint|server)\b/;

/** A command states its settings in full: those of the command before it are not its own. */
function withoutOtherCommand(current: Findings, command: Fact<string>): Findings {
  const other = current.command;
  if (other === undefined || other.start === command.start || ASKS_A_SERVER.test(command.value))
    return current;
  const kept = { ...current };
  for (const field of [...OF_AN_ENGINE, "concurrency", "speculative"] as const) {
    const fact = kept[field];
    if (fact !== undefined && fact.start >= other.start && fact.end <= other.end) delete kept[field];
  }
  return kept;
}

/** Another engine is run with a command and settings of its own. */
const OF_AN_ENGINE = [
  "command",
  "contextLength",
  "kvCacheType",
  "flashAttention",
  "gpuLayers",
  "tensorParallel",
  "placement",
] as const;

/** Engines that have no layers to offload: a number of them was given to another program. */
const WITHOUT_LAYERS: ReadonlySet<string> = new Set(
  "vllm sglang tensorrt-llm mlx exllamav2 exllamav3 tabbyapi lmdeploy tgi aphrodite".split(" "),
);

/** How far apart the options of one command stand, in characters. */
const COMMAND_LENGTH = 300;

/** The options of another engine's command that still govern a place: known by the layers that it offloads. */
function withoutOtherOptions(full: Findings, own: Findings): void {
  const { gpuLayers, engine, command } = full;
  if (gpuLayers === undefined || own.gpuLayers !== undefined || !WITHOUT_LAYERS.has(engine?.value ?? ""))
    return;
  for (const field of OF_AN_ENGINE) {
    const fact = full[field];
    const inside =
      command !== undefined && fact !== undefined && fact.start >= command.start && fact.end <= command.end;
    const foreign = inside && command.start <= gpuLayers.start && command.end >= gpuLayers.end;
    if (fact === undefined || own[field] !== undefined || (inside && !foreign)) continue;
    if (foreign || Math.abs(fact.start - gpuLayers.start) < COMMAND_LENGTH) delete full[field];
  }
}

/** Weights and drafts of one model are not another's; a version or backend is its engine's. */
function dropForeign(full: Findings, own: Findings, current: Findings): void {
  const name = (findings: Findings) =>
    findings.model?.value.name ? modelKey(findings.model.value.name) : undefined;
  if (own.model !== undefined && name(full) !== name(current) && name(current) !== undefined)
    for (const field of ["command", "speculative"] as const) if (own[field] === undefined) delete full[field];
  for (const field of OF_A_MODEL) {
    const of = full[field]?.of;
    if (own[field] === undefined && of !== undefined && !of.startsWith("vague") && of !== name(full))
      delete full[field];
  }
  const engine = full.engine?.value;
  withoutOtherOptions(full, own);
  for (const field of ["version", "backend"] as const) {
    const of = full[field]?.of;
    const sameSentence =
      own[field] !== undefined && (field === "backend" || (isFork(engine) && of === "llama.cpp"));
    if (!sameSentence && of !== undefined && of !== engine) delete full[field];
  }
  for (const field of ["tensorParallel", "split"] as const) {
    const of = full[field]?.of;
    if (own[field] === undefined && of !== undefined && engine !== undefined && of !== engine)
      delete full[field];
  }
  const onCpu = full.devices === undefined && full.cpu !== undefined;
  if (
    own.backend === undefined &&
    full.backend &&
    (onCpu ? isVendors(full.backend.value) : !runsOn(full.backend.value, full.devices))
  )
    delete full.backend;
  if (own.engine === undefined || current.engine === undefined || own.engine.value === current.engine.value)
    return;
  for (const field of OF_AN_ENGINE) if (own[field] === undefined) delete full[field];
}
