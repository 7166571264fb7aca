import type { Catalog, Column, Entity, Relation } from "./types";

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

/** A path longer than this, or through more lists than this, is one nobody would look for. */
const MOST_STEPS = 4;
const MOST_LISTS = 2;

/** Ways to many rows: directly, or on through others (the categories of the films of rentals). Never back the way it came. */
export function relatedOf(catalog: Catalog, entityName: string): Related[] {
  return waysOn(catalog, { steps: [], seen: [entityName], lists: 0 }, entityName);
}

type Way = { steps: readonly Relation[]; seen: readonly string[]; lists: number };

function waysOn(catalog: Catalog, { steps, seen, lists }: Way, from: string): Related[] {
  if (steps.length === MOST_STEPS) return [];
  return Object.values(catalog.entities[from]?.relations ?? {}).flatMap((relation) => {
    const entity = catalog.entities[relation.to];
    const isList = relation.cardinality === "many";
    const isBack = steps.length > 0 && seen.includes(relation.to);
    if (!entity || isBack || (isList && lists === MOST_LISTS)) return [];
    const way = [...steps, relation];
    const next = { steps: way, seen: [...seen, relation.to], lists: lists + (isList ? 1 : 0) };
    const path = way.map(({ name }) => name).join(".");
    const here = { path, label: way.map(({ label }) => label).join(" › "), entity };
    return [...(isList ? [here] : []), ...waysOn(catalog, next, relation.to)];
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
