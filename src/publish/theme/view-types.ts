/**
 * What the pages are given: plain data, already clean and bounded, which the theme prints as text. Shared by the
 * builders here and the components of the theme; imports nothing.
 */

/** Where a value comes from and whether a reader may be sent there. */
export interface SourceView {
  title: string;
  host: string;
  /** http(s) address, or null where it is not one to follow. */
  href: string | null;
  /** The page asks not to be reproduced: no words of it are shown. */
  linkOnly: boolean;
  /** `gone` where the source no longer exists. */
  state: "live" | "gone" | "suspicious";
}

/** How a place on an axis is known. */
export interface AxisView {
  value: string;
  basis: "stated" | "concluded" | "default";
  /** The rule's reason; only where it is not stated. */
  because?: string;
}

/** One cell of figures: what to print, and how many figures stand behind it. */
export interface FigureView {
  text: string;
  count: number;
}

export interface MeasurementView {
  metric: string;
  value: string;
  unit: string;
  conditions: string;
}

export interface QuoteView {
  /** What the quote shows, in words. */
  field: string;
  /** The line that carries it; `marked` stretches are the words that the value was read from. */
  parts: { text: string; marked: boolean }[];
}

/** A setup in a chapter's table. */
export interface SetupView {
  id: string;
  title: string;
  hardware: string;
  memory: string;
  class: string | null;
  model: string;
  size: string;
  quantization: string;
  engine: string;
  decode: FigureView | null;
  prefill: FigureView | null;
  throughput: FigureView | null;
  measurements: MeasurementView[];
  configuration: [name: string, value: string][];
  command: string;
  outcome: string | null;
  /** 0 to 1. */
  confidence: number;
  status: string;
  useCases: AxisView[];
  experience: AxisView[];
  quotes: QuoteView[];
  source: SourceView;
}

export interface InsightView {
  id: string;
  claim: string;
  quote: string;
  /** True where claim and quote are the same words, markup aside; then the claim is shown as the quote. */
  verbatim: boolean;
  confidence: number;
  /** The variable and its name, where the list is not about one. */
  variable?: string;
  label?: string;
  source: SourceView;
}

/** A setup in the catalog's index: what its row shows and what it is found by. */
export interface CatalogLine
  extends Pick<
    SetupView,
    | "id"
    | "title"
    | "hardware"
    | "memory"
    | "class"
    | "model"
    | "size"
    | "quantization"
    | "engine"
    | "decode"
    | "prefill"
    | "throughput"
    | "outcome"
    | "confidence"
    | "status"
    | "useCases"
    | "experience"
  > {
  engineName: string;
  /** Fastest decode figure in tok/s. */
  decodeMost: number | null;
  /** Memory that the model may use. */
  memoryGiB: number | null;
  host: string;
}
