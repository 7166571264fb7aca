import { sql } from "kysely";
import type { NormaliserStep } from "../types";

/** The entry of a table; what is not in it is nothing. */
export function lookup(table: ReadonlyMap<string, string>): NormaliserStep {
  return {
    text: (value) => table.get(value) ?? null,
    sql: (value, { dialect }) => dialect.lookup(value, table),
  };
}

/** The entry of a table; what is not in it stays as it is. The value is computed twice, so it comes early in a list. */
export function translate(table: ReadonlyMap<string, string>): NormaliserStep {
  return {
    text: (value) => table.get(value) ?? value,
    sql: (value, { dialect }) => sql`coalesce(${dialect.lookup(value, table)}, ${value})`,
  };
}
