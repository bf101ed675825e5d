/** How the book names the values of the axes, the fields and the variables to a reader. Data only. */
import type { Experience, HardwareClass, UseCase, Variable } from "../../record/axes.ts";

export const CLASS_LABELS: Record<HardwareClass, string> = {
  cpu: "CPU only",
  edge: "Boards and phones",
  unified: "Unified memory",
  "gpu-8": "8 GiB card",
  "gpu-12": "12 GiB card",
  "gpu-16": "16 GiB card",
  "gpu-24": "24 GiB card",
  "gpu-32": "32 GiB card",
  "gpu-workstation": "Workstation card",
  "multi-gpu": "Several cards",
  datacenter: "Datacenter",
  cluster: "Cluster",
};

export const USE_CASE_LABELS: Record<UseCase, string> = {
  coding: "Coding",
  agents: "Agents",
  writing: "Writing",
  exploration: "Exploration",
  chat: "Chat",
  creative: "Fiction and play",
  extraction: "Extraction",
  vision: "Vision",
  voice: "Voice",
  translation: "Translation",
};

export const EXPERIENCE_LABELS: Record<Experience, string> = {
  throughput: "Throughput",
  latency: "Latency",
  quality: "Quality",
  creativity: "Creativity",
  "long-context": "Long context",
  economy: "Economy",
};

export const VARIABLE_LABELS: Record<Variable, string> = {
  quantization: "Quantization",
  "kv-cache": "KV cache",
  "context-length": "Context length",
  offload: "Offload",
  parallelism: "Parallelism",
  "speculative-decoding": "Speculative decoding",
  batching: "Batching",
  "flash-attention": "Flash attention",
  "memory-bandwidth": "Memory bandwidth",
  power: "Power",
  cooling: "Cooling",
  "engine-choice": "Choice of engine",
  "model-choice": "Choice of model",
  "prompt-caching": "Prompt caching",
  sampling: "Sampling",
  drivers: "Drivers",
  "build-flags": "Build flags",
  os: "Operating system",
  networking: "Networking",
  cost: "Cost",
};

/** What a dotted path of evidence means to a reader; a path that is not here is shown with spaces. */
export const FIELD_LABELS: Record<string, string> = {
  "hardware.accelerators": "accelerators",
  "hardware.cpu": "CPU",
  "hardware.memoryGiB": "system memory",
  "hardware.provider": "whose machine",
  "model.name": "model",
  "model.parametersB": "model size",
  "model.activeParametersB": "active parameters",
  "model.quantization": "quantization",
  "model.repository": "model repository",
  "engine.name": "engine",
  "engine.version": "engine version",
  "engine.backend": "backend",
  "config.contextLength": "context length",
  "config.kvCacheType": "KV cache type",
  "config.gpuLayers": "layers on the GPU",
  "config.flashAttention": "flash attention",
  "config.tensorParallel": "tensor parallel",
  "config.concurrency": "concurrency",
  "config.speculative": "speculation",
  "config.command": "command",
  useCases: "use",
  experience: "experience",
  outcome: "outcome",
  measurements: "measurement",
};
