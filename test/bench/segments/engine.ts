import type { Catalog } from "@/lib/core/catalog/types";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Size } from "./data";

/** A warehouse full of the bench's rows. */
export type Engine = {
  label: string;
  catalog: Catalog;
  dialect: Dialect;
  size: Size;
  /** Runs a query whose answer is one row. */
  ask(query: SqlQuery): Promise<Cost & { row: readonly unknown[] }>;
  close(): Promise<void>;
};

/** Milliseconds; of the processor null where the system does not tell. */
export type Cost = { cpu: number | null; wall: number };

export function plainQuery(sql: string): SqlQuery {
  return { sql, parameters: [] };
}
