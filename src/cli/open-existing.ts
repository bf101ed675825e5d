/** Opens a library that must already be there; reading commands make nothing. */
import { existsSync } from "node:fs";
import { ConfigError } from "../record/errors.ts";
import { outputLayout } from "../store/layout.ts";
import { Library } from "../store/library.ts";

/** @throws ConfigError when the folder holds no almanac yet. */
export function openExisting(root: string): Library {
  if (!existsSync(outputLayout(root).database)) {
    throw new ConfigError(
      `${root} holds no almanac yet: run "almanac run" first, or name its folder with --output DIR`,
      {
        place: root,
      },
    );
  }
  return Library.open(root);
}
