import { PII_TAGS } from "@/lib/core/catalog/types";
import { pinnedTogether, type SavedTree } from "@/lib/core/definitions/pins";
import type { Definition } from "@/lib/core/definitions/types";
import type { Policy } from "@/lib/core/policy/types";
import { comparableSync } from "../sync";
import type { Definitions } from "./types";

/**
 * What a folder, or a workspace, says, as it is compared: audiences as they would be saved, each that is named at the version meant;
 * the audience of a sync by its slug, so that a new name of it is no other audience.
 *
 * @param saved the newest versions of the workspace
 * @param called what else audiences are called than these
 */
export function asDefinitions(
  { catalog, traits, lists, destinations, audiences, prioritySets, syncs }: Definitions,
  saved: ReadonlyMap<string, SavedTree>,
  called: readonly { slug: string; name: string }[] = [],
): Definition[] {
  const slugOf = (name: string) => [...audiences, ...called].find((one) => one.name === name)?.slug ?? name;
  const trees = pinnedTogether(new Map(audiences.map(({ slug, tree }) => [slug, tree])), saved);
  const versionOf = (slug: string) => trees.get(slug)?.version ?? saved.get(slug)?.version;
  return [
    ...(catalog ? [catalogDefinition(catalog)] : []),
    ...traits.map(({ entity, name, definition }) => ({
      ...{ kind: "trait" as const, key: `${entity}.${name}`, name: definition.label },
      parts: { ...definition },
    })),
    ...lists.map(({ slug, ...list }) => ({
      ...{ kind: "list" as const, key: slug, name: list.name },
      parts: { ...list },
    })),
    ...destinations.map(({ name, kind, policy }) => ({
      ...{ kind: "destination" as const, key: name, name },
      parts: { kind, ...(policy && policyParts(policy)) },
    })),
    ...audiences.map(({ slug, name, tree }) => ({
      ...{ kind: "audience" as const, key: slug, name },
      parts: { name, ...(trees.get(slug)?.tree ?? tree) },
    })),
    ...prioritySets.map(({ slug, name, entity, audiences: served }) => ({
      ...{ kind: "priority_set" as const, key: slug, name },
      parts: {
        ...{ name, entity },
        audiences: served.map(({ audience, version }) => ({
          audience,
          version: version ?? versionOf(audience),
        })),
      },
    })),
    ...syncs.map((sync) => ({
      ...{ kind: "sync" as const, key: sync.name, name: sync.name },
      parts: { ...comparableSync(sync), audience: slugOf(sync.audience) },
    })),
  ];
}

function catalogDefinition({ catalog }: NonNullable<Definitions["catalog"]>): Definition {
  const { name, zone, warehouse, dbt, entities } = catalog;
  const parts = Object.entries(entities).map(([entity, says]) => [`entities.${entity}`, says]);
  return {
    ...{ kind: "catalog", key: "catalog", name },
    // Entities and columns are shown in the order of the file, so a new order is a change.
    parts: { name, zone, warehouse, dbt, order: orderOf(catalog), ...Object.fromEntries(parts) },
  };
}

function orderOf({ entities }: NonNullable<Definitions["catalog"]>["catalog"]): unknown {
  return Object.values(entities).map(({ name, columns, relations, traits = {} }) => [
    ...[name, Object.keys(columns), Object.keys(relations), Object.keys(traits)],
  ]);
}

function policyParts({ tags, columns, consent, suppression, deciding = [], minimumSize }: Policy): object {
  return {
    ...{ policy: true, tags, columns, consent, suppression },
    deciding: PII_TAGS.filter((tag) => deciding.includes(tag)),
    minimum_size: minimumSize,
  };
}
