/** `almanac query`: reads the filters, asks the index and prints cards or JSON. */
import { type Command, InvalidArgumentError } from "commander";
import { nearestWord } from "../../config/nearest-word.ts";
import type { SearchFilters } from "../../index/search-filters.ts";
import { EXPERIENCES, HARDWARE_CLASSES, STATUSES, USE_CASES } from "../../record/axes.ts";
import type { CliContext } from "../context.ts";
import { outputFolder, repeatable, withOutput } from "../options.ts";

interface QueryOptions {
  useCase?: SearchFilters["useCases"];
  experience?: SearchFilters["experience"];
  accelerator?: string[];
  engine?: string[];
  model?: string[];
  quantization?: string[];
  class?: SearchFilters["classes"];
  minDecode?: number;
  status?: SearchFilters["statuses"];
  limit: number;
  json?: boolean;
  output?: string;
}

export function registerQuery(program: Command, context: CliContext): void {
  withOutput(
    program
      .command("query")
      .description("search the catalog: by words, by meaning and by the setup that the question names")
      .argument("<text...>", 'the question, e.g. "70B on two 3090s"'),
  )
    .option("--use-case <name>", oneOf(USE_CASES), listed(USE_CASES))
    .option("--experience <name>", oneOf(EXPERIENCES), listed(EXPERIENCES))
    .option("--accelerator <name>", 'only with this device, e.g. "2x RTX 3090" or mac', repeatable)
    .option("--engine <name>", "only on this engine, e.g. llama.cpp", repeatable)
    .option("--model <words>", 'only models whose name holds these words, e.g. "qwen3 30b"', repeatable)
    .option("--quantization <name>", "only this weight format, e.g. Q4_K_M or q4", repeatable)
    .option("--class <name>", oneOf(HARDWARE_CLASSES), listed(HARDWARE_CLASSES))
    .option("--min-decode <tok/s>", "only setups that decode at least so fast", readSpeed)
    .option("--status <name>", `${oneOf(STATUSES)} (default: all but rejected)`, listed(STATUSES))
    .option("--limit <n>", "how many setups, 1 to 200", readLimit, 10)
    .option("--json", "as JSON on stdout")
    .addHelpText(
      "after",
      "\nOptions that take a <name> or <words> may be given several times: any of\nthem will do.\n",
    )
    .action(async (words: string[], options: QueryOptions) => query(words.join(" "), options, context));
}

async function query(text: string, options: QueryOptions, context: CliContext): Promise<void> {
  const { openExisting } = await import("../open-existing.ts");
  const { chooseEmbedder } = await import("../pipeline/choose-embedder.ts");
  const { search } = await import("../../index/search.ts");
  const environment = await context.environment();
  const library = openExisting(await outputFolder(options, context));
  const embedder = chooseEmbedder(environment, { attempts: 2 });
  try {
    const answer = await search({
      library,
      embedder,
      text,
      filters: filtersOf(options),
      limit: options.limit,
      signal: context.signal,
    });
    if (options.json) {
      context.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      return;
    }
    const { answerInWords } = await import("../query-cards.ts");
    const color = context.stdout.isTTY === true && !environment.noColor;
    const columns = Math.max(40, Math.min(context.stdout.columns ?? 80, 100));
    context.stdout.write(answerInWords(answer, { color, columns }));
  } finally {
    await embedder.close();
    library.close();
  }
}

function filtersOf(options: QueryOptions): SearchFilters {
  return {
    ...(options.useCase && { useCases: options.useCase }),
    ...(options.experience && { experience: options.experience }),
    ...(options.accelerator && { accelerators: options.accelerator }),
    ...(options.engine && { engines: options.engine }),
    ...(options.model && { models: options.model }),
    ...(options.quantization && { quantizations: options.quantization }),
    ...(options.class && { classes: options.class }),
    ...(options.minDecode !== undefined && { minDecode: options.minDecode }),
    ...(options.status && { statuses: options.status }),
  };
}

function oneOf(words: readonly string[]): string {
  return `only ${words.join(", ")}`;
}

/** Reads one of the listed words into a list; a mistyped one is answered with what was probably meant. */
function listed<Word extends string>(words: readonly Word[]): (value: string, before?: Word[]) => Word[] {
  return (value, before) => {
    const known = words.find((word) => word === value.toLowerCase());
    if (known) return [...(before ?? []), known];
    const meant = nearestWord(value, words);
    throw new InvalidArgumentError(`${meant ? `Did you mean ${meant}? ` : ""}It takes: ${words.join(", ")}.`);
  };
}

function readSpeed(value: string): number {
  const speed = Number(value);
  if (!(speed >= 0 && Number.isFinite(speed)))
    throw new InvalidArgumentError("It takes a number of tok/s, e.g. 20.");
  return speed;
}

function readLimit(value: string): number {
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new InvalidArgumentError("It takes a whole number from 1 to 200.");
  return limit;
}
