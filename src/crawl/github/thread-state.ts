/** What a GitHub source remembers between runs: a fingerprint of each thread as it was last taken. */
import { z } from "zod";
import { sha256 } from "../../record/ids.ts";
import type { WireIssue } from "./wire.ts";

const fingerprints = z.record(z.string(), z.string());

export const githubStateSchema = z.object({
  /** By canonical address. */
  threads: fingerprints.default({}),
  /** By canonical address. */
  discussions: fingerprints.default({}),
  /** By release id. */
  releases: fingerprints.default({}),
  /** The latest comments of the repository by id, to notice edits that leave the thread's own date alone. */
  comments: fingerprints.default({}),
  /** Every thread that the listing names has been taken at least once. */
  whole: z.boolean().default(false),
});
export type GithubState = z.infer<typeof githubStateSchema>;

/** What the source left, or a fresh state where there is none or it is of another version. */
export function readGithubState(stored: unknown): GithubState {
  const parsed = githubStateSchema.safeParse(stored ?? {});
  return parsed.success ? parsed.data : githubStateSchema.parse({});
}

/** Changes when the thread's own words, state, date or number of comments do; reactions leave it alone. */
export function issueFingerprint(issue: WireIssue): string {
  return fingerprint([issue.title, issue.body, issue.state, issue.updated_at, issue.comments]);
}

export function fingerprint(value: unknown): string {
  return sha256(JSON.stringify(value)).slice(0, 16);
}
