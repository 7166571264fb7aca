import { sql } from "kysely";
import pg from "pg";
import { identifiersInTurn } from "@/lib/core/identity/in-turn";
import type { Normaliser } from "@/lib/core/identity/types";
import { dialect } from "@/lib/warehouses/postgres/dialect";
import { foreignDatabase } from "@/test/factories/postgres-warehouse";
import type { Input } from "./duckdb";

let database: Promise<pg.Client> | undefined;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await foreignDatabase() });
  await client.connect();
  client.on("error", () => {});
  return client;
}

/** Text in Postgres never has a NUL, nor half a character. */
export const canBeHeld = ({ value, country }: Input) =>
  [value, country ?? ""].every((text) => text.isWellFormed() && !text.includes("\u0000"));

/** Lets Postgres run a normaliser over all inputs at once, as a sync does; answers in their order. */
export async function inPostgres(
  normaliser: Normaliser,
  inputs: readonly Input[],
  hash = false,
): Promise<(string | null)[]> {
  database ??= connect();
  const client = await database;
  const given = sql`SELECT lpad(at::text, 9, '0') AS key, item ->> 'value' AS value, item ->> 'country' AS country FROM jsonb_array_elements(CAST(${JSON.stringify(inputs)} AS jsonb)) WITH ORDINALITY AS items (item, at)`;
  const cell = { into: "result", normaliser, value: "value", country: "country" };
  const { inTurn } = dialect;
  const rows = identifiersInTurn(given, {
    keep: ["key"],
    cells: [cell],
    dialect: { ...dialect, inTurn: inTurn! },
    hash,
  });
  const query = sql`SELECT result FROM (${rows}) AS rows ORDER BY key`.compile(dialect.builder);
  const answer = await client.query<{ result: string | null }>(query.sql, [...query.parameters]);
  return answer.rows.map(({ result }) => result);
}

export const identifiersInPostgres = (normaliser: Normaliser, inputs: readonly Input[]) =>
  inPostgres(normaliser, inputs, true);
