import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as tar from "tar";
import { migrate } from "@/lib/db/migrate";
import { takeLock } from "@/scripts/lib/lock.mjs";
import { emptyDatabase } from "@/test/factories/postgres";
import { HOME } from "./place";
import { type Tables, writeTables } from "./tables";

const MIGRATIONS = path.resolve("prisma/migrations");

type Approval = { id: string; approvedHash: string | null; voidReason: string | null };

export type Restored = {
  databaseUrl: string;
  /** Names of the migrations it had when it was left. */
  migrations: string[];
  /** What was approved of each sync, by the sync's id. */
  approvals: Approval[];
  remove(): Promise<void>;
};

/** What a version left behind, where it lay: its data folder, and its tables in a database of that version. */
export async function restorePrevious(archive: string): Promise<Restored> {
  const release = await claimPlace();
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  await tar.extract({ file: archive, cwd: HOME, strict: true });
  const tables = JSON.parse(readFileSync(path.join(HOME, "tables.json"), "utf8")) as Tables;
  const history = (tables._prisma_migrations ?? []) as readonly { migration_name: string }[];
  const migrations = history.map(({ migration_name }) => migration_name).sort();
  const syncs = (tables.Sync ?? []) as readonly Approval[];
  const approvals = syncs.map(({ id, approvedHash, voidReason }) => ({ id, approvedHash, voidReason }));
  const database = await emptyDatabase();
  const folder = migrationsOf(migrations);
  await migrate(database.url, folder);
  rmSync(folder, { recursive: true });
  await writeTables(database.url, tables);
  return {
    databaseUrl: database.url,
    migrations,
    approvals: approvals.sort((a, b) => (a.id < b.id ? -1 : 1)),
    async remove() {
      await database.drop();
      rmSync(HOME, { recursive: true, force: true });
      release();
    },
  };
}

/** Another run of these tests on this machine would want the same place. */
async function claimPlace(): Promise<() => void> {
  for (;;) {
    const lock = takeLock(`${HOME}.lock`);
    if (lock.release) return () => lock.release();
    await sleep(200);
  }
}

function migrationsOf(names: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "coterie-migrations-"));
  for (const name of names) cpSync(path.join(MIGRATIONS, name), path.join(folder, name), { recursive: true });
  return folder;
}
