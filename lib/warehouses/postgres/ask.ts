import type { PoolClient, QueryArrayConfig, QueryArrayResult } from "pg";
import Cursor from "pg-cursor";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { AS_TEXT } from "./convert";

/** Rows fetched at a time: enough that the way there and back costs little, few enough to hold. */
const ROWS_AT_A_TIME = 10_000;

export type Row = (string | null)[];

/**
 * One small answer, every value as the server writes it. The extended protocol takes one statement and no more, so a
 * catalog's query cannot close our parentheses and begin one of its own.
 */
export function ask(client: PoolClient, { sql, parameters }: SqlQuery): Promise<QueryArrayResult<Row>> {
  // `queryMode` is not in the types yet.
  const config: QueryArrayConfig & { queryMode: "extended" } = {
    text: sql,
    values: [...parameters],
    rowMode: "array",
    queryMode: "extended",
    types: AS_TEXT,
  };
  return client.query<Row>(config);
}

/** A result of any size, so many rows at a time; at least one batch, which says the columns. */
export async function* batches(
  client: PoolClient,
  { sql, parameters }: SqlQuery,
): AsyncGenerator<{ fields: QueryArrayResult["fields"]; rows: Row[] }> {
  const cursor = client.query(new Cursor<Row>(sql, [...parameters], { rowMode: "array", types: AS_TEXT }));
  try {
    let fetched = ROWS_AT_A_TIME;
    while (fetched === ROWS_AT_A_TIME) {
      const batch = await read(cursor);
      fetched = batch.rows.length;
      yield batch;
    }
  } finally {
    await cursor.close().catch(() => {});
  }
}

function read(cursor: Cursor<Row>): Promise<{ fields: QueryArrayResult["fields"]; rows: Row[] }> {
  return new Promise((resolve, reject) => {
    cursor.read(ROWS_AT_A_TIME, (error, rows, result) => {
      if (error) reject(error);
      else resolve({ fields: result?.fields ?? [], rows });
    });
  });
}
