import type { Catalog } from "@/lib/core/catalog/types";
import { OutsideRowScope } from "@/lib/core/errors";
import type { Condition } from "@/lib/core/segment/types";
import { pathTo } from "./path-to";
import type { RowScope, ScopeCondition } from "./types";

/**
 * The condition within the scope the catalog is read in, where it is read in one. Rows of other entities are inside with the one
 * row they belong to; throws OutsideRowScope where it is not plain which that is.
 */
export function withinScope(
  catalog: Catalog,
  entity: string,
  where: Condition | undefined,
): Condition | undefined {
  const { within } = catalog;
  if (!within) return where;
  const scope = scopeOn(entity, within, catalog);
  return where === undefined ? scope : { all: [scope, where] };
}

/** The scope as rows of the entity are asked for it. */
function scopeOn(entity: string, { entity: scoped, where }: RowScope, catalog: Catalog): ScopeCondition {
  if (entity === scoped) return where;
  const path = pathTo(catalog, entity, scoped);
  if (path === null) throw otherEntity(entity, scoped, catalog);
  return {
    all: where.all.map(({ value, is }) => ({ value: { column: `${path}.${value.column}` }, is })),
  };
}

function otherEntity(asked: string, scoped: string, { entities }: Catalog): OutsideRowScope {
  const [other, own] = [asked, scoped].map((name) => entities[name]?.label ?? name);
  return new OutsideRowScope(
    `You see only some rows of ${own}, and ${other} cannot be kept to them.`,
    `Ask about ${own} instead, or ask an admin to change your row scope.`,
  );
}
