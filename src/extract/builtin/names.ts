/** Reads models out of paths, file names, repositories and tags. Knows nothing of running text. */
import { resolveModel } from "../../record/vocabulary/resolve-model.ts";
import { resolveQuantization } from "../../record/vocabulary/resolve-quantization.ts";
import type { NamedModel } from "./findings.ts";

export interface PathReading {
  model: NamedModel;
  quantization?: string | undefined;
}

/** The model that a path, a file, a repository or a tag names; undefined where it names none (`model.gguf`). */
export function modelInPath(path: string): PathReading | undefined {
  if (path.length > 400 || /\$\{?\w|%\w+%/.test(path.slice(path.lastIndexOf("/") + 1))) return undefined;
  const segments = path
    .replace(/[?#].*$/, "")
    .split(/[/\\]/)
    .filter((segment) => segment !== "");
  for (const segment of segments.reverse()) {
    const bare = segment
      .replace(/-\d{5}-of-\d{5}/, "")
      .replace(/\.(?:gguf|safetensors|bin|ggml|llamafile)$/i, "");
    const read = resolveModel(bare);
    if (read === null || read.bare) continue;
    const quantization = read.quantization?.name ?? resolveQuantization(bare)?.name;
    return {
      model: {
        name: read.name,
        parametersB: read.parametersB ?? undefined,
        activeParametersB: read.activeParametersB ?? undefined,
      },
      quantization,
    };
  }
  return undefined;
}

const REPOSITORY = /^[A-Za-z0-9][\w.-]{1,60}\/[A-Za-z0-9][\w.-]{2,90}$/;

/** `owner/name` where a word is a repository (`unsloth/Qwen3-8B-GGUF:Q4_K_M`), not a path. */
export function repositoryIn(word: string): string | undefined {
  const plain = word.replace(/^(?:hf\.co\/|https:\/\/huggingface\.co\/|hf:\/\/)/, "").split(":")[0] ?? "";
  if (!REPOSITORY.test(plain) || /\.(?:gguf|safetensors|bin|py|sh|json|ya?ml)$/i.test(plain))
    return undefined;
  return /^(?:models?|library|home|mnt|opt|srv|data|build|bin|llama\.cpp)\//i.test(plain) ? undefined : plain;
}
