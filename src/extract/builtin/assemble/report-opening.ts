/**
 * The run that an issue reports as failing where its opening post gives no figure of it. Knows nothing of how the post
 * was read.
 */
import type { Observation } from "../findings.ts";
import { authorOf } from "./document-facts.ts";
import { FAILS, reportsFailure } from "./stance.ts";
import type { Walk } from "./walk.ts";

/** A report of a failure whose opening post gives no figure of it is about the setup that the post states. */
export function reportOpening(walk: Walk): void {
  const { source, found } = walk;
  const [post] = source.document.parts;
  if (
    source.document.family !== "github-issue" ||
    post === undefined ||
    !reportsFailure(source.document.title)
  )
    return;
  const stated = walk.opening ?? walk.scope.current();
  const opening = found.filter(({ part }) => part === 0);
  const figures = opening.filter(({ measurements }) => measurements.length > 0);
  const commands = opening.filter(isCommand);
  // A report that a newer version fails gives the figures of an older one, which did not.
  const older = ({ own, current }: Walk["found"][number]) => {
    const version = (own.version ?? current.version)?.value;
    return version !== undefined && stated.version !== undefined && version !== stated.version.value;
  };
  const regression =
    figures.length > 0 && figures.every(older) && opening.length - commands.length === figures.length;
  if (opening.length > 0 && !regression) return;
  const failure = FAILS.exec(source.text.slice(0, post.end));
  if (stated.model?.value.name == null || failure === null) return;
  const [command] = commands;
  const at = { start: failure.index, end: failure.index + failure[0].length };
  found.push({
    kind: "prose",
    ...at,
    part: 0,
    own: commands.length === 1 && command !== undefined ? command.own : {},
    measurements: [],
    outcome: { value: "fails", ...at },
    current: stated,
    spans: [],
    author: authorOf(post),
  });
}

const isCommand = ({ kind, measurements }: Observation) => kind === "command" && measurements.length === 0;
