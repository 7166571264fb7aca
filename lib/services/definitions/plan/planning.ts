import { z } from "zod";
import { diffDefinitions } from "@/lib/core/definitions/diff";
import type { DefinitionDiff, DefinitionKind } from "@/lib/core/definitions/types";
import { InvalidInput, type Problem } from "@/lib/core/errors";
import { asDefinitions } from "@/lib/definitions/folder/as-definitions";
import { meantWarehouse } from "@/lib/definitions/folder/catalog-text";
import { parseFolder } from "@/lib/definitions/folder/parse";
import type { Definitions, FileProblem, Folder } from "@/lib/definitions/folder/types";
import type { Scope } from "../../service";
import { checkFolder } from "../check";
import type { Known } from "../check/known";
import { knownOf } from "../known";
import { type WorkspaceDefinitions, workspaceDefinitions } from "../workspace";

/** A folder as it is sent: the texts of its files by their paths in it. */
export const filesInput = z
  .array(z.object({ path: z.string().min(1).max(500), text: z.string().max(5_000_000) }))
  .max(5_000);

/** A folder that is right, beside what the workspace says. */
export type Planning = {
  scope: Scope;
  folder: Folder;
  there: WorkspaceDefinitions;
  known: Known;
  now: Date;
  diffs: DefinitionDiff[];
};

/** Throws InvalidInput with everything that is wrong with the files, here and together. */
export async function planningOf(scope: Scope, files: z.output<typeof filesInput>): Promise<Planning> {
  const { folder, problems } = await parseFolder(files);
  if (problems.length > 0) throw invalidFolder(problems);
  const there = await workspaceDefinitions(scope);
  for (const audience of folder.audiences) {
    const called = audience.isUnnamed && there.ids.audiences.get(audience.slug)?.name;
    if (called) audience.name = called;
  }
  const known = await knownOf(scope, there, folder);
  const now = new Date();
  const checked = await checkFolder(folder, now, known);
  if (checked.problems.length > 0) throw invalidFolder(checked.problems);
  const wanted = asDefinitions(comparable(folder, there), there.saved, there.audiences);
  const diffs = diffDefinitions(wanted, asDefinitions(there, there.saved));
  return { scope, folder, there, known, now, diffs };
}

/** What a file leaves to the workspace is as it is there: how the warehouse is reached, who owns a sync, what it may cost. */
function comparable(folder: Folder, there: WorkspaceDefinitions): Definitions {
  const { catalog: written } = folder;
  const own = there.catalog?.catalog.warehouse ?? null;
  const catalog = written && {
    ...written,
    catalog: { ...written.catalog, warehouse: meantWarehouse(written.catalog.warehouse, own) },
  };
  const syncs = folder.syncs.map((sync) => {
    const { owner, budget } = there.syncs.find(({ name }) => name === sync.name) ?? {};
    return { ...(owner !== undefined && { owner }), ...(budget && { budget }), ...sync };
  });
  return { ...folder, catalog, syncs };
}

/** What is in the folder under the kind and key of a difference. */
export function thingOf(folder: Folder, kind: DefinitionKind, key: string): object | null {
  switch (kind) {
    case "catalog":
      return folder.catalog;
    case "trait":
      return folder.traits.find(({ entity, name }) => `${entity}.${name}` === key) ?? null;
    case "list":
      return folder.lists.find(({ slug }) => slug === key) ?? null;
    case "destination":
      return folder.destinations.find(({ name }) => name === key) ?? null;
    case "audience":
      return folder.audiences.find(({ slug }) => slug === key) ?? null;
    case "priority_set":
      return folder.prioritySets.find(({ slug }) => slug === key) ?? null;
    case "sync":
      return folder.syncs.find(({ name }) => name === key) ?? null;
  }
}

/** One error for a folder with problems, each naming its file and line. */
export function invalidFolder(found: readonly FileProblem[]): InvalidInput {
  const problems = found.map(inFile);
  const [first, ...others] = problems;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return new InvalidInput({
    code: "INVALID_DEFINITIONS",
    path: first?.path,
    message: `${first?.path}: ${first?.message}${more}`,
    fix: first?.fix,
    problems,
  });
}

/** `audiences/vips.yaml:5` in place of where in the file. */
export function inFile({ file, line, ...problem }: FileProblem): Problem {
  return { ...problem, path: line === undefined ? file : `${file}:${line}` };
}
