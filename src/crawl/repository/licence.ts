/** The licence that GitHub's API tells of a repository. */
import type { WireRepository } from "../github/wire.ts";

/** An SPDX id, else the licence's own name; GitHub says NOASSERTION where it found one that it does not know. */
export function licenceOf(facts: WireRepository): string | null {
  const { spdx_id: id, name } = facts.license ?? {};
  return id && id !== "NOASSERTION" ? id : (name ?? null);
}
