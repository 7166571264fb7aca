import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { emptyDatabase } from "@/test/factories/postgres";
import { spawnWorker } from "@/test/support/spawn-worker";

let home: string;
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "coterie-worker-"));
  database = await emptyDatabase();
});
afterEach(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

const start = () =>
  spawnWorker("scripts/worker.mjs", { DATABASE_URL: database.url, COTERIE_HOME: home, COTERIE_STATE: "" });

it("brings the database up to date when it comes first, and refuses what a later version has used", async () => {
  const worker = await start();
  expect(worker.output()).toMatch(/^Brought the database up to date \(\d+ steps\)\.$/m);
  await worker.kill("SIGTERM");

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('9', '9', '99999999999999_later', now())",
  );
  await client.end();
  await expect(start()).rejects.toThrow(
    "The database was used by a later version of Coterie (it has the migration 99999999999999_later). Start that version or a newer one, or restore a backup from before the upgrade.",
  );
});
