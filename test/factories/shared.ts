import { existsSync } from "node:fs";
import path from "node:path";
import { beforeEach } from "vitest";

const REPOSITORY = path.resolve(import.meta.dirname, "../..");

/** A file or folder of the reference material that may lie beside the repository, e.g. `data/adventureworks`. */
export function sharedPath(...parts: string[]): string {
  return path.join(REPOSITORY, "..", "shared", ...parts);
}

/** Skips the tests of the surrounding `describe`, or of the file, and says so, where the material is absent. */
export function needsShared(...parts: string[]): void {
  const wanted = sharedPath(...parts);
  beforeEach((context) => {
    if (!existsSync(wanted))
      context.skip(`${["../shared", ...parts].join("/")} is not beside the repository`);
  });
}
