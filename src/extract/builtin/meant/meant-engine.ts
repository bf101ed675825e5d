/**
 * Settles which engine ran a place that names none, or only a front end: the one inside it, or of the engines that its
 * author names the one that loads such weights. Knows nothing of figures.
 */
import { ENGINES } from "../../../record/vocabulary/engines.ts";
import { acceleratorNamed } from "../../../record/vocabulary/resolve-accelerator.ts";
import { HOME_OF, loads, weightFormatOf } from "../../../record/vocabulary/weight-formats.ts";
import { authorAt } from "../assemble/document-facts.ts";
import type { Devices, Fact, Findings } from "../findings.ts";
import { FRONT_ENDS, type Source } from "../source.ts";
import { isNewer } from "./meant-weights.ts";

/** An engine as it is named in the text, and by whom. */
export interface NamedEngine extends Fact<string> {
  author: string;
}

/** All engines that a document names, in order; those of a bibliography were not run. */
export function namedEngines(source: Source): NamedEngine[] {
  return source.mentions.flatMap((mention) =>
    mention.field === "engine"
      ? [
          {
            value: mention.value,
            start: mention.start,
            end: mention.end,
            author: authorAt(source, mention.start),
          },
        ]
      : [],
  );
}

interface EngineContext {
  engines: readonly NamedEngine[];
  author: string;
  /** The place's offset: what is named nearest before it is meant. */
  at: number;
}

/** The engine of a place; undefined where it stays as it is. */
export function meantEngine(full: Findings, own: Findings, context: EngineContext): Fact<string> | undefined {
  const { engine, quantization } = full;
  const format = quantization === undefined ? undefined : weightFormatOf(quantization.value);
  if (engine === undefined) {
    const only = format === undefined ? undefined : HOME_OF[format];
    return only === undefined ? undefined : nearest(context, (name) => name === only);
  }
  if (FRONT_ENDS.has(engine.value)) return insideOf(engine.value, full, context);
  if (own.engine !== undefined) return undefined;
  const fits = (name: string) => (format === undefined || loads(name, format)) && drives(name, full.devices);
  if (fits(engine.value) || (own.quantization === undefined && isNewer(engine, quantization, context.at)))
    return undefined;
  const home = format === "mlx" ? "mlx" : HOME_OF[format ?? "packed"];
  const { start, end } = quantization ?? engine;
  return nearest(context, fits) ?? (home === undefined ? undefined : { value: home, start, end });
}

/** Engines that are written for one vendor's devices. */
const VENDORS: Readonly<Record<string, RegExp>> = {
  mlx: /^Apple$/,
  "tensorrt-llm": /^NVIDIA$/,
  exllamav2: /^(?:NVIDIA|AMD)$/,
  exllamav3: /^(?:NVIDIA|AMD)$/,
  sglang: /^(?!Apple$)/,
  fastflowlm: /^AMD$/,
};

/** Whether an engine runs on one of the devices, as far as their vendors are known. */
function drives(engine: string, devices: Devices = []): boolean {
  const vendors = devices.flatMap(({ value }) => acceleratorNamed(value.name)?.vendor ?? []);
  const vendor = VENDORS[engine];
  return vendor === undefined || vendors.length === 0 || vendors.some((each) => vendor.test(each));
}

/** Front ends that exist for one project's engines: whatever else they run, they are not meant themselves. */
const SHELLS: ReadonlySet<string> = new Set(["tabbyapi", "ipex-llm"]);

/** The engine inside a front end, where the weights' format or the text leaves no other. */
function insideOf(
  front: string,
  { quantization }: Findings,
  context: EngineContext,
): Fact<string> | undefined {
  const inside = ENGINES.find(({ name }) => name === front)?.inside ?? [];
  const format = quantization === undefined ? undefined : weightFormatOf(quantization.value);
  const home = format === undefined ? undefined : HOME_OF[format];
  if (home !== undefined && inside.includes(home))
    return (
      nearest(context, (name) => name === home) ?? {
        value: home,
        start: quantization!.start,
        end: quantization!.end,
      }
    );
  if (!SHELLS.has(front)) return undefined;
  // Intel's library runs models by itself, too; GGUF files go to its builds of other engines.
  if (front === "ipex-llm" && format !== "gguf") return undefined;
  const fits = (name: string) => inside.includes(name) && (format === undefined || loads(name, format));
  const { engines, author } = context;
  const fitting = engines.filter(({ value }) => fits(value));
  const his = fitting.filter((each) => each.author === author);
  const named = new Set((his.length > 0 ? his : fitting).map(({ value }) => value));
  return named.size === 1 ? nearest(context, (name) => named.has(name)) : undefined;
}

/** The fitting engine that the author names nearest before the place, else after it, else anybody does. */
function nearest(
  { engines, author, at }: EngineContext,
  fits: (name: string) => boolean,
): Fact<string> | undefined {
  const fitting = engines.filter(({ value }) => fits(value));
  const his = fitting.filter((each) => each.author === author || each.author === "");
  const found = his.findLast(({ start }) => start <= at) ?? his[0] ?? fitting[0];
  return found === undefined ? undefined : { value: found.value, start: found.start, end: found.end };
}
