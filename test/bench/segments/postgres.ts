import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import { dialect } from "@/lib/warehouses/postgres/dialect";
import { benchCatalog } from "./catalog";
import { dataSql, sizeOf } from "./data";
import type { Engine } from "./engine";

/**
 * One process does all of the work, so that its time is the question's; memory as a reporting server has it; the rest as the
 * product's own questions set it (lib/warehouses/postgres/session.ts), for what is written by hand as well.
 */
const SESSION = `SET max_parallel_workers_per_gather = 0; SET work_mem = '64MB'; SET statement_timeout = '120s';
  SET enable_nestloop = off; SET jit = off`;

/** A tenth of the rows in a database of their own on the server of `url`, generated once for each scale. */
export async function openPostgres(scale: number, url: string): Promise<Engine> {
  const tenth = scale / 10;
  const client = await connect(await generate(tenth, url));
  await client.query(SESSION);
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const cpuTime = timeOfProcess(rows[0]!.pid);
  const where = new URL(url);
  return {
    label: `Postgres, scale ${tenth}`,
    catalog: benchCatalog({ kind: "postgres", host: where.hostname, database: "bench", user: "bench" }),
    dialect,
    size: sizeOf(tenth),
    ask: async ({ sql, parameters }) => {
      const [before, started] = [cpuTime(), performance.now()];
      const answer = await client.query({ text: sql, values: [...parameters], rowMode: "array" });
      const wall = performance.now() - started;
      const after = cpuTime();
      return { row: answer.rows[0]!, cpu: before === null || after === null ? null : after - before, wall };
    },
    close: () => client.end(),
  };
}

/** Milliseconds a process has had a processor, where Linux tells. */
function timeOfProcess(pid: number): () => number | null {
  const file = `/proc/${pid}/schedstat`;
  return () => (existsSync(file) ? Number(readFileSync(file, "utf8").split(" ")[0]) / 1e6 : null);
}

/** Indexed as an application's own tables are: by key, and by whose rows they are. */
async function generate(scale: number, url: string): Promise<string> {
  const name = `segments_v1_${scale}`.replace(".", "_");
  const there = new URL(url);
  there.pathname = `/${name}`;
  const server = await connect(url);
  try {
    const { rowCount } = await server.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount) return there.href;
    const started = performance.now();
    const draft = `${name}_draft`;
    await server.query(`DROP DATABASE IF EXISTS ${draft}`);
    await server.query(`CREATE DATABASE ${draft}`);
    await fill(scale, Object.assign(new URL(url), { pathname: `/${draft}` }).href);
    await server.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    console.info(`Generated ${name} in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    return there.href;
  } finally {
    await server.end();
  }
}

async function fill(scale: number, url: string): Promise<void> {
  const client = await connect(url);
  try {
    for (const sql of dataSql(sizeOf(scale), (rows) => `generate_series(0, ${rows - 1}) AS numbers (i)`)) {
      await client.query(sql.replace("CREATE TABLE", "CREATE UNLOGGED TABLE"));
    }
    await client.query(`ALTER TABLE customers ADD PRIMARY KEY (customer_id);
      ALTER TABLE events ADD PRIMARY KEY (event_id);
      ALTER TABLE orders ADD PRIMARY KEY (order_id);
      CREATE INDEX ON events (customer_id);
      CREATE INDEX ON orders (customer_id)`);
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
