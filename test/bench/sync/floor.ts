import { DuckDBInstance } from "@duckdb/node-api";

/** `held` keeps what the phase before wanted; there is no such file before the first. */
export type FloorJob = { table: string; held: string };

/**
 * The least any set-based engine must do: one statement that hashes who is wanted, compares it with who is held, and
 * writes who is held next. No waterfall, no holders, no batches, no journal, nothing a crash could be survived by.
 */
export async function prepareFloor({ table, held }: FloorJob): Promise<() => Promise<void>> {
  const instance = await DuckDBInstance.create(held, {
    threads: "2",
    preserve_insertion_order: "false",
    // Hashes do not compress, and trying to takes half of the time of writing them.
    force_compression: "uncompressed",
  });
  const connection = await instance.connect();
  await connection.run(`ATTACH '${table}' AS company (READ_ONLY)`);
  await connection.run("CREATE TABLE IF NOT EXISTS next (id BIGINT, hash VARCHAR, what VARCHAR)");
  await connection.run("ALTER TABLE next RENAME TO held");
  return async () => {
    await connection.run(`
      CREATE TABLE next AS
      SELECT coalesce(w.id, h.id) AS id, coalesce(w.hash, h.hash) AS hash,
        CASE WHEN h.hash IS NULL THEN 'add' WHEN w.hash IS NULL THEN 'remove' ELSE 'held' END AS what
      FROM (SELECT id, sha256(lower(trim(email))) AS hash FROM company.people WHERE wanted AND consent) AS w
      FULL JOIN (SELECT * FROM held WHERE what <> 'remove') AS h ON h.hash = w.hash`);
    await connection.run("DROP TABLE held");
    connection.closeSync();
    instance.closeSync();
  };
}
