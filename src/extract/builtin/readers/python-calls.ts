/**
 * Finds the calls by which Python code loads a model (`LLM(model=…)`, `Llama(model_path=…)`, mlx-lm's `load(…)`), as
 * options of the engine's command. Knows nothing of what the options mean.
 */
import { regex } from "../../../record/regex.ts";
import type { Word } from "./shell-words.ts";

export interface PythonCall {
  engine: string;
  start: number;
  end: number;
  /** The call's name. */
  name: Word;
  /** `--name value` for each argument; the first bare string is the model. */
  words: Word[];
}

const CALLS: readonly (readonly [name: RegExp, engine: string, needs: RegExp])[] = [
  [/\b(?:LLM|(?:Async)?EngineArgs)\(/g, "vllm", /\bvllm\b/],
  [/\bsgl(?:ang)?\.Engine\(/g, "sglang", /\bsgl/],
  [/\bLlama\(/g, "llama.cpp", /\bllama_cpp\b/],
  [/\bLlama\.from_pretrained\(/g, "llama.cpp", /\bllama_cpp\b/],
  [/(?<![.\w])load\(/g, "mlx", /\bmlx_(?:lm|vlm)\b/],
  [/\bAutoModelFor\w{3,30}\.from_pretrained\(/g, "transformers", /\btransformers\b/],
  [/\bLLM\(/g, "tensorrt-llm", /\btensorrt_llm\b/],
];

const LONGEST_CALL = 2000;
const ARGUMENT = regex("g")`
  (?:^|[,(\s])(?:([a-z_]{2,40})\s{0,2}=\s{0,2})?(?:
    [rf]?["']([^"'\n]{1,200})["']|(-?\d[\d_]{0,9}(?:\.\d{1,4})?|True|False|torch\.\w{2,20})
  )(?=\s{0,20}[,)\n]|\s{0,20}$)
`;

/** The loading calls in text[start, end), in order. */
export function pythonCalls(text: string, start: number, end: number): PythonCall[] {
  const code = text.slice(start, end);
  const found: PythonCall[] = [];
  for (const [pattern, engine, needs] of CALLS) {
    if (!needs.test(code) || (engine === "vllm" && /\btensorrt_llm\b/.test(code))) continue;
    for (const match of code.matchAll(pattern)) {
      const from = start + match.index;
      const open = from + match[0].length;
      const length = text.slice(open, Math.min(end, open + LONGEST_CALL)).indexOf(")");
      const close = open + length;
      if (length < 0) continue;
      const words = [...text.slice(open, close).matchAll(ARGUMENT)].flatMap((argument) =>
        wordsOf(argument, open),
      );
      const name = { text: match[0].slice(0, -1), start: from, end: open - 1 };
      if (words.length > 0) found.push({ engine, start: from, end: close + 1, name, words });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function wordsOf(argument: RegExpExecArray, offset: number): Word[] {
  const [whole, name, quoted, plain] = argument;
  const value = quoted ?? plain ?? "";
  const start = offset + argument.index + whole.search(/[\w"'-]/);
  const place = { start, end: offset + argument.index + whole.length };
  const written = value.replace(/(?<=\d)_(?=\d)/g, "");
  if (name === undefined)
    return quoted === undefined
      ? []
      : [
          { text: "--model", ...place },
          { text: written, ...place },
        ];
  const model = /^(?:model_path|model|repo_id|pretrained_model_name_or_path|filename)$/.test(name);
  const option = model ? "model" : name === "n_ctx" ? "ctx-size" : name;
  return [
    { text: `--${option.replaceAll("_", "-")}`, ...place },
    { text: written === "True" ? "on" : written === "False" ? "off" : written, ...place },
  ];
}
