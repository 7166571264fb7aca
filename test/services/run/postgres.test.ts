import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { ledgerScope } from "@/lib/services/run/execute/subject";
import { runSync } from "@/lib/services/sync/run";
import { dropDatabase, foreignDatabase } from "@/test/factories/postgres-warehouse";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeApprovedSync, startSimulator, testWorld } from "@/test/factories/synced-shop";
import { digestOf } from "@/test/factories/wanted";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

let address: string;
let folder: string;
let simulator: RunningSimulator;
let shop: ShopWorkspace;
let admin: pg.Client;

beforeAll(async () => {
  address = await foreignDatabase();
  admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`
    CREATE TABLE customers (customer_id bigint PRIMARY KEY, email varchar(200), phone text, country char(2), ads_consent boolean);
    INSERT INTO customers SELECT id, ' Person' || id || '@Shop.TEST ', '030 901820' || 10 + id,
      CASE WHEN id <= 24 THEN 'DE' ELSE 'FR' END, id % 5 <> 0 FROM generate_series(1, 30) AS id;
    CREATE TABLE orders (order_id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, ordered_at timestamp, total numeric(12,2));
    CREATE TABLE suppressed (email text);
    INSERT INTO suppressed VALUES ('PERSON1@shop.test')`);
  const { hostname, port, pathname, username, password } = new URL(address);
  process.env.COTERIE_PRIVATE_HOSTS = "127.0.0.1";
  process.env.COTERIE_WAREHOUSE_TEST = password;
  folder = await mkdtemp(join(tmpdir(), "coterie-postgres-run-"));
  simulator = await startSimulator();
  shop = await makeShop(
    folder,
    `version: 1
name: Shop in Postgres
zone: Europe/Berlin
warehouse: { kind: postgres, host: ${hostname}, port: ${port}, database: ${pathname.slice(1)}, user: ${username}, password: { env: COTERIE_WAREHOUSE_TEST }, ssl: disable }
entities:
  customers:
    table: customers
    key: customer_id
    pii: none
    columns:
      customer_id: integer
      email: { type: text, pii: email }
      phone: { type: text, pii: phone }
      country: text
      ads_consent: boolean
    relations:
      orders: { to: orders, many: true, on: customer_id }
  orders:
    table: orders
    key: order_id
    time: ordered_at
    pii: none
    columns: { order_id: integer, customer_id: integer, ordered_at: timestamp, total: "decimal(12,2)" }
  suppressed:
    table: suppressed
    pii: none
    columns:
      email: { type: text, pii: email }
`,
  );
}, 120_000);

afterAll(async () => {
  await simulator.close();
  await admin.end();
  await dropDatabase(address);
  await rm(folder, { recursive: true, force: true });
});

const hash = (id: number) => createHash("sha256").update(`person${id}@shop.test`).digest("hex");
/** What the platform says it holds of the object, and a digest of what we know it holds. */
const held = async (syncId: string) => {
  const sync = await database().sync.findUniqueOrThrow({
    where: { id: syncId, workspaceId: shop.id },
    include: { destination: true },
  });
  const world = (await (await fetch(`${simulator.url}/_simulator/state`)).json()) as {
    audiences: { id: string; people: number }[];
  };
  const state = await testWorld(folder).state.open(syncId);
  try {
    const digest = await state.digest(ledgerScope(sync));
    return { people: world.audiences.find(({ id }) => id === sync.objectId)?.people, digest };
  } finally {
    await state.close();
  }
};
const holding = (ids: readonly number[]) => ({
  people: ids.length,
  digest: { EMAIL: digestOf(ids.map(hash)) },
});
const run = async (syncId: string) => {
  const { runId } = await runSync(shop.marketer, { id: syncId });
  await executeRun(runId, testWorld(folder));
  return database().run.findUniqueOrThrow({ where: { id: runId } });
};

it("delivers an audience of a Postgres to Meta, hashed there, and takes away who leaves it", async () => {
  const sync = await makeApprovedSync(shop);
  expect(await run(sync.id)).toMatchObject({ status: "succeeded" });
  // Germans with consent, without the one who asked to be left alone.
  const expected = Array.from({ length: 24 }, (_, at) => at + 1).filter((id) => id % 5 !== 0 && id !== 1);
  expect(await held(sync.id)).toEqual(holding(expected));

  await admin.query(
    "UPDATE customers SET ads_consent = false WHERE customer_id = 2; UPDATE customers SET country = 'FR' WHERE customer_id = 3",
  );
  expect(await run(sync.id)).toMatchObject({ status: "succeeded" });
  expect(await held(sync.id)).toEqual(holding(expected.filter((id) => id !== 2 && id !== 3)));
}, 120_000);
