import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { duckdbStateStore } from "@/lib/state/duckdb";
import { digestOf, writeWanted } from "../../factories/wanted";

const SCOPE = { endpoint: "http://platform.test", account: "1", object: "9", epoch: 1 };
const NOW = "2026-11-20T08:00:00.000Z";

/** As files were before fingerprints numbered their identifiers: two held, one marked for a batch nobody began. */
const OLD = `
CREATE TABLE scope (id INTEGER, endpoint VARCHAR, account VARCHAR, object VARCHAR, epoch INTEGER);
INSERT INTO scope VALUES (1, 'http://platform.test', '1', '9', 1);
CREATE TABLE ledger (id BIGINT, scope INTEGER, kind VARCHAR, value VARCHAR, state VARCHAR, possible BOOLEAN,
  sent_at TIMESTAMP, changed_at TIMESTAMP, refusals INTEGER, retry_at TIMESTAMP);
INSERT INTO ledger VALUES
  (1, 1, 'EMAIL', 'a', 'unverified', true, '2026-11-19', '2026-11-19', 0, NULL),
  (2, 1, 'EMAIL', 'b', 'unverified', true, '2026-11-19', '2026-11-19', 0, NULL),
  (3, 1, 'EMAIL', 'c', 'in_flight', true, '2026-11-19', '2026-11-19', 0, NULL);
CREATE TABLE holder (identifier BIGINT, key VARCHAR, former BOOLEAN);
INSERT INTO holder VALUES (1, '1', false), (1, '2', false), (2, '2', false), (3, '3', false);
CREATE TABLE plan (run VARCHAR, lane VARCHAR, summary VARCHAR, scope INTEGER);
INSERT INTO plan VALUES ('run-1', 'full', '{}', 1);
CREATE TABLE plan_batch (number INTEGER, operation VARCHAR, kind VARCHAR, row_count INTEGER, folded BOOLEAN, begun BOOLEAN);
INSERT INTO plan_batch VALUES (1, 'add', 'EMAIL', 1, false, false);
CREATE TABLE plan_row (batch INTEGER, position INTEGER, identifier BIGINT, value VARCHAR, state VARCHAR, possible BOOLEAN);
INSERT INTO plan_row VALUES (1, 0, 3, 'c', 'due', false);`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coterie-old-"));
  await mkdir(join(folder, "state"));
  const instance = await DuckDBInstance.create(join(folder, "state", "sync-1.duckdb"));
  const connection = await instance.connect();
  for (const statement of OLD.split(";")) if (statement.trim()) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("takes over the files of the version before, with who holds what and nobody who was never sent", async () => {
  const store = duckdbStateStore({ folder: join(folder, "state") });
  await (await store.open("sync-1")).close();
  const state = await store.open("sync-1");
  expect(await state.frozen()).toBeNull();
  expect(await state.counts(SCOPE)).toMatchObject({ unverified: 2, in_flight: 0, due: 1 });
  expect(await state.digest(SCOPE)).toEqual({ EMAIL: digestOf(["a", "b"]) });
  const file = await writeWanted(join(folder, "wanted.parquet"), ["EMAIL"], [{ key: "1", EMAIL: "a" }]);
  await state.loadWanted({ file, kinds: ["EMAIL"], asOf: NOW });
  const request = { scope: SCOPE, lane: "full", mode: "mirror", batchRows: 10, now: NOW } as const;
  const { summary } = await state.freeze("run-2", request);
  // What remains of the person who lost b is sent again: they held a as well.
  expect(summary).toMatchObject({ adds: 1, resends: 1, removes: 1, people: { enter: 0, leave: 1, stay: 1 } });
  await state.close();
});
