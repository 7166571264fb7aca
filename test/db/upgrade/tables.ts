import pg from "pg";

export type Tables = Readonly<Record<string, readonly object[]>>;

/** Every row of the application's tables, as JSON that Postgres itself writes and reads. */
export async function readTables(databaseUrl: string): Promise<Tables> {
  return connected(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const tables: Record<string, object[]> = {};
    for (const { name } of rows) {
      const kept = await client.query<{ row: object }>(`SELECT to_json(t) AS row FROM "${name}" t`);
      if (kept.rows.length > 0) tables[name] = kept.rows.map(({ row }) => row);
    }
    return tables;
  });
}

/** Puts them into tables of the same version, whatever they hold; triggers and references wait. */
export async function writeTables(databaseUrl: string, tables: Tables): Promise<void> {
  await connected(databaseUrl, async (client) => {
    await client.query("SET session_replication_role = replica");
    for (const [name, rows] of Object.entries(tables)) {
      await client.query(`DELETE FROM "${name}"`);
      await client.query(`INSERT INTO "${name}" SELECT * FROM json_populate_recordset(NULL::"${name}", $1)`, [
        JSON.stringify(rows),
      ]);
    }
  });
}

async function connected<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
