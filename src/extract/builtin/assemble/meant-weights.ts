/**
 * Which weights a place means that names them in part: `Q4` of a file said in full elsewhere, `4.5bpw` of an engine that
 * runs EXL files, llama-bench's printed type of a file that says more. Knows nothing of devices or settings.
 */
import { modelKey } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact, Findings } from "../findings.ts";
import { type DocumentWeights, EXL_OF } from "./document-weights.ts";
import type { KnownModels } from "./known-models.ts";

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
  const only = models.onlyQuantization(name, author);
  const taken = weights.corrections.find((each) => each.author === author && at < each.at);
  if (taken !== undefined && !name.includes("raft")) return packed(taken.weights, full, weights);
  const said =
    own.quantization ??
    exceptedFrom(name, weights) ??
    full.quantization ??
    only ??
    weights.throughout?.weights;
  if (said === undefined) return undefined;
  const fuller = models.fullerQuantization(name, said.value, author);
  const printed = own.model?.value.generic === true && own.quantization !== undefined;
  if (printed && only !== undefined && printsAs(only.value, said.value)) return only;
  return packed(fuller ?? said, full, weights);
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
