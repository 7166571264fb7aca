import { join } from "node:path";
import pg from "pg";
import { migrate } from "@/lib/db/migrate";

/** A migrated database of its own on the server of DATABASE_URL: no job of an earlier program waits in it. */
export async function freshDatabase(purpose: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = new URL(process.env.DATABASE_URL!);
  const name = `${purpose}_${process.pid}_${Date.now()}`;
  const onServer = (database: string) => server.toString().replace(server.pathname, `/${database}`);
  const administer = async (sql: string) => {
    const client = new pg.Client({ connectionString: onServer("postgres") });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await administer(`CREATE DATABASE ${name}`);
  await migrate(onServer(name), join(process.env.COTERIE_ROOT!, "prisma/migrations"));
  return { url: onServer(name), drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
