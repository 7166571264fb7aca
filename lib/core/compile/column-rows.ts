import { sql } from "kysely";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { memberQuery } from "./member-query";

/** A column of an entity, of every row or of those the catalog is read within. */
export type ColumnRows = {
  catalog: Catalog;
  entity: Entity;
  column: string;
  dialect: Dialect;
  /** ISO instant, UTC. */
  asOf: string;
};

/** Where the rows are selected from, whether the value is known in `stored`, and the value as text. */
export function columnRows({ catalog, entity, column, dialect, asOf }: ColumnRows): {
  from: Fragment;
  stored: Fragment;
  text: Fragment;
} {
  const { type } = entity.columns[column]!;
  if (!catalog.within) {
    const stored = sql`${sql.id("e", column)}`;
    const from = sql`${dialect.source(entity)} AS ${sql.id("e")}`;
    return { from, stored, text: dialect.text(dialect.column(stored, type), type) };
  }
  const select = {
    value: { fragment: (read: (path: string) => Fragment) => dialect.text(read(column), type) },
  };
  const rows = memberQuery({ catalog, dialect, asOf, entity: entity.name, select });
  const text = sql`${sql.id("e", "value")}`;
  return { from: sql`(\n${rows}\n) AS ${sql.id("e")}`, stored: text, text };
}
