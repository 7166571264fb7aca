import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "@/lib/core/errors";

/**
 * A catalog's query stands inside ours in parentheses. One that closes them and begins a statement of its own could write
 * files or anything else DuckDB can do, so what is run must be one statement.
 */
export async function requireOneStatement(connection: DuckDBConnection, sql: string): Promise<void> {
  const { count } = await connection.extractStatements(sql);
  if (count === 1) return;
  throw new InvalidInput({
    code: "QUERY_NOT_ONE_SELECT",
    message: "A query of the catalog is more than one SELECT.",
    fix: "Write one SELECT, without a semicolon.",
  });
}
