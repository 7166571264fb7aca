import type { Catalog, Column, ColumnType, Entity, PiiTag, Trait } from "@/lib/core/catalog/types";
import type {
  CatalogColumnView,
  CatalogEntityView,
  CatalogTraitView,
  CatalogView,
} from "@/lib/core/views/catalog";

/**
 * The catalog as core's readers want it, from what the API shows of it. The warehouse's side is left out: readers that
 * run in the browser only name things. Relations are given their entity's key as columns, so that no path seems to repeat.
 */
export function catalogOf(view: CatalogView): Catalog {
  return {
    version: 1,
    name: view.name,
    zone: view.zone,
    warehouse: { kind: view.warehouse },
    entities: Object.fromEntries(view.entities.map((entity) => [entity.name, entityOf(entity)])),
  };
}

function entityOf(view: CatalogEntityView): Entity {
  return {
    name: view.name,
    label: view.label,
    singular: view.singular,
    source: { kind: "table", table: [view.name] },
    key: view.key,
    timeColumn: view.timeColumn,
    columns: Object.fromEntries(view.columns.map((column) => [column.name, columnOf(column)])),
    relations: Object.fromEntries(
      view.relations.map(({ name, label, to, cardinality }) => [
        name,
        { name, label, to, cardinality, on: view.key.map((key) => [key, key] as const) },
      ]),
    ),
    traits: Object.fromEntries((view.traits ?? []).map((trait) => [trait.name, traitOf(trait, view.key)])),
  };
}

/** What its SQL says stays at the server; here only its name and type matter. */
function traitOf(
  { name, label, description, type, pii, value }: CatalogTraitView,
  key: readonly string[],
): Trait {
  const named = { name, label, ...(description === undefined ? {} : { description }) };
  if (value) return { ...named, kind: "value", value };
  const sql = { sql: "", text: [], key, column: name, reads: [] };
  return { ...named, kind: "sql", ...sql, type: columnType(type), pii: pii as PiiTag | null };
}

function columnOf(view: CatalogColumnView): Column {
  return {
    name: view.name,
    label: view.label,
    type: columnType(view.type),
    description: view.description,
    pii: view.pii as PiiTag | null,
  };
}

/** "decimal(12,2)", "timestamp", "text": how the API writes types. */
export function columnType(written: string): ColumnType {
  const [, kind = "text", precision, scale] = /^([a-z]+)(?:\((\d+),\s*(\d+)\))?/.exec(written) ?? [];
  switch (kind) {
    case "decimal":
      return { kind, precision: Number(precision ?? 38), scale: Number(scale ?? 2) };
    case "timestamp":
      return { kind, zone: "UTC" };
    case "integer":
    case "double":
    case "boolean":
    case "date":
      return { kind };
    default:
      return { kind: "text" };
  }
}
