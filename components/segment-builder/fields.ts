import type { Catalog, Column, Entity } from "@/lib/core/catalog/types";

/** A column a condition can be about: the entity's own, or reached through to-one relations. */
export type Field = { path: string; label: string; column: Column; entity: Entity; through: string | null };
/** Rows that belong to a row: orders, or their items. */
export type Related = { path: string; label: string; entity: Entity };

const DEEPEST = 2;

export function fieldsOf(catalog: Catalog, entityName: string, depth = 0): Field[] {
  const entity = catalog.entities[entityName];
  if (!entity) return [];
  const columns = Object.values(entity.columns).sort((a, b) => a.label.localeCompare(b.label));
  const own = columns.map((column) => ({
    path: column.name,
    label: column.label,
    column,
    entity,
    through: null,
  }));
  if (depth === DEEPEST) return own;
  const further = Object.values(entity.relations)
    .filter((relation) => relation.cardinality === "one")
    .flatMap((relation) =>
      fieldsOf(catalog, relation.to, depth + 1).map((field) => ({
        ...field,
        path: `${relation.name}.${field.path}`,
        through: field.through ? `${relation.label} › ${field.through}` : relation.label,
      })),
    );
  return [...own, ...further];
}

/** Ways to many rows: directly, or through one more relation. Never straight back to where it came from. */
export function relatedOf(catalog: Catalog, entityName: string): Related[] {
  const start = catalog.entities[entityName];
  if (!start) return [];
  return Object.values(start.relations).flatMap((relation) => {
    const entity = catalog.entities[relation.to];
    if (!entity) return [];
    const here = { path: relation.name, label: relation.label, entity };
    const further = Object.values(entity.relations)
      .filter((next) => next.cardinality === "many" && next.to !== entityName)
      .flatMap((next) => {
        const end = catalog.entities[next.to];
        const path = `${relation.name}.${next.name}`;
        return end ? [{ path, label: `${relation.label} › ${next.label}`, entity: end }] : [];
      });
    return relation.cardinality === "many" ? [here, ...further] : further;
  });
}

export function fieldLabel(catalog: Catalog, entityName: string, path: string): string {
  const field = fieldsOf(catalog, entityName).find((candidate) => candidate.path === path);
  if (!field) return path;
  return field.through ? `${field.through} › ${field.label}` : field.label;
}

export function relatedLabel(catalog: Catalog, entityName: string, path: string): string {
  let entity = catalog.entities[entityName];
  const labels = path.split(".").map((name) => {
    const relation = entity?.relations[name];
    entity = relation ? catalog.entities[relation.to] : undefined;
    return relation?.label ?? name;
  });
  return labels.join(" › ");
}

/** Name of the entity at the end of a path; the start's where the path leads nowhere. */
export function endOf(catalog: Catalog, entityName: string, path: string): string {
  return path
    .split(".")
    .reduce((name, step) => catalog.entities[name]?.relations[step]?.to ?? name, entityName);
}

/** The column by which rows of an entity have a first and a last: the catalog's, else any of its own dates or times. */
export function timeOf(catalog: Catalog, entityName: string): string | null {
  const entity = catalog.entities[entityName];
  return entity?.timeColumn ?? Object.values(entity?.columns ?? {}).find(isMoment)?.name ?? null;
}

/** How a measure must name that column: not at all where the catalog does. */
export function namedTime(catalog: Catalog, entityName: string): { at?: string } {
  const time = timeOf(catalog, entityName);
  return time === null || catalog.entities[entityName]?.timeColumn === time ? {} : { at: time };
}

export function isNumeric(column: Column): boolean {
  return ["integer", "decimal", "double"].includes(column.type.kind);
}

export function isMoment(column: Column): boolean {
  return column.type.kind === "date" || column.type.kind === "timestamp";
}

/** A number that names a row, the entity's own or one it belongs to: adding such numbers up says nothing. */
export function isIdentifier(catalog: Catalog, entity: Entity, column: Column): boolean {
  const targets = Object.values(entity.relations)
    .filter((relation) => relation.cardinality === "one")
    .flatMap((relation) => catalog.entities[relation.to]?.key ?? []);
  return entity.key.includes(column.name) || (targets.includes(column.name) && isNumeric(column));
}

/** Whether the way to a field begins with a step to that entity. */
export function leadsTo(entity: Entity, field: Field, target: string): boolean {
  const step = field.path.includes(".") ? field.path.split(".")[0] : undefined;
  return step !== undefined && entity.relations[step]?.to === target;
}
