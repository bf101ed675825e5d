/** Where pages come from: the fetcher, or a browser that fetches through it. One shape for both. */
import type { SourceOf } from "../../config/sources-schema.ts";
import type { Fetcher } from "../fetch/fetcher.ts";
import type { Redirect } from "../fetch/redirect.ts";

export interface PageAnswer {
  status: number;
  /** After redirects. */
  url: string;
  redirects: Redirect[];
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface PageSource {
  /** Whether asking with validators makes sense. */
  readonly conditional: boolean;
  get(url: string, headers: Record<string, string>): Promise<PageAnswer>;
  close(): Promise<void>;
}

export function fetchPages(fetcher: Fetcher, source: SourceOf<"web">): PageSource {
  return {
    conditional: true,
    get: (url, headers) =>
      fetcher.fetch({ url, headers, ...(source.delayMs === undefined ? {} : { delayMs: source.delayMs }) }),
    close: async () => undefined,
  };
}
