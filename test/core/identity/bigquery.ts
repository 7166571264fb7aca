import { sql } from "kysely";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import type { normaliseSql } from "@/lib/core/identity/normalise";
import type { Normaliser } from "@/lib/core/identity/types";
import { dialect } from "@/lib/warehouses/bigquery/dialect";
import { zetaQuery } from "@/test/support/zetasql/catalog";
import type { Zetasql } from "@/test/support/zetasql/zetasql";
import type { Input } from "./duckdb";

/** More would not fit into one message to the interpreter. */
const MOST_ROWS = 20_000;

/** Renders a normaliser to SQL and lets BigQuery's interpreter run it over all inputs at once; answers in their order. */
export async function inBigquery(
  zetasql: Zetasql,
  rendering: typeof normaliseSql,
  normaliser: Normaliser,
  inputs: readonly Input[],
): Promise<(string | null)[]> {
  if (inputs.length > MOST_ROWS) {
    const first = await inBigquery(zetasql, rendering, normaliser, inputs.slice(0, MOST_ROWS));
    return [...first, ...(await inBigquery(zetasql, rendering, normaliser, inputs.slice(MOST_ROWS)))];
  }
  const given = await zetasql.open([
    {
      name: "given",
      columns: { place: "INT64", value: "STRING", country: "STRING" },
      rows: inputs.map(({ value, country }, place) => [place, value, country]),
    },
  ]);
  const columns = { value: sql`${sql.id("given", "value")}`, country: sql`${sql.id("given", "country")}` };
  const result = rendering(normaliser, columns, dialect);
  const query = sql`SELECT ${sql.id("given", "place")}, ${result} FROM ${sql.id("given")}`;
  const { rows } = await given.evaluate(zetaQuery(toSqlQuery(query, dialect)));
  await given.close();
  const results = new Map(
    rows.map(([place, result]) => [Number(place), result === null ? null : String(result)]),
  );
  return inputs.map((_, place) => results.get(place) ?? null);
}
