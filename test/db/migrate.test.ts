import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asCoterieError } from "@/lib/core/errors";
import { migrate } from "@/lib/db/migrate";
import { testDatabase } from "@/test/factories/postgres";

describe("migrate", () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let client: pg.Client;
  let folder: string;

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  beforeEach(async () => {
    await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
    return () => rmSync(folder, { recursive: true });
  });

  const add = (name: string, sql: string) => {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, "migration.sql"), sql);
  };
  const tables = async () => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  };
  const refusal = async () => {
    const error = await migrate(database.url, folder).then(() => undefined, asCoterieError);
    return error && { code: error.code, message: error.message, fix: error.fix };
  };

  it("applies what is missing, in order and once", async () => {
    add("2_second", "ALTER TABLE one ADD COLUMN two int");
    add("1_first", "CREATE TABLE one (id int); CREATE TABLE other (id int)");

    expect(await migrate(database.url, folder)).toEqual(["1_first", "2_second"]);
    expect(await migrate(database.url, folder)).toEqual([]);
    expect(await tables()).toEqual(["_prisma_migrations", "one", "other"]);
  });

  it("lets only one of several starts at once apply", async () => {
    add("1_first", "SELECT pg_sleep(0.2); CREATE TABLE one (id int)");

    const results = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));
    expect(results.flat()).toEqual(["1_first"]);
  });

  it("leaves nothing of a migration that fails and refuses the next start", async () => {
    add("1_first", "CREATE TABLE one (id int); SELECT nothing");
    const fix =
      "Mend the cause, then run npm run prisma -- migrate resolve --rolled-back 1_first and start again.";

    expect(await refusal()).toEqual({
      code: "MIGRATION_FAILED",
      message: 'The migration 1_first failed: column "nothing" does not exist.',
      fix,
    });
    expect(await refusal()).toEqual({
      code: "MIGRATION_FAILED",
      message: "The migration 1_first failed at an earlier start.",
      fix,
    });
    expect(await tables()).toEqual(["_prisma_migrations"]);
  });

  it("refuses a database of a later version", async () => {
    add("1_first", "CREATE TABLE one (id int)");
    add("2_later", "CREATE TABLE two (id int)");
    await migrate(database.url, folder);
    rmSync(path.join(folder, "2_later"), { recursive: true });

    expect(await refusal()).toEqual({
      code: "DATABASE_IS_NEWER",
      message: "The database was used by a later version of Coterie (it has the migration 2_later).",
      fix: "Start that version or a newer one, or restore a backup from before the upgrade.",
    });
  });

  it("refuses a migration that was edited after it was applied", async () => {
    add("1_first", "CREATE TABLE one (id int)");
    await migrate(database.url, folder);
    add("1_first", "CREATE TABLE one (id bigint)");

    expect(await refusal()).toEqual({
      code: "MIGRATION_EDITED",
      message: "The migration 1_first was changed after it was applied.",
      fix: "Restore the file from version control; a change to the database is a new migration.",
    });
  });
});
