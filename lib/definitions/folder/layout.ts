import { extname } from "node:path/posix";
import type { DefinitionKind } from "@/lib/core/definitions/types";

/** The one place of the catalog, and the folders of everything else: one file a thing. */
const CATALOG = "catalog";
export const FOLDERS = {
  traits: "trait",
  lists: "list",
  destinations: "destination",
  audiences: "audience",
  "priority-sets": "priority_set",
  syncs: "sync",
} as const satisfies Readonly<Record<string, DefinitionKind>>;

const EXTENSIONS = [".yaml", ".yml", ".json"];

export type FolderPlace = { kind: DefinitionKind; stem: string };

/** Whether a file is one that definitions are written in. */
export function isDefinitionFile(path: string): boolean {
  return EXTENSIONS.includes(extname(path));
}

/** What a file is by where it lies; null: nothing that is known here. */
export function placeOf(path: string): FolderPlace | null {
  const parts = path.split("/");
  const file = parts.at(-1) ?? "";
  const stem = file.slice(0, file.length - extname(file).length);
  if (parts.length === 1) return stem === CATALOG ? { kind: "catalog", stem } : null;
  const folder = parts[0] ?? "";
  if (parts.length !== 2 || !isFolder(folder)) return null;
  return { kind: FOLDERS[folder], stem };
}

/** Where a thing lies. */
export function pathOf(kind: DefinitionKind, stem: string): string {
  if (kind === "catalog") return `${CATALOG}.yaml`;
  const folder = Object.entries(FOLDERS).find(([, one]) => one === kind)?.[0] ?? "";
  return `${folder}/${stem}.yaml`;
}

function isFolder(name: string): name is keyof typeof FOLDERS {
  return Object.hasOwn(FOLDERS, name);
}
