import type { Catalog, Column, ColumnType, Entity } from "@/lib/core/catalog/types";

/** A catalog of one entity, for tests about the warehouse rather than the language. */
export function catalogOf(
  name: string,
  source: Entity["source"],
  types: Record<string, ColumnType>,
  settings: Catalog["warehouse"],
): Catalog {
  const columns = Object.entries(types).map(
    ([name, type]): Column => ({ name, type, label: name, pii: null }),
  );
  const entity: Entity = {
    name,
    label: name,
    singular: name,
    source,
    key: columns.slice(0, 1).map((column) => column.name),
    timeColumn: null,
    columns: Object.fromEntries(columns.map((column) => [column.name, column])),
    relations: {},
  };
  return { version: 1, name: "Test", zone: "UTC", warehouse: settings, entities: { [name]: entity } };
}
