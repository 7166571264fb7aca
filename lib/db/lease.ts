import pg from "pg";
import { databaseUrl } from "@/lib/db/client";

/** Held by one process at a time, wherever it runs. `lost` fires when the database let go of it. */
export type Lease = { lost: AbortSignal; release(): Promise<void> };

/**
 * Takes a lease by name, or null when another holds it. It lives on a connection of its own: a process that dies
 * loses the connection, and the lease with it, at once.
 */
export async function acquireLease(name: string): Promise<Lease | null> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: "coterie lease",
    keepAlive: true,
    // A holder whose machine is gone says nothing: Postgres asks, and lets go of the lease within seconds.
    options: "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=4",
  });
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken",
    [`coterie:${name}`],
  );
  if (!rows[0]?.taken) {
    await client.end();
    return null;
  }
  return { lost: lost.signal, release: () => client.end() };
}
