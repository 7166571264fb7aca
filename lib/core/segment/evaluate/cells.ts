import type { Catalog, Column, ColumnType, Entity } from "@/lib/core/catalog/types";
import type { Cell, DataRow, Datum, Known, Row, Tables, World } from "./data";
import { exact } from "./numbers";
import { instantOf } from "./time";
import { readTraits } from "./traits";

/**
 * Every row of every entity, read once by its columns' types, and the clock. An entity without rows may be left out, a
 * cell nobody asks for too.
 */
export function readWorld(catalog: Catalog, tables: Tables, asOf: string): World {
  const names = Object.keys(catalog.entities);
  return {
    catalog,
    rows: new Map(names.map((name) => [name, readRows(catalog.entities[name]!, tables[name] ?? [])])),
    asOf: instantOf(asOf, "UTC"),
    traits: readTraits(catalog, tables, readCell),
    meeting: new Map(),
  };
}

function readRows(entity: Entity, rows: readonly Row[]): DataRow[] {
  const columns = Object.values(entity.columns);
  return rows.map((row) => ({ entity, cells: readCells(columns, row) }));
}

function readCells(columns: readonly Column[], row: Row): Record<string, Datum> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, readCell(row[name] ?? null, type)]));
}

function readCell(cell: Cell, type: ColumnType): Datum {
  return cell === null ? null : readers[type.kind](cell, type);
}

/** One reading a kind of column. */
const readers: { [K in ColumnType["kind"]]: (cell: NonNullable<Cell>, type: ColumnType) => Known } = {
  text: (cell) => ({ kind: "text", text: String(cell) }),
  integer: (cell) => ({ kind: "exact", number: exact(numeral(cell)) }),
  decimal: (cell) => ({ kind: "exact", number: exact(numeral(cell)) }),
  double: (cell) => ({ kind: "double", number: Number(cell) }),
  boolean: (cell) => ({ kind: "boolean", truth: cell === true }),
  date: (cell) => ({ kind: "date", date: String(cell) }),
  timestamp: (cell, type) => {
    const zone = type.kind === "timestamp" ? (type.zone ?? "UTC") : "UTC";
    return { kind: "instant", at: instantOf(String(cell), zone) };
  },
};

function numeral(cell: NonNullable<Cell>): string | number | bigint {
  if (typeof cell === "boolean") throw new TypeError("a boolean stands in a column of numbers");
  return cell;
}
