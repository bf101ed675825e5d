/**
 * Which weights a place means that names them in part: `Q4` of a file said in full elsewhere, `4.5bpw` of an engine that
 * runs EXL files, llama-bench's printed type of a file that says more. Knows nothing of devices or settings.
 */
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import { resolveQuantization } from "../../../record/vocabulary/resolve-quantization.ts";
import { loadsRepository, runsWeights } from "../../../record/vocabulary/weight-formats.ts";
import type { Fact, Findings } from "../findings.ts";
import { type DocumentWeights, EXL_OF } from "./document-weights.ts";
import { bitsOf, type KnownModels } from "./known-models.ts";

export interface WeightsContext {
  models: KnownModels;
  weights: DocumentWeights;
  author: string;
  /** The place's offset. */
  at: number;
}

/** The weights of the findings `full`, of which the place states `own` itself. */
export function meantWeights(
  full: Findings,
  own: Findings,
  { models, weights, author, at }: WeightsContext,
): Fact<string> | undefined {
  const name = full.model?.value.name ?? "";
  const engine = full.engine?.value ?? "";
  const fits = (value: string) => runsWeights(engine, value);
  const only = models.onlyQuantization(name, author, fits);
  const taken = weights.corrections.find((each) => each.author === author && at < each.at);
  if (taken !== undefined) return packed(taken.weights, full, weights);
  const misfit =
    (own.engine !== undefined || isNewer(full.engine, full.quantization, at)) &&
    full.quantization &&
    !fits(full.quantization.value);
  const inherited = misfit ? undefined : full.quantization;
  const said =
    own.quantization ??
    exceptedFrom(name, weights) ??
    weights.shared.get(modelKey(name)) ??
    weights.byEngine.get(engine) ??
    inherited ??
    only ??
    throughout(weights, fits);
  if (said === undefined) return undefined;
  const fuller = models.fullerQuantization(name, said.value, author);
  const printed = own.model?.value.generic === true && own.quantization !== undefined;
  if (printed && only !== undefined && printsAs(only.value, said.value)) return only;
  return packed(fuller ?? said, full, weights);
}

/** Whether an engine was named after the weights that govern a place, and before the place at offset `at`. */
export const isNewer = (
  engine: Fact<string> | undefined,
  weights: Fact<string> | undefined,
  at: number,
): boolean =>
  engine !== undefined && weights !== undefined && engine.start > weights.end && engine.start <= at;

const throughout = ({ throughout: all }: DocumentWeights, fits: (value: string) => boolean) =>
  all !== undefined && fits(all.weights.value) ? all.weights : undefined;

/** The repository that holds the weights of the findings, where one is named that the engine can load. */
export function meantRepository(
  full: Findings,
  own: Findings,
  { models, author }: WeightsContext,
): Fact<string> | undefined {
  const engine = full.engine?.value ?? "";
  const bits = bitsOf(full.quantization?.value ?? "");
  const fits = (value: string) => {
    const held = bitsOf(resolveQuantization(value)?.name ?? "");
    return loadsRepository(engine, value) && (held === undefined || bits === undefined || held === bits);
  };
  if (own.repository !== undefined) return own.repository;
  const inherited = full.repository && fits(full.repository.value) ? full.repository : undefined;
  return inherited ?? models.onlyRepository(full.model?.value.name ?? "", author, fits);
}

/** The weights of a model that the statement about all others leaves out. */
function exceptedFrom(name: string, { throughout }: DocumentWeights): Fact<string> | undefined {
  const key = modelKey(name);
  return [...(throughout?.except ?? [])].find(([other]) => key.startsWith(other))?.[1];
}

/** Programs that load files of any EXL generation; no engine at all may be one of them. */
const LOADERS: ReadonlySet<string> = new Set(["", "tabbyapi", "text-generation-webui", "aphrodite"]);

/** Bits are named with the format that the engine runs: `EXL2 4.5bpw`, `MLX 4-bit`. */
function packed(said: Fact<string>, full: Findings, weights: DocumentWeights): Fact<string> {
  const engine = full.engine?.value ?? "";
  if (/^[\d.]+bpw$/.test(said.value)) {
    const exl = EXL_OF[engine] ?? (LOADERS.has(engine) ? weights.exl : undefined);
    return exl === undefined ? said : { ...said, value: `${exl} ${said.value}` };
  }
  const bits = engine === "mlx" ? /^(?:([2-8])-bit|Q([2-8]))$/.exec(said.value) : null;
  return bits === null ? said : { ...said, value: `MLX ${bits[1] ?? bits[2]}-bit` };
}

/** `Q4_K - Medium` is what a file of UD-Q4_K_XL prints. */
function printsAs(file: string, printed: string): boolean {
  const plain = file.replace(/^UD-/, "");
  return (
    file !== printed &&
    (plain.startsWith(printed) || (file !== plain && plain.slice(0, 4) === printed.slice(0, 4)))
  );
}
