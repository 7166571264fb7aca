import { stringify } from "yaml";
import type { ZodType } from "zod";
import { typeText } from "@/lib/core/catalog/column-type";
import { destinationFile, policyText } from "../destination-schema";
import { syncFile } from "../sync-schema";
import { namedWarehouse, withWarehouse } from "./catalog-text";
import { pathOf } from "./layout";
import { inOrder } from "./parse";
import type { Definitions, FolderFile, OwnTrait } from "./types";

/** The files of a workspace's definitions, in the order of paths; the same definitions give the same texts. */
export function folderFiles(definitions: Definitions, stemOf: (name: string) => string): FolderFile[] {
  const { catalog, traits, lists, destinations, audiences, prioritySets, syncs } = definitions;
  const free = freeNames(stemOf);
  const files = [
    ...(catalog
      ? [
          {
            path: pathOf("catalog", ""),
            text: withWarehouse(catalog.text, namedWarehouse(catalog.catalog.warehouse)),
          },
        ]
      : []),
    ...traits.map((trait) => ({
      path: pathOf("trait", `${trait.entity}.${trait.name}`),
      text: text(traitText(trait)),
    })),
    ...lists.map(({ slug, ...list }) => ({ path: pathOf("list", slug), text: text(list) })),
    ...destinations.map(({ name, kind, policy }) => ({
      path: pathOf("destination", free("destination", name)),
      text: text(
        ordered(destinationFile, { version: 1, name, kind, ...(policy && { policy: policyText(policy) }) }),
      ),
    })),
    ...audiences.map(({ slug, name, tree }) => {
      const { version: _, ...definition } = inOrder(tree) as typeof tree;
      return { path: pathOf("audience", slug), text: text({ name, ...definition }) };
    }),
    ...prioritySets.map(({ slug, ...set }) => ({ path: pathOf("priority_set", slug), text: text(set) })),
    ...syncs.map((sync) => ({
      path: pathOf("sync", free("sync", sync.name)),
      text: text(ordered(syncFile, sync)),
    })),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Keys in the order of the schema, whatever order they were kept in. */
function ordered<T extends object>(schema: ZodType, thing: T): T {
  const read = schema.safeParse(thing);
  // Only the order of its keys is another.
  return read.success ? (read.data as T) : thing;
}

function text(thing: object): string {
  return stringify({ version: 1, ...thing }, { lineWidth: 0, aliasDuplicateObjects: false });
}

function traitText({ entity, name, definition }: OwnTrait): object {
  const { label, description } = definition;
  const named = { entity, name, label, ...(description === undefined ? {} : { description }) };
  if (definition.kind === "value") return { ...named, value: definition.value };
  const { sql, key, column, type, pii } = definition;
  return {
    ...{ ...named, sql, key: [...key], column, type: typeText(type) },
    ...(pii !== null && { pii }),
  };
}

/** "ads", "ads-2", …: names that make the same file are told apart in the order they come. */
function freeNames(stemOf: (name: string) => string): (folder: string, name: string) => string {
  const taken = new Set<string>();
  return (folder, name) => {
    const stem = stemOf(name);
    let free = stem;
    for (let number = 2; taken.has(`${folder}/${free}`); number++) free = `${stem}-${number}`;
    taken.add(`${folder}/${free}`);
    return free;
  };
}
