import { DuckDBInstance } from "@duckdb/node-api";
import type { SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import type { RunDeps } from "@/lib/services/run/execute/deps";

export type Person = { key: string; email?: string; phone?: string; consent?: boolean; wanted?: boolean };

/** A table of people in memory that a test rewrites between runs; its queries stand in for compiled ones. */
export class PeopleWarehouse {
  people: readonly Person[] = [];

  readonly queries: RunDeps["queries"] = {
    wanted: () => ({
      kinds: ["EMAIL", "PHONE"],
      query: {
        sql: `SELECT CASE WHEN consent THEN key END AS key, CASE WHEN NOT consent THEN 'no_consent' END AS reason,
              CASE WHEN consent THEN email END AS "EMAIL", CASE WHEN consent THEN phone END AS "PHONE"
            FROM people WHERE wanted`,
        parameters: [],
      },
    }),
    members: () => ({ sql: "SELECT key FROM people", parameters: [] }),
    churn: () => null,
    everyone: () => ({ sql: "SELECT key FROM people", parameters: [] }),
    eligible: () => ({ sql: "SELECT key FROM people WHERE consent", parameters: [] }),
  };

  readonly open: RunDeps["openWarehouse"] = async () => ({
    warehouse: await this.connect(),
    // The queries above need no dialect.
    dialect: undefined as never,
  });

  private async connect(): Promise<Warehouse> {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const rows = this.people.map((person) => ({
      email: null,
      phone: null,
      consent: true,
      wanted: true,
      ...person,
    }));
    await connection.run(
      `CREATE TABLE people AS SELECT unnest(from_json($rows,
         '[{"key":"VARCHAR","email":"VARCHAR","phone":"VARCHAR","consent":"BOOLEAN","wanted":"BOOLEAN"}]'), recursive := true)`,
      { rows: JSON.stringify(rows) },
    );
    const read = async ({ sql }: SqlQuery) => (await connection.runAndReadAll(sql)).getRowObjectsJS();
    return {
      rows: read,
      async *texts(query) {
        yield (await read(query)).map((row) => String(Object.values(row)[0]));
      },
      async exportParquet({ sql }, file) {
        await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet)`);
        return { rows: 0 };
      },
      check: async () => [],
      async close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  }
}
