import type { SelectOption } from "@/components/ui/field";
import type { Catalog, Column, Entity } from "@/lib/core/catalog/types";
import { isPersonal } from "@/lib/core/segment/personal-literals";

/** Entities whose rows can be members, and so kept to some of them. */
export function scopedEntities({ entities }: Catalog): Entity[] {
  return Object.values(entities).filter(
    (entity) => entity.key.length === 1 && columnsToScopeBy(entity).length > 0,
  );
}

/** Columns that tell rows apart by few values, of the entity and of what its rows belong to. */
export function columnChoices(
  entity: Entity,
  { entities }: Catalog,
): { own: SelectOption[]; groups: { label: string; options: SelectOption[] }[] } {
  const own = columnsToScopeBy(entity).map(({ name, label }) => ({ value: name, label }));
  const groups = Object.values(entity.relations)
    .filter(({ cardinality }) => cardinality === "one")
    .map((relation) => ({
      label: relation.label,
      options: columnsToScopeBy(entities[relation.to]).map(({ name, label }) => ({
        value: `${relation.name}.${name}`,
        label: `${relation.label}: ${label}`,
      })),
    }))
    .filter(({ options }) => options.length > 0);
  return { own, groups };
}

function columnsToScopeBy(entity: Entity | undefined): Column[] {
  return Object.values(entity?.columns ?? {}).filter(
    ({ name, type, pii }) =>
      (type.kind === "text" || type.kind === "integer") &&
      !entity?.key.includes(name) &&
      (pii === null || !isPersonal(pii, { in: [] })),
  );
}
