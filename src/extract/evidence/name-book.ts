/** What the verifier asks of the vocabularies. An interface, so that the verifier knows nothing of their tables. */

export type NameKind = "accelerator" | "model" | "quantization" | "engine" | "backend" | "kvCache";

export interface NameBook {
  /** The almanac's spelling of a name; undefined where the vocabulary does not know it. */
  canonical(kind: NameKind, name: string): string | undefined;
  /**
   * The almanac's spelling of every name of the kind that stands in a text. `sure`: without those that are ordinary
   * numbers or words elsewhere, such as "1650" or "M1".
   */
  named(kind: NameKind, text: string, sure?: "sure"): string[];
  /** Memory sizes in GiB that one device of this name comes with; empty where it is unknown. */
  memoryGiB(accelerator: string): readonly number[];
}
