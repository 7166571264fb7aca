import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { openState } from "@/lib/services/run/execute/open-state";
import { ledgerScope, runWithSubject } from "@/lib/services/run/execute/subject";
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
  process.env.COTERIE_PRIVATE_HOSTS = "127.0.0.1";
  process.env.COTERIE_WAREHOUSE_TEST = new URL(address).password;
  folder = await mkdtemp(join(tmpdir(), "coterie-postgres-run-"));
  simulator = await startSimulator();
}, 120_000);

/** A workspace over the same tables; `more` belongs to the warehouse's settings. */
function makeWorkspace(more: string): Promise<ShopWorkspace> {
  const { hostname, port, pathname, username } = new URL(address);
  return makeShop(
    folder,
    `version: 1
name: Shop in Postgres
zone: Europe/Berlin
warehouse: { kind: postgres, host: ${hostname}, port: ${port}, database: ${pathname.slice(1)}, user: ${username}, password: { env: COTERIE_WAREHOUSE_TEST }, ssl: disable${more} }
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
}

afterAll(async () => {
  await simulator.close();
  await admin.end();
  await dropDatabase(address);
  await rm(folder, { recursive: true, force: true });
});

const hash = (id: number) => createHash("sha256").update(`person${id}@shop.test`).digest("hex");
/** What the platform says it holds of the object, and a digest of what we know it holds. */
const held = async (shop: ShopWorkspace, syncId: string) => {
  const sync = await database().sync.findUniqueOrThrow({
    where: { id: syncId, workspaceId: shop.id },
    include: { destination: true },
  });
  const world = (await (await fetch(`${simulator.url}/_simulator/state`)).json()) as {
    audiences: { id: string; people: number }[];
  };
  const { id: runId } = await database().run.findFirstOrThrow({ where: { syncId } });
  const { subject } = await runWithSubject(runId);
  const state = await openState(testWorld(folder), subject);
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
const run = async (shop: ShopWorkspace, syncId: string) => {
  const { runId } = await runSync(shop.marketer, { id: syncId });
  await executeRun(runId, testWorld(folder));
  return database().run.findUniqueOrThrow({ where: { id: runId } });
};

const HOMES = [
  ["in a file", ""],
  ["in a schema of Coterie's own", ", stateSchema: coterie own"],
] as const;

it.each(HOMES)(
  "delivers an audience of a Postgres to Meta, hashed there, and takes away who leaves it, with its state %s",
  async (_where, more) => {
    const shop = await makeWorkspace(more);
    const sync = await makeApprovedSync(shop);
    expect(await run(shop, sync.id)).toMatchObject({ status: "succeeded" });
    // Germans with consent, without the one who asked to be left alone.
    const expected = Array.from({ length: 24 }, (_, at) => at + 1).filter((id) => id % 5 !== 0 && id !== 1);
    expect(await held(shop, sync.id)).toEqual(holding(expected));

    await admin.query(
      "UPDATE customers SET ads_consent = false WHERE customer_id = 2; UPDATE customers SET country = 'FR' WHERE customer_id = 3",
    );
    expect(await run(shop, sync.id)).toMatchObject({ status: "succeeded" });
    expect(await held(shop, sync.id)).toEqual(holding(expected.filter((id) => id !== 2 && id !== 3)));
    await admin.query(
      "UPDATE customers SET ads_consent = true WHERE customer_id = 2; UPDATE customers SET country = 'DE' WHERE customer_id = 3",
    );
    const files = await readdir(join(folder, "state")).catch((): string[] => []);
    expect(files.includes(`${sync.id}.duckdb`)).toBe(more === "");
  },
  120_000,
);

it("plans nothing where what a sync has sent is not found", async () => {
  const shop = await makeWorkspace("");
  const sync = await makeApprovedSync(shop);
  await run(shop, sync.id);
  await rm(join(folder, "state", `${sync.id}.duckdb`));
  expect(await run(shop, sync.id)).toMatchObject({
    status: "failed",
    problem: { code: "STATE_MISSING", remedy: "ask_admin" },
    plan: null,
  });
}, 120_000);
