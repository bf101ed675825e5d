/**
 * The models that a document names, so that "the 70B" or llama-bench's architecture finds its full name, and a model
 * its weights where the document states them elsewhere. Knows nothing of hardware or figures.
 */
import { modelKey, resolveModel } from "../../../record/vocabulary/resolve-model.ts";
import type { Fact, Findings, NamedModel } from "../findings.ts";
import type { StatedSize } from "../scan/stated-size.ts";

interface KnownModel {
  fact: Fact<NamedModel>;
  key: string;
  quantizations: Map<string, Fact<string>>;
  repositories: Map<string, Fact<string>>;
  authors: Set<string>;
  /** The one size that its line comes in, in thousand millions of parameters. */
  comesIn: number | undefined;
}

/** Sizes that a text rounds: 30.53B is the 30B. */
const sameSize = (a: number, b: number) => Math.abs(a - b) <= Math.max(0.13 * Math.max(a, b), 0.25);

/** The size of a line that comes in one alone. */
function lineSize(name: string): number | undefined {
  const entry = resolveModel(name)?.entry;
  return entry?.oneSize ? entry.sizes[0]?.parametersB : undefined;
}

export class KnownModels {
  readonly #models = new Map<string, KnownModel>();
  /** What benchmarks printed under a generic name. */
  readonly #printed: { fact: Fact<NamedModel>; author: string }[] = [];
  readonly #sizes: readonly Fact<NamedModel>[];

  /** `sizes`: every size that the document gives without a name. */
  constructor(sizes: readonly Fact<NamedModel>[] = []) {
    this.#sizes = sizes;
  }

