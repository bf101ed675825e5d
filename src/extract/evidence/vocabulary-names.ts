/** The verifier's name book over the vocabularies. Knows nothing of setups or of quotes. */
import { type Atoms, atomsOf } from "../../record/vocabulary/atoms.ts";
import { readBackend, readEngine, resolveBackend, resolveEngine } from "../../record/vocabulary/engines.ts";
import { resolveKvCacheType } from "../../record/vocabulary/kv-cache-types.ts";
import {
  acceleratorNamed,
  readAccelerator,
  resolveAccelerator,
} from "../../record/vocabulary/resolve-accelerator.ts";
import { readModel, readUnknownModel, resolveModel } from "../../record/vocabulary/resolve-model.ts";
import { readQuantization, resolveQuantization } from "../../record/vocabulary/resolve-quantization.ts";
import type { NameBook, NameKind } from "./name-book.ts";

type Found = { name: string; endAtom: number; unsure?: boolean } | undefined;

const READERS: Readonly<Record<Exclude<NameKind, "kvCache">, (atoms: Atoms, from: number) => Found>> = {
  accelerator: (atoms, from) => {
    const found = readAccelerator(atoms, from);
    return found && { name: found.resolved.name, endAtom: found.endAtom, unsure: found.weak };
  },
  model: (atoms, from) => {
    const found = readModel(atoms, from) ?? readUnknownModel(atoms, from);
    if (!found || found.resolved.bare) return undefined;
    // llama-bench names the architecture ("qwen2 1.5B"), which many models share.
    const unsure = found.resolved.architecture !== null || !found.resolved.known;
    return { name: found.resolved.name, endAtom: found.endAtom, unsure };
  },
  quantization: (atoms, from) => {
    const found = readQuantization(atoms, from);
    return found && { name: found.resolved.name, endAtom: found.endAtom, unsure: found.vague };
  },
  engine: (atoms, from) => {
    const found = readEngine(atoms, from);
    return found && { name: found.value.name, endAtom: found.endAtom, unsure: found.value.ambiguous };
  },
  backend: (atoms, from) => {
    const found = readBackend(atoms, from);
    return found && { name: found.value.name, endAtom: found.endAtom };
  },
};

const CANONICAL: Readonly<Record<NameKind, (name: string) => string | undefined>> = {
  accelerator: (name) => resolveAccelerator(name)?.name,
  model: (name) => resolveModel(name)?.name,
  quantization: (name) => resolveQuantization(name)?.name,
  engine: (name) => resolveEngine(name)?.name,
  backend: (name) => resolveBackend(name)?.name,
  kvCache: (name) => resolveKvCacheType(name)?.name,
};

/** Longer stretches than this are not read for names; quotes and lines are far shorter. */
const LONGEST = 60_000;

/** The name book that the vocabularies make. */
export function vocabularyNames(): NameBook {
  return {
    canonical: (kind, name) => CANONICAL[kind](name),
    named: (kind, text, sure) =>
      kind === "kvCache" ? kvCacheTypes(text) : namesIn(kind, text, sure === "sure"),
    memoryGiB: (accelerator) => acceleratorNamed(accelerator)?.memoryGiB ?? [],
  };
}

/** Memory bandwidth of one device in GB/s; undefined where the vocabulary does not tell. */
export function bandwidthGBs(accelerator: string): number | undefined {
  return acceleratorNamed(accelerator)?.bandwidthGBs ?? undefined;
}

function namesIn(kind: Exclude<NameKind, "kvCache">, text: string, sure: boolean): string[] {
  // "2xMI50" is two of them.
  const atoms = atomsOf(text.slice(0, LONGEST).replace(/(\d)[x×](?=\p{L}{2})/gu, "$1x "));
  const read = READERS[kind];
  const names: string[] = [];
  for (let from = 0; from < atoms.count; ) {
    const found = read(atoms, from);
    if (found && !(sure && found.unsure)) names.push(found.name);
    from = found ? Math.max(from + 1, found.endAtom) : from + 1;
  }
  return names;
}

function kvCacheTypes(text: string): string[] {
  const words = text.slice(0, LONGEST).match(/[A-Za-z][A-Za-z0-9_]{1,20}/g) ?? [];
  return words.flatMap((word) => resolveKvCacheType(word)?.name ?? []);
}
