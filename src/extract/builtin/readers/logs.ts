/**
 * Reads what engines print about a run: timings of llama.cpp, ollama, vLLM, SGLang, exllama, MLX and others, and the
 * devices and builds they found. Works line by line.
 */

import { regex } from "../../../record/regex.ts";
import { resolveAccelerator } from "../../../record/vocabulary/resolve-accelerator.ts";
import type { Fact, Findings, Measured } from "../findings.ts";
import { TIMINGS } from "./log-timings.ts";
import { figureValue } from "./numbers.ts";

/** Words of which every timing has one. */
const PRINTS_TIMINGS = /tok|t\/s|tps|per_second|load|TTFT|memory|latency/i;

/** The measured values of one line, in order. `offset` is the line's place in the document. */
export function readTimings(line: string, offset: number): (Measured & { engine?: string | undefined })[] {
  if (line.length > 4000 || !PRINTS_TIMINGS.test(line) || !/\d/.test(line)) return [];
  const found: (Measured & { engine?: string | undefined })[] = [];
  const taken: [number, number][] = [];
  for (const timing of TIMINGS) {
    const match = timing.pattern.exec(line);
    if (match === null) continue;
    const start = offset + match.index;
    const end = start + match[0].length;
    if (taken.some(([from, to]) => start < to && end > from)) continue;
    taken.push([start, end]);
    const running = /running-req/.test(timing.pattern.source) ? match[1] : match[2];
    const words = /running-req/.test(timing.pattern.source) ? match[2] : match[1];
    const figure = figureValue(words ?? "");
    const value = timing.perToken === undefined ? figure * (timing.factor ?? 1) : timing.perToken / figure;
    if (!Number.isFinite(value) || value <= 0) continue;
    const single = timing.metric === "throughput" && running === "1";
    const conditions = typeof timing.conditions === "function" ? timing.conditions(match) : timing.conditions;
    found.push({
      value: { metric: single ? "decode" : timing.metric, value: rounded(value), conditions },
      engine: timing.engine,
      start,
      end,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

const rounded = (value: number) => Number(value.toPrecision(10));

const DEVICE = regex()`
  ^\s{0,6}Device \d{1,2}: ([^,\n]{3,60}),|ggml_vulkan: \d{1,2} = ([^|(\n]{3,60})[|(]|
  ^\s{0,4}(?:CUDA|ROCm|Vulkan)\d{1,2}: ([^(\n]{3,60})\(
`;
const BUILD = /\bbuild[:=]? ?=? ?([0-9a-f]{6,12}) \((\d{3,6})\)/;
const BUILD_COMMIT = /\bbuild: (\d{3,6}) \(([0-9a-f]{6,12})\)/;
const VERSION =
  /\b(?:vLLM (?:API server )?version:?|vLLM Version:|version) v?(\d{1,2}\.\d{1,3}(?:\.[\w.+]{1,30})?)/i;

const SMI_ROW = regex()`
  ^\|\s{1,4}\d{1,2}\s{1,4}((?:NVIDIA|Tesla|Quadro|GRID|GeForce)[^|]{2,40}?)\s{1,30}
  (?:On|Off|N/A|WDDM|TCC)?\s{0,4}\|
`;

/** A device of nvidia-smi's table; every row is a device of its own. */
export function readSmiLine(line: string, offset: number): Fact<string> | undefined {
  const words = SMI_ROW.exec(line)?.[1];
  const resolved = words === undefined ? null : resolveAccelerator(words.replace(/\.{2,}$/, ""));
  if (words === undefined || resolved === null) return undefined;
  const start = offset + line.indexOf(words);
  return { value: resolved.name, start, end: start + words.length };
}

/** A device that an engine lists; the same line again is another device of the kind. */
export function readDeviceLine(line: string, offset: number): Fact<string> | undefined {
  const match = DEVICE.exec(line);
  const words = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || words === undefined) return undefined;
  const resolved = resolveAccelerator(words.trim());
  if (resolved === null) return undefined;
  const start = offset + line.indexOf(words, match.index);
  return { value: resolved.name, start, end: start + words.trimEnd().length };
}

/** The engine's build, as it prints it itself: llama.cpp's number, or a version after "vLLM". */
export function readBuildLine(line: string, offset: number): Pick<Findings, "version"> {
  const match = BUILD.exec(line) ?? BUILD_COMMIT.exec(line);
  const number = match === null ? undefined : /^\d{3,6}$/.test(match[2] ?? "") ? match[2] : match[1];
  if (match !== null && number !== undefined)
    return {
      version: { value: number, start: offset + match.index, end: offset + match.index + match[0].length },
    };
  const version = /vllm/i.test(line) ? VERSION.exec(line) : null;
  return version === null
    ? {}
    : {
        version: {
          value: version[1] ?? "",
          start: offset + version.index,
          end: offset + version.index + version[0].length,
        },
      };
}
