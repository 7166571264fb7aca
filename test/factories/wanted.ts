import { createHash } from "node:crypto";
import { DuckDBInstance } from "@duckdb/node-api";

/** A member as the warehouse would write them: held back with a reason, or with identifiers by kind. */
export type WantedMember = { key?: string | null; reason?: string } & Record<
  string,
  string | null | undefined
>;

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What `SyncState.digest` says of these values. */
export const digestOf = (values: readonly string[]) => ({
  count: values.length,
  sha256: sha256(
    [...values]
      .sort()
      .map((value) => `${value}\n`)
      .join(""),
  ),
});

/** Writes the Parquet file a warehouse would have written. */
export async function writeWanted(
  file: string,
  kinds: readonly string[],
  members: readonly WantedMember[],
): Promise<string> {
  const rows = members.map((member) => ({ key: null, reason: null, ...member }));
  const columns = ["key", "reason", ...kinds];
  const shape = JSON.stringify([Object.fromEntries(columns.map((column) => [column, "VARCHAR"]))]);
  return writeParquet(
    file,
    `SELECT unnest(from_json($rows, '${shape}'), recursive := true)`,
    JSON.stringify(rows),
  );
}

export async function writeKeys(file: string, keys: readonly string[]): Promise<string> {
  return writeParquet(file, `SELECT unnest(from_json($rows, '["VARCHAR"]')) AS key`, JSON.stringify(keys));
}

/** Members by SQL, for sizes that should not pass through JavaScript. */
export async function writeParquet(file: string, sql: string, rows?: string): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE written AS ${sql}`, rows === undefined ? {} : { rows });
  await connection.run(`COPY written TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return file;
}
