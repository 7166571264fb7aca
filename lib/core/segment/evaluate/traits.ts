import { keyTwice } from "@/lib/core/catalog/trait-failure";
import type { Catalog, ColumnType, Entity, SqlTrait } from "@/lib/core/catalog/types";
import { printCell } from "./compare";
import type { Cell, Datum, Reading, Tables, World } from "./data";

type ReadCell = (cell: Cell, type: ColumnType) => Datum;

/** What the SQL of every trait gave, by its key. A key that is not known names no row. */
export function readTraits(catalog: Catalog, tables: Tables, readCell: ReadCell): World["traits"] {
  const found = new Map<string, ReadonlyMap<string, Datum>>();
  for (const entity of Object.values(catalog.entities)) {
    for (const trait of Object.values(entity.traits ?? {})) {
      if (trait.kind === "sql") found.set(nameOf(entity, trait), readRows(entity, trait, tables, readCell));
    }
  }
  return found;
}

/** The row of the trait that has the row's key; none: unknown. */
export function traitOf(world: World, entity: Entity, trait: SqlTrait): Reading {
  const values = world.traits.get(nameOf(entity, trait));
  return ({ cells }) => {
    const key = printKey(entity.key.map((name) => cells[name] ?? null));
    return (key === null ? null : values?.get(key)) ?? null;
  };
}

function readRows(entity: Entity, trait: SqlTrait, tables: Tables, readCell: ReadCell) {
  const values = new Map<string, Datum>();
  for (const row of tables[nameOf(entity, trait)] ?? []) {
    const key = printKey(
      trait.key.map((name, index) => readCell(row[name] ?? null, entity.columns[entity.key[index]!]!.type)),
    );
    if (key === null) continue;
    if (values.has(key)) throw keyTwice(nameOf(entity, trait));
    values.set(key, readCell(row[trait.column] ?? null, trait.type));
  }
  return values;
}

function printKey(key: readonly Datum[]): string | null {
  return key.includes(null)
    ? null
    : JSON.stringify(key.map((datum) => (datum === null ? "" : printCell(datum))));
}

function nameOf(entity: Entity, trait: SqlTrait): string {
  return `${entity.name}.${trait.name}`;
}
