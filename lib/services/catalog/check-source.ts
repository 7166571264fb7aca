import { stat } from "node:fs/promises";
import path from "node:path";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, InvalidInput, type Problem } from "@/lib/core/errors";
import { parseCatalog, withLines } from "@/lib/definitions/catalog";
import { openWarehouse } from "../segment/open-warehouse";
import type { Scope } from "../service";
import { traitsOfFile } from "../trait/of-file";
import { ROOT, resolveConnection } from "../warehouse/load";

export type CheckedSource = { catalog: Catalog | null; problems: Problem[] };

/**
 * A catalog's YAML held against its own rules and then against the warehouse it speaks of: every problem with its line.
 * `catalog` is null where the file itself is wrong. `baseFolder`: what its relative paths are relative to; `inWorkspace`: whose
 * connections it may name.
 */
export async function checkSource(
  source: string,
  baseFolder: string,
  inWorkspace: Pick<Scope, "db" | "actor"> | null,
): Promise<CheckedSource> {
  const { catalog: written, problems } = await parseCatalog(source);
  if (!written) return { catalog: null, problems };
  const found = inWorkspace
    ? await resolveConnection(inWorkspace.db, inWorkspace.actor.workspaceId, written.warehouse)
    : { warehouse: written.warehouse };
  if ("problem" in found) return { catalog: written, problems: withLines(source, written, [found.problem]) };
  const { catalog, problems: inTraits } = await traitsOfFile({ ...written, warehouse: found.warehouse });
  if (inTraits.length > 0) return { catalog, problems: withLines(source, catalog, inTraits) };
  return {
    catalog,
    problems: withLines(source, catalog, mergeSame(await askWarehouse(catalog, baseFolder))),
  };
}

/** A warehouse that is a server has no folder; what is left empty starts at the root. */
export async function folderOf(given: string): Promise<string> {
  if (given === "") return ROOT;
  await requireBaseFolder(given);
  return given;
}

/** Refuses a folder that is not one, or whose place depends on where the server happens to be started. */
async function requireBaseFolder(baseFolder: string): Promise<void> {
  const found = path.isAbsolute(baseFolder) ? await stat(baseFolder).catch(() => null) : undefined;
  if (found?.isDirectory()) return;
  throw new InvalidInput({
    code: "BASE_FOLDER",
    path: "baseFolder",
    message:
      found === undefined
        ? `The folder ${baseFolder} is not written in full.`
        : `There is no folder ${baseFolder} on the machine Coterie runs on.`,
    fix: "Write the whole path of a folder on that machine, for example /srv/data.",
  });
}

async function askWarehouse(catalog: Catalog, baseFolder: string): Promise<Problem[]> {
  try {
    const { warehouse } = await openWarehouse(catalog, baseFolder);
    try {
      return await warehouse.check(catalog);
    } finally {
      await warehouse.close();
    }
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    const { code, message, fix } = error;
    return [{ code, path: "warehouse", message, ...(fix === undefined ? {} : { fix }) }];
  }
}

/** What is wrong with every entity alike, a missing folder for one, is wrong with the warehouse and is said once. */
function mergeSame(problems: readonly Problem[]): Problem[] {
  const groups = Map.groupBy(problems, ({ message }) => message);
  return [...groups.values()].map(([first, ...others]) =>
    others.length > 0 ? { ...first!, path: "warehouse" } : first!,
  );
}
