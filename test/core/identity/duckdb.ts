import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "kysely";
import { identifierSql, type normaliseSql } from "@/lib/core/identity/normalise";
import type { Normaliser } from "@/lib/core/identity/types";
import { dialect } from "@/lib/warehouses/duckdb/dialect";

export type Input = { value: string; country: string | null };

const memory = DuckDBInstance.create(":memory:").then((instance) => instance.connect());

/** Renders a normaliser to SQL and lets DuckDB run it over all inputs at once; answers in their order. */
export async function inDuckDb(
  rendering: typeof normaliseSql,
  normaliser: Normaliser,
  inputs: readonly Input[],
): Promise<(string | null)[]> {
  const values = JSON.stringify(inputs.map(({ value }) => value));
  const countries = JSON.stringify(inputs.map(({ country }) => country));
  const given = sql<{ value: string; country: string }>`(
    SELECT unnest(from_json(${values}, '["VARCHAR"]')) AS value, unnest(from_json(${countries}, '["VARCHAR"]')) AS country
  )`;
  const columns = { value: sql.ref("given.value"), country: sql.ref("given.country") };
  const query = dialect.builder
    .selectFrom(given.as("given"))
    .select(sql`${rendering(normaliser, columns, dialect)}`.as("result"))
    .compile();
  const connection = await memory;
  const answer = await connection.runAndReadAll(query.sql, query.parameters.map(String));
  return answer.getRows().map(([result]) => (result === null ? null : String(result)));
}

export const identifiersInDuckDb = (normaliser: Normaliser, inputs: readonly Input[]) =>
  inDuckDb(identifierSql, normaliser, inputs);
