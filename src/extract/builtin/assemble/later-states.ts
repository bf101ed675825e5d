/**
 * Tells when a comment's figures are of a later state of a setup that the thread has told before: of a build with the fix
 * in it, or after a change that its author reports as an update. Knows nothing of how figures are read.
 */
import { regex } from "../../../record/regex.ts";
import type { Findings, Observation } from "../findings.ts";
import type { Walk } from "./walk.ts";

/** What a comment has said of its figures so far. */
export interface LaterState {
  part: number;
  variant: string;
}

/** "built the branch", "the patch works here", "with the wheel from CI": of code that no release holds yet. */
const PATCHED = regex("i")`
  \b(?:with|built|tested|tried|ran|running|on|using|applied|installed) (?:the |this |your |that )?(?:\w{3,12} )?
  (?:branch|patch(?:es|ed)?(?: (?:wheel|build|version|binary|kernel))?|PR|pull request|fix|wheel|hotfix)\b|
  ^\W{0,4}(?:the |your |this )?(?:branch|patch|PR|fix)(?: #?\d{2,6})? (?:works?|fixes|fixed|solves?|solved|helps|helped|does)\b
`;
const PATCHED_RUN = "patched";
const UPDATE = /^\W{0,6}(?:update|edit|upd|eta)\b(?:[ ,:(*]|$)/i;

/** Notes what a sentence says of the figures that follow it in its post. */
export function noteLaterState(walk: Walk, words: string): void {
  const { source, part, later } = walk;
  const { family, parts } = source.document;
  if (!family.startsWith("github-") || later?.part === part) return;
  const reply = parts[part]?.kind === "comment" && family !== "github-pull";
  if (UPDATE.test(words)) walk.later = { part, variant: "update" };
  else if (reply && PATCHED.test(words)) walk.later = { part, variant: PATCHED_RUN };
}

/** An observation as one of the later state, where its author has given the same figure of an earlier one. */
export function inLaterState(
  { later, part, found, author }: Walk,
  reading: Observation,
): Pick<Observation, "variant" | "unreleased"> {
  if (later?.part !== part) return {};
  const unreleased = later.variant === PATCHED_RUN || undefined;
  if (reading.variant !== undefined || reading.measurements.length === 0) return { unreleased };
  const again = found.some(
    (each) =>
      each.author === author &&
      each.measurements.some(({ value }) =>
        reading.measurements.some(
          (own) => own.value.metric === value.metric && own.value.value !== value.value,
        ),
      ),
  );
  return again ? { variant: later.variant, unreleased } : { unreleased };
}

/** What governs a run of code that no release holds yet: the version stated before is not its own. */
export function withoutReleased(current: Findings, { source, later, part }: Walk): Findings {
  const from = source.document.parts[part]?.start ?? 0;
  if (later?.part !== part || later.variant !== PATCHED_RUN || (current.version?.start ?? from) >= from)
    return current;
  const { version: _, ...rest } = current;
  return rest;
}