  /** Notes a model that findings name, with the weights and repository stated beside it. */
  note(findings: Findings, author: string): void {
    const fact = findings.model;
    if (fact === undefined || fact.value.name === null) return;
    if (fact.value.generic) {
      this.#printed.push({ fact, author });
      return;
    }
    const key = modelKey(fact.value.name);
    const known = this.#models.get(key) ?? {
      fact,
      key,
      quantizations: new Map(),
      repositories: new Map(),
      authors: new Set<string>(),
      comesIn: lineSize(fact.value.name),
    };
    known.authors.add(author);
    if (known.fact.value.parametersB === undefined && fact.value.parametersB !== undefined) known.fact = fact;
    const { quantization, repository } = findings;
    if (quantization && !quantization.of?.startsWith("vague"))
      known.quantizations.set(`${author} ${quantization.value}`, quantization);
    if (repository) known.repositories.set(`${author} ${repository.value}`, repository);
    this.#models.set(key, known);
  }

  /**
   * The full name of a model that is given by size or architecture alone: its author's first, then what his benchmarks
   * printed, nearest before `at` first.
   */
  fullName(model: NamedModel, at: number, author?: string): Fact<NamedModel> | undefined {
    const fits = [...this.#models.values()].filter(({ fact, comesIn }) => {
      const { parametersB, name } = fact.value;
      if (model.generic && name !== null && !sharesFamily(model.name ?? "", name)) return false;
      if (model.generic && name !== null && !sameVersion(model.name ?? "", name)) return false;
      if (model.parametersB === undefined) return true;
      if (parametersB !== undefined) return sameSize(parametersB, model.parametersB);
      const size = model.generic ? undefined : comesIn;
      return size === undefined ? model.generic : Math.abs(size - model.parametersB) <= 0.02 * size;
    });
    const isOwn = ({ authors }: KnownModel) => author !== undefined && authors.has(author);
    if (model.name === null && !fits.some(isOwn)) {
      const printed = this.#printed.findLast(
        (each) =>
          each.author === author &&
          each.fact.start < at &&
          sameSize(each.fact.value.parametersB ?? 0, model.parametersB ?? 0),
      );
      if (printed !== undefined) return printed.fact;
    }
    return fits
      .sort(
        (a, b) =>
          Number(isOwn(b)) - Number(isOwn(a)) ||
          Number(a.fact.start > at) - Number(b.fact.start > at) ||
          Math.abs(a.fact.start - at) - Math.abs(b.fact.start - at),
      )
      .at(0)?.fact;
  }

  /**
   * The sized model that a name without a size means: `Qwen3.6` where the document has one Qwen3.6-35B-A3B.
   * `sameLine`: the size follows right after the name (`R1` is no R1-Distill-7B).
   */
  sized(name: string, { sameLine = false } = {}): Fact<NamedModel> | undefined {
    const key = modelKey(name);
    const fits = [...this.#models.values()].filter(
      ({ key: other, fact }) =>
        other !== key &&
        other.startsWith(key) &&
        fact.value.parametersB !== undefined &&
        (!sameLine || /^\d/.test(other.slice(key.length))),
    );
    const [first] = fits.sort((a, b) => a.key.length - b.key.length);
    return first !== undefined && fits.every((fit) => fit.key.startsWith(first.key)) ? first.fact : undefined;
  }

  /** A name with its size as the document gives it in full: `Qwen3.6 35B` where there is one Qwen3.6-35B-A3B. */
  extended(name: string, parametersB: number): Fact<NamedModel> | undefined {
    const key = modelKey(name);
    const others = [...this.#models.values()].filter((other) => other.key !== key);
    const full = others.filter((other) => isExtended(key, other.key));
    if (full.length > 0) return full.length === 1 ? full[0]!.fact : undefined;
    const words = wordsOf(name);
    const fuller = others
      .filter(({ key: other }) => !TUNED.test(other))
      .filter(
        ({ fact }) =>
          fact.value.parametersB === parametersB &&
          words.every((word) => wordsOf(fact.value.name ?? "").includes(word)),
      );
    return words.length < 3 && fuller.length === 1 ? fuller[0]!.fact : undefined;
  }

  /** The size that the document states of a model whose name has none: beside the name, or the one that it comes in. */
  statedSize(name: string, only: { parametersB: number } | undefined): StatedSize | undefined {
    const beside = this.#models.get(modelKey(name))?.fact.value;
    if (beside?.parametersB !== undefined && beside.sizeAt)
      return {
        parametersB: beside.parametersB,
        activeParametersB: beside.activeParametersB,
        ...beside.sizeAt,
      };
    const loose = this.#sizes.find(
      ({ value }) =>
        only !== undefined &&
        Math.abs((value.parametersB ?? 0) - only.parametersB) <= 0.01 * only.parametersB,
    );
    return loose && { parametersB: loose.value.parametersB!, start: loose.start, end: loose.end };
  }

  /** The weights of a model where its author names just one for it that is fit to be meant; else anybody does. */
  onlyQuantization(
    name: string,
    author: string,
    fitting: (value: string) => boolean,
  ): Fact<string> | undefined {
    return onlyOf(
      this.#stated(name, ({ quantizations }) => quantizations),
      { author, fitting, anybody: true },
    );
  }

  /** `Q4_K_M` for `Q4`, `AWQ` for `4-bit`, `EXL3 4.0bpw` for `EXL3`: the only weights of a model that fit what is said. */
  fullerQuantization(name: string, said: string, author: string): Fact<string> | undefined {
    const bits = /^I?Q([1-8])$|^([1-8])-bit$|^EXL[23]$/.exec(said);
    if (!bits) return undefined;
    const known = this.#stated(name, ({ quantizations }) => quantizations);
    const width = bits[1] ?? bits[2];
    const fits = [...known].filter(
      ([, { value }]) =>
        value !== said && (width === undefined ? value.startsWith(`${said} `) : bitsOf(value) === width),
    );
    const own = fits.filter(([key]) => key.startsWith(`${author} `));
    const values = new Set((own.length > 0 ? own : fits).map(([, { value }]) => value));
    return values.size === 1 ? (own[0] ?? fits[0])?.[1] : undefined;
  }

  /** The repository of a model where its author names just one for it that is fit to be meant. */
  onlyRepository(
    name: string,
    author: string,
    fitting: (value: string) => boolean,
  ): Fact<string> | undefined {
    return onlyOf(
      this.#stated(name, ({ repositories }) => repositories),
      { author, fitting },
    );
  }

  /** What is stated of a model under its full name and under a shorter one. */
  #stated(
    name: string,
    read: (model: KnownModel) => ReadonlyMap<string, Fact<string>>,
  ): [string, Fact<string>][] {
    const key = modelKey(name);
    return [...this.#models.values()]
      .filter((other) => other.key === key || isExtended(other.key, key))
      .flatMap((model) => [...read(model)]);
  }

  /**
   * The family that sizes without a name are of: the governing one, unless another that the document names without a
   * size comes in more of the sizes that it gives ("8B" and "70B" are not of a family that has no 8B).
   */
  familyOf(governing: string): string {
    const sizes = new Set(this.#sizes.flatMap(({ value }) => value.parametersB ?? []));
    const support = (name: string) => {
      const line = resolveModel(name)?.entry;
      return line == null
        ? 0
        : [...sizes].filter((size) => line.sizes.some((each) => each.parametersB === size)).length;
    };
    let best = governing;
    for (const { fact } of this.#models.values()) {
      const { name, parametersB } = fact.value;
      if (name !== null && parametersB === undefined && support(name) > support(best)) best = name;
    }
    return best;
  }

  /** The model that the document is about, or else its author, where it or he names one alone. */
  only(author?: string): Fact<NamedModel> | undefined {
    const all = [...this.#models.values()];
    const own =
      all.length === 1 ? all : all.filter(({ authors }) => author !== undefined && authors.has(author));
    return own.length === 1 ? own[0]!.fact : undefined;
  }
}

/** The whole bits of a format's name: 4 for `UD-Q4_K_XL` and `MXFP4`; AWQ and GPTQ are of 4 where they do not say. */
export function bitsOf(quantization: string): string | undefined {
  if (/^(?:AWQ|GPTQ)$/.test(quantization)) return "4";
  const [, named, spelled] = /(?:I?Q|FP|INT|MLX |NF)(\d)(?!\d)|^(\d)-bit/.exec(quantization) ?? [];
  return named ?? spelled;
}

/** The one value that the author states; with `anybody`, that anybody does where he states none. */
function onlyOf(
  values: readonly [string, Fact<string>][],
  {
    author,
    fitting,
    anybody = false,
  }: { author: string; fitting: (value: string) => boolean; anybody?: boolean },
): Fact<string> | undefined {
  const fits = values.filter(([, { value }]) => fitting(value));
  const own = fits.filter(([key]) => key.startsWith(`${author} `));
  const said = own.length > 0 || !anybody ? own : fits;
  return new Set(said.map(([, { value }]) => value)).size === 1 ? said[0]![1] : undefined;
}

/** What makes another model of one, never only a fuller name. */
const TUNED = /abliterat|uncensor|heretic|distill|dpo|merge|finetun/;

const wordsOf = (name: string): string[] => name.toLowerCase().split(/[\s_:-]+/);

/** `qwen3.635b` and `qwen3.635ba3b`: the same model, once without its active part. */
const isExtended = (short: string, full: string) =>
  full.startsWith(short) && /\db$/.test(short) && /^a\d/.test(full.slice(short.length));

/** The version that an architecture stands for: `qwen35moe` is 3.5 and later, `qwen2` is 1.5 to 2.5. */
function sameVersion(architecture: string, name: string): boolean {
  const [, family, digits] = /^(qwen|gemma)(\d{1,2})/.exec(architecture.toLowerCase()) ?? [];
  const [, named, major, minor = "0"] = /(qwen|gemma)[ -]?(\d)(?:\.(\d))?/.exec(name.toLowerCase()) ?? [];
  if (digits === undefined || family !== named) return true;
  if (family === "gemma") return digits[0] === major;
  const version = Number(`${major}.${minor}`);
  if (digits === "2") return version < 3;
  return digits === "3" ? version >= 3 && version < 3.5 : version >= 3.5;
}

/** llama-bench's architecture (`qwen3moe`, `deepseek2`, `llama`) and a name of the same family. */
function sharesFamily(architecture: string, name: string): boolean {
  const family = /^[a-z]+/.exec(architecture.toLowerCase().replace(/[^a-z0-9]/g, ""))?.[0] ?? "";
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (family === "llama" || family === "qwen")
    return letters.includes(family) || /tulu|hermes|nemotron|vicuna|mistral|miqu|yi|distill/.test(letters);
  return letters.includes(family.slice(0, 5));
}
