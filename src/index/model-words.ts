/** Reads a model's family from its name, the same way for records and questions. Knows nothing of tables. */

/** Names whose first word is not the family, or whose family is more than one word. Tested in order on lower-case. */
const FAMILIES: readonly [family: string, pattern: RegExp][] = [
  ["gpt-oss", /\bgpt[ -]?oss/],
  ["command-r", /\bcommand[ -]?[ra]\b/],
  ["stable-code", /\bstable[ -]?(?:lm|code)/],
  ["deepseek", /\bdeep[ -]?seek/],
  ["codellama", /\bcode[ -]?llama/],
  ["tinyllama", /\btiny[ -]?llama/],
  ["starcoder", /\bstar[ -]?coder/],
  ["minimax", /\bmini[ -]?max/],
  ["nemotron", /\bnemotron/],
  ["devstral", /\bdevstral/],
  ["codestral", /\bcodestral/],
  ["magistral", /\bmagistral/],
  ["mixtral", /\bmixtral/],
  ["mistral", /\b(?:mistral|ministral)/],
  ["qwq", /\bqwq\b/],
  ["qwen", /\bqwen/],
  ["llama", /\bllama/],
  ["gemma", /\bgemma/],
  ["glm", /\bglm/],
  ["phi", /\bphi[ -]?\d/],
  ["kimi", /\bkimi/],
  ["granite", /\bgranite/],
  ["falcon", /\bfalcon/],
  ["smollm", /\bsmol[ -]?lm/],
  ["hunyuan", /\bhunyuan/],
  ["ernie", /\bernie/],
  ["exaone", /\bexaone/],
  ["olmo", /\bolmo/],
  ["yi", /\byi[ -]\d/],
  ["solar", /\bsolar[ -]\d/],
  ["seed-oss", /\bseed[ -]?oss/],
  ["grok", /\bgrok/],
  ["internlm", /\bintern(?:lm|vl)/],
  ["llava", /\bllava/],
  ["vicuna", /\bvicuna/],
  ["wizard", /\bwizard/],
  ["hermes", /\bhermes/],
  ["gpt2", /\bgpt-?2\b/],
  ["whisper", /\bwhisper/],
  ["jamba", /\bjamba/],
  ["dbrx", /\bdbrx/],
  ["bloom", /\bbloom/],
  ["lfm", /\blfm/],
  ["step", /\bstep[ -]?\d/],
  ["ling", /\bling-/],
  ["mimo", /\bmimo\b/],
  ["nanbeige", /\bnanbeige/],
];

/** The families named in a text, in the list's order; `llama.cpp` and `ollama` are engines and name none. */
export function familiesIn(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(
      /\bik_llama\.cpp|\bllama[._ -]?cpp|\bllama-(?:server|bench|cli|swap)|\bollama\b|\bllamafile\b/g,
      " ",
    );
  return FAMILIES.filter(([, pattern]) => pattern.test(words)).map(([family]) => family);
}

/** The family of one model name, or its first word in lower-case where the family is not known; null for none. */
export function modelFamily(name: string | null | undefined): string | null {
  if (!name) return null;
  return familiesIn(name)[0] ?? /[a-z]{2,30}/.exec(name.toLowerCase())?.[0] ?? null;
}

/** The nominal size in billions that a model's name states (`70B`, `8x7B` as 56, `0.6b`), or null. */
export function statedParametersB(text: string): number | null {
  const experts = /\b(\d{1,3})x(\d{1,3}(?:\.\d{1,2})?)b\b/i.exec(text);
  if (experts) return Number(experts[1]) * Number(experts[2]);
  const size = /(?:^|[^\w.])(\d{1,4}(?:\.\d{1,2})?) ?b(?:illion)?\b/i.exec(text);
  return size ? Number(size[1]) : null;
}
