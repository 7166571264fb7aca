import type { NormaliserStep } from "../types";

/** The entry of a table; what is not in it is nothing. */
export function lookup(table: ReadonlyMap<string, string>): NormaliserStep {
  return {
    text: (value) => table.get(value) ?? null,
    sql: (value, { dialect }) => dialect.lookup(value, table),
  };
}
