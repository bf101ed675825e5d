/** The shape of sources.yaml. Each kind of source is one schema; the types of the rest of the program come from here. */
import { z } from "zod";

const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    "use letters, digits, dots, hyphens and underscores, e.g. llama-cpp",
  );
const repository = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
    "write it as owner/name, e.g. ggml-org/llama.cpp",
  );
const address = z.url({ protocol: /^https?$/, error: "write a full http or https address" });
const count = z.number().int().positive();
const day = z
  .union([z.string(), z.date()])
  .transform((value) => (value instanceof Date ? value.toISOString() : value))
  .pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/, "write a date as 2025-01-31"));

const common = {
  id,
  /** A cron expression of five fields, in local time. */
  schedule: z.string().optional(),
  /** The most documents that one run takes from this source. */
  maxDocuments: count.optional(),
  /** Take what a document links to (gists, pasted logs, configurations) one step further. */
  follow: z.boolean().optional(),
  /** The family that documents get where the kind leaves it open. */
  family: z.enum(["blog", "doc-site", "vendor", "repo-doc", "gist", "paper"]).optional(),
  /** The minimum delay between two requests to this source's host, in milliseconds. */
  delayMs: z.number().int().nonnegative().optional(),
};

export const githubSourceSchema = z.strictObject({
  ...common,
  kind: z.literal("github"),
  /** Left out where `query` alone names a search over all of GitHub. */
  repository: repository.optional(),
  include: z
    .array(z.enum(["issues", "pulls", "discussions", "releases"]))
    .min(1)
    .default(["issues"]),
  state: z.enum(["open", "closed", "all"]).default("all"),
  labels: z.array(z.string()).default([]),
  query: z.string().optional(),
  since: day.optional(),
});
export const repositorySourceSchema = z.strictObject({
  ...common,
  kind: z.literal("repository"),
  repository,
  /** Branch, tag or commit; the default branch where it is left out. */
  ref: z.string().optional(),
  paths: z.array(z.string().min(1)).min(1).default(["README.md", "docs/**/*.md"]),
});
export const gistSourceSchema = z.strictObject({
  ...common,
  kind: z.literal("gist"),
  ids: z
    .array(z.string().regex(/^[A-Za-z0-9_-]+$/, "a gist's id is the last part of its address"))
    .default([]),
  users: z.array(z.string().regex(/^[A-Za-z0-9-]+$/, "write the account's name")).default([]),
});
export const webSourceSchema = z.strictObject({
  ...common,
  kind: z.literal("web"),
  feed: address.optional(),
  sitemap: address.optional(),
  urls: z.array(address).optional(),
  start: address.optional(),
  match: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
  maxDepth: z.number().int().min(0).max(10).default(2),
  render: z.boolean().default(false),
});
export const paperSourceSchema = z.strictObject({
  ...common,
  kind: z.literal("paper"),
  query: z.string().min(1).optional(),
  ids: z.array(z.string().regex(/^\d{4}\.\d{4,5}(v\d+)?$/, "an arXiv id looks like 2312.17238")).default([]),
  maxResults: count.max(2000).default(50),
});
export const folderSourceSchema = z.strictObject({
  ...common,
  kind: z.literal("folder"),
  path: z.string().min(1),
});

/** Rules that span several keys of one source: [when it is wrong, the key to point at, what would be right]. */
export const SOURCE_RULES: readonly [wrong: (source: Source) => boolean, key: string, remedy: string][] = [
  [
    (s) => s.kind === "github" && !s.repository && !s.query,
    "repository",
    "give a repository (owner/name), or a query to search all of GitHub with",
  ],
  [
    (s) =>
      s.kind === "github" &&
      !s.repository &&
      s.include.some((what) => what === "discussions" || what === "releases"),
    "include",
    "discussions and releases need a repository; a search finds issues and pulls",
  ],
  [(s) => s.kind === "gist" && s.ids.length + s.users.length === 0, "ids", "give ids: [...] or users: [...]"],
  [
    (s) =>
      s.kind === "web" &&
      [s.feed, s.sitemap, s.urls, s.start].filter((way) => way !== undefined).length !== 1,
    "feed",
    "give exactly one of feed, sitemap, urls or start",
  ],
  [(s) => s.kind === "paper" && !s.query && s.ids.length === 0, "query", "give a query or ids: [...]"],
];

export const sourceSchema = z.discriminatedUnion("kind", [
  githubSourceSchema,
  repositorySourceSchema,
  gistSourceSchema,
  webSourceSchema,
  paperSourceSchema,
  folderSourceSchema,
]);
export type Source = z.infer<typeof sourceSchema>;
export type SourceKind = Source["kind"];
export type SourceOf<Kind extends SourceKind> = Extract<Source, { kind: Kind }>;

export const networkSchema = z
  .strictObject({
    /** Hosts (name or address, optionally with a port) that may be private or loopback. */
    allowHosts: z.array(z.string()).default([]),
    /** The minimum delay between two requests to one host. */
    delayMs: z.number().int().nonnegative().default(1000),
    /** Where a site's owner can reach whoever runs this crawl: an address or an e-mail. Part of the User-Agent. */
    contact: z.string().optional(),
    timeoutMs: count.default(30_000),
    maxBytes: count.default(20 * 1024 * 1024),
    maxPdfBytes: count.default(50 * 1024 * 1024),
    maxRequests: count.default(5000),
  })
  .prefault({});

const price = z.strictObject({
  /** US dollars for a million tokens. */
  prompt: z.number().nonnegative(),
  cachedPrompt: z.number().nonnegative().optional(),
  completion: z.number().nonnegative(),
});
export const extractionSchema = z
  .strictObject({
    model: z.string().optional(),
    auditModel: z.string().optional(),
    budget: z.strictObject({ tokens: count.optional(), usd: z.number().positive().optional() }).prefault({}),
    /** Price table by model name. */
    prices: z.record(z.string(), price).default({}),
    concurrency: count.max(256).optional(),
    /** Tokens; asked of the server where it is left out. */
    contextWindow: count.optional(),
    timeoutMs: count.min(1000).max(600_000).default(120_000),
    batch: z.boolean().default(false),
  })
  .prefault({});

export const defaultsSchema = z
  .strictObject({ schedule: z.string().default("0 4 * * *"), maxDocuments: count.default(200) })
  .prefault({});

export const sourcesFileSchema = z.strictObject({
  version: z.literal(1, { error: "this almanac reads version: 1" }),
  defaults: defaultsSchema,
  network: networkSchema,
  extraction: extractionSchema,
  sources: z.array(sourceSchema).min(1, "list at least one source"),
});
export type NetworkSettings = z.infer<typeof networkSchema>;
export type ExtractionSettings = z.infer<typeof extractionSchema>;
export type SourcesFile = z.infer<typeof sourcesFileSchema>;
