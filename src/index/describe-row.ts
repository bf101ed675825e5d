/** What of a record is searched by words and what by meaning. Knows nothing of tables or of how texts are embedded. */
import type { Insight } from "../record/insight.ts";
import type { SetupRecord } from "../record/setup-record.ts";
import { otherWordsFor } from "./hardware-words.ts";
import { searchableForm } from "./search-tokens.ts";

/** Most characters of quotes that go into the embedded text; beyond, the model loses the beginning. */
const MOST_QUOTED = 160;

/** A record's facts in a sentence or two, without measured values: what the embedding is made from. */
export function describeSetup(record: SetupRecord): string {
  const { hardware, model, engine, config } = record;
  const devices = hardware.accelerators.map((one) => `${one.count}x ${one.name}`).join(" + ");
  const machine = devices || hardware.cpu || "";
  const uses = [...record.useCases, ...record.derived.useCases.map((one) => one.value)];
  const feel = [...record.experience, ...record.derived.experience.map((one) => one.value)];
  return [
    record.title,
    model.name && !record.title.includes(model.name) ? `model ${model.name}` : "",
    model.quantization ? `quantized ${model.quantization}` : "",
    machine && !record.title.includes(machine) ? `on ${machine}` : "",
    engine.name && !record.title.includes(engine.name) ? `with ${engine.name}` : "",
    uses.length > 0 ? `for ${[...new Set(uses)].join(", ")}` : "",
    feel.length > 0 ? [...new Set(feel)].join(", ") : "",
    config.speculative ? `speculative decoding ${config.speculative}` : "",
    record.outcome && record.outcome !== "works" ? `it ${record.outcome}` : "",
    wordyQuotes(record),
  ]
    .filter((part) => part !== "")
    .join("; ");
}

/** Every word that a search for this record could use, in the form that full-text search takes. */
export function searchableSetup(record: SetupRecord, documentTitle: string): string {
  const { hardware, model, engine, config } = record;
  return searchableForm(
    [
      record.title,
      documentTitle,
      ...hardware.accelerators.flatMap((one) => [`${one.count}x ${one.name}`, ...otherWordsFor(one.name)]),
      hardware.cpu,
      hardware.memoryGiB ? `${hardware.memoryGiB}GB` : null,
      hardware.class,
      hardware.provider,
      model.name,
      model.repository,
      model.quantization,
      model.parametersB ? `${model.parametersB}B` : null,
      engine.name,
      engine.version,
      engine.backend,
      config.kvCacheType,
      config.speculative,
      config.command,
      ...record.useCases,
      ...record.experience,
      ...record.derived.useCases.map((one) => one.value),
      ...record.derived.experience.map((one) => one.value),
      record.outcome,
      ...new Set(record.evidence.map((one) => one.quote.slice(0, 400))),
    ]
      .filter((part) => part)
      .join(" | "),
  );
}

/** What an insight is embedded as. */
export function describeInsight(insight: Insight): string {
  return `${insight.variable}: ${insight.claim}`.slice(0, 600);
}

/** Every word that a search for this insight could use. */
export function searchableInsight(insight: Insight, documentTitle: string): string {
  return searchableForm([insight.variable, insight.claim, insight.quote, documentTitle].join(" | "));
}

/** The quotes that are sentences rather than figures or names: they carry what the setup is for. */
function wordyQuotes(record: SetupRecord): string {
  const quotes = new Set<string>();
  let length = 0;
  for (const { field, quote } of record.evidence) {
    if (!/^(useCases|experience|outcome)/.test(field) || quotes.has(quote)) continue;
    if (length + quote.length > MOST_QUOTED) continue;
    quotes.add(quote);
    length += quote.length;
  }
  return [...quotes].join(" ");
}
