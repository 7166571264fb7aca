import { DuckDBInstance } from "@duckdb/node-api";
import { type RawBuilder, sql } from "kysely";
import type { Normaliser } from "@/lib/core/identity/types";
import { dialect } from "@/lib/warehouses/duckdb/dialect";

type Rendering = typeof import("@/lib/core/identity/normalise").normaliseSql;

/** Renders a normaliser to SQL and lets DuckDB run it over a list of values; the country is one for all. */
export async function runInDuckDb(
  rendering: Rendering,
  normaliser: Normaliser,
  values: readonly string[],
  country: string | null,
): Promise<(string | null)[]> {
  const inputs = { value: sql.ref("t.value"), country: country === null ? undefined : text(country) };
  const query = dialect.builder
    .selectFrom(
      sql<{
        value: string;
      }>`(SELECT unnest(from_json(${JSON.stringify(values)}, '["VARCHAR"]')) AS value)`.as("t"),
    )
    .select(sql`${rendering(normaliser, inputs, dialect)}`.as("result"))
    .compile();
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const answer = await connection.runAndReadAll(query.sql, [...query.parameters] as string[]);
  return answer.getRows().map(([result]) => (result === null ? null : String(result)));
}

function text(value: string): RawBuilder<string> {
  return sql`CAST(${value} AS VARCHAR)`;
}
