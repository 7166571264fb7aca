import { Temporal } from "temporal-polyfill";
import type { SqlType } from "../zetasql/values";
import { type ZetaCatalog, ZetaError, type ZetaParameter, type ZetaTable } from "../zetasql/zetasql";
import { Refusal } from "./refusal";

export type RestField = { name: string; type: string; mode?: string; collation?: string };
export type RestRow = { f: { v: string | null }[] };
/** An answer of any length: its rows are made when a page of them is fetched. */
export type Rows = {
  fields: readonly RestField[];
  total: number;
  page(from: number, count: number): RestRow[];
};
export type Asked = { sql: string; parameters: Record<string, ZetaParameter>; dataset: string | undefined };

/** Where answers come from. */
export type Answerer = {
  /** Columns and the bytes it would read, without running it. */
  plan(asked: Asked): Promise<{ fields: readonly RestField[]; bytes: number }>;
  run(asked: Asked): Promise<Rows>;
};

/** Analyses and runs the SQL over a few rows. */
export function zetasqlAnswerer(catalog: ZetaCatalog, tables: readonly ZetaTable[]): Answerer {
  return {
    plan: (asked) =>
      inItsWords(async () => {
        // Asked of no row: the columns are the same.
        const { columns } = await catalog.evaluate({
          sql: `SELECT * FROM (${asked.sql}\n) LIMIT 0`,
          parameters: asked.parameters,
        });
        const touched = tables.filter(({ name }) => asked.sql.includes(`\`${name}\``));
        return {
          fields: columns.map(fieldOf),
          bytes: touched.reduce((sum, table) => sum + bytesOf(table), 0),
        };
      }),
    run: (asked) =>
      inItsWords(async () => {
        const { columns, rows } = await catalog.evaluate(asked);
        return {
          fields: columns.map(fieldOf),
          total: rows.length,
          page: (from, count) =>
            rows
              .slice(from, from + count)
              .map((row) => ({ f: row.map((cell, index) => ({ v: cellOf(cell, columns[index]!.type) })) })),
        };
      }),
  };
}

/** The service words some failures itself. */
async function inItsWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ZetaError)) throw error;
    const table = /Table not found: ([^;[]+)/.exec(error.message)?.[1]?.trim().replaceAll("`", "");
    if (table)
      throw new Refusal(404, "notFound", `Not found: Table ${named(table)} was not found in location US`);
    throw new Refusal(400, "invalidQuery", error.message);
  }
}

function named(table: string): string {
  const [project, ...rest] = table.split(".");
  return rest.length > 0 ? `${project}:${rest.join(".")}` : table;
}

const REST_TYPES: Partial<Record<SqlType, string>> = { INT64: "INTEGER", FLOAT64: "FLOAT", BOOL: "BOOLEAN" };

export function fieldOf({ name, type }: { name: string; type: SqlType }): RestField {
  return { name, type: REST_TYPES[type] ?? type, mode: "NULLABLE" };
}

/** Cells travel as text; instants as microseconds, since the client asks for them so. */
function cellOf(cell: string | number | boolean | null, type: SqlType): string | null {
  if (cell === null) return null;
  if (type !== "TIMESTAMP") return String(cell);
  return String(Temporal.Instant.from(String(cell)).epochNanoseconds / 1000n);
}

function bytesOf({ rows = [] }: ZetaTable): number {
  return rows.reduce(
    (sum, row) => sum + row.reduce<number>((all, cell) => all + String(cell ?? "").length + 2, 0),
    0,
  );
}
