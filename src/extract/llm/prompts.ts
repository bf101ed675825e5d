/** The prompts: reviewed Markdown files beside this one, each with its version in the first line. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../record/ids.ts";

export const STEPS = [
  "survey",
  "detail-hardware",
  "detail-model",
  "detail-config",
  "detail-measurements",
  "classify",
  "insights",
  "audit",
] as const;
export type Step = (typeof STEPS)[number];

export interface Prompt {
  /** The file's version with that of the common rules, e.g. `2.1`. */
  version: string;
  text: string;
}

export interface Prompts {
  /** The same first words for every document and step, so that servers can keep them cached. */
  common: string;
  step(step: Step): Prompt;
  /** One short name for all versions together. */
  version: string;
}

/** Reads all prompts. @throws Error naming a file whose first line has no version. */
export function readPrompts(folder: string = join(import.meta.dirname, "prompts")): Prompts {
  const common = readPrompt(join(folder, "common.md"));
  const steps = new Map<Step, Prompt>();
  for (const step of STEPS) {
    const prompt = readPrompt(join(folder, `${step}.md`));
    steps.set(step, { ...prompt, version: `${common.version}.${prompt.version}` });
  }
  const versions = STEPS.map((step) => `${step}=${steps.get(step)?.version}`).join(",");
  return {
    common: common.text,
    step: (step) => steps.get(step) ?? { version: "", text: "" },
    version: sha256(versions).slice(0, 8),
  };
}

function readPrompt(file: string): Prompt {
  const match = /^<!-- version: (\d+) -->\n/.exec(readFileSync(file, "utf8"));
  if (!match) throw new Error(`${file}: the first line must be "<!-- version: N -->"`);
  return { version: match[1] ?? "", text: readFileSync(file, "utf8").slice(match[0].length).trim() };
}
