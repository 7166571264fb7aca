import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { verifyActivity } from "@/lib/services/activity/verify";
import type { Actor } from "@/lib/services/actor";
import { countSegment } from "@/lib/services/builder/count";
import { getCatalog } from "@/lib/services/catalog/get";
import { importCatalog } from "@/lib/services/catalog/import";
import { createWarehouse } from "@/lib/services/warehouse/create";
import { getWarehouse, listWarehouseKinds, listWarehouses } from "@/lib/services/warehouse/list";
import { draftFromTables, listTables } from "@/lib/services/warehouse/tables";
import { testWarehouse } from "@/lib/services/warehouse/test";
import { updateWarehouse } from "@/lib/services/warehouse/update";
import { dropDatabase, foreignDatabase } from "@/test/factories/postgres-warehouse";
import { lastAudit, makeWorkspace, ownDatabase, type TestWorkspace } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

let address: URL;
let workspace: TestWorkspace;
let admin: Actor;

beforeAll(async () => {
  process.env.COTERIE_PRIVATE_HOSTS = "127.0.0.1";
  address = new URL(await foreignDatabase());
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  await client.query(`
    CREATE TABLE people (person_id integer PRIMARY KEY, country text, note json);
    CREATE TABLE orders (order_id integer PRIMARY KEY, person_id integer REFERENCES people, placed_at timestamptz);
    INSERT INTO people SELECT n, CASE WHEN n % 3 = 0 THEN 'DE' ELSE 'FR' END, NULL FROM generate_series(1, 60) AS n`);
  await client.end();
  workspace = await makeWorkspace();
  admin = await workspace.actor("admin");
});
afterAll(() => dropDatabase(address.href));

const settings = () => ({
  host: address.hostname,
  port: address.port,
  database: address.pathname.slice(1),
  user: address.username,
  schemas: "public",
  ssl: "disable",
});
const connect = (name: string, change: Record<string, string> = {}) =>
  createWarehouse(admin, {
    kind: "postgres",
    name,
    settings: { ...settings(), ...change },
    secrets: { password: decodeURIComponent(address.password) },
  });

describe("a warehouse", () => {
  it("is one of the kinds that are installed, each with its form", async () => {
    const kinds = await listWarehouseKinds(admin, {});
    const postgres = kinds.find(({ id }) => id === "postgres")!;
    expect(postgres.secrets.map(({ id }) => id)).toEqual(["password"]);
    expect(postgres.settings.map(({ id, input, required }) => [id, input, required])).toEqual([
      ["host", "text", true],
      ["port", "number", false],
      ["database", "text", true],
      ["user", "text", true],
      ["schemas", "list", false],
      ["ssl", "choice", false],
      ["ca", "text", false],
      ["stateSchema", "text", false],
      ["timeout", "number", false],
      ["connections", "number", false],
    ]);
  });

  it("is connected, tested and shown without its password, which nobody reads again", async () => {
    const { id } = await connect("Shown");
    expect(await testWarehouse(admin, { id })).toEqual({ status: "connected" });
    const view = await getWarehouse(admin, { id });
    expect(view).toMatchObject({ name: "Shown", kindLabel: "PostgreSQL", status: "connected", inUse: false });
    expect(view.settings).toMatchObject({ host: address.hostname, schemas: "public", timeout: "1800" });
    const row = await database().warehouse.findUniqueOrThrow({ where: { id } });
    const said = JSON.stringify([view, await listWarehouses(admin, {}), await lastAudit(workspace.id), row]);
    expect(said).not.toContain(decodeURIComponent(address.password));
  });

  it("says what is wrong with one setting, and which", async () => {
    await expect(connect("Wrong", { port: "many" })).rejects.toMatchObject({
      code: "WAREHOUSE_SETTINGS",
      problems: [{ path: "port" }],
    });
  });

  it("keeps why a test failed", async () => {
    const { id } = await connect("Elsewhere", { database: "no_such_database" });
    await expect(testWarehouse(admin, { id })).rejects.toMatchObject({ code: expect.any(String) });
    expect(await getWarehouse(admin, { id })).toMatchObject({
      status: "failing",
      problem: expect.stringContaining("no database of the name"),
    });
  });

  it("is read by a catalog that was drafted from it and names it, and by what is asked of that", async () => {
    const { id } = await connect("Production");
    const tables = await listTables(admin, { id });
    expect(tables.map(({ name, hasKey, unreadable }) => ({ name, hasKey, unreadable }))).toEqual([
      { name: "public.orders", hasKey: true, unreadable: 0 },
      { name: "public.people", hasKey: true, unreadable: 1 },
    ]);
    const names = tables.map(({ name }) => name);
    const { source } = await draftFromTables(admin, {
      id,
      name: "Shop",
      zone: "Europe/Berlin",
      tables: names,
    });
    expect(source).toContain("connection: Production");
    await importCatalog(admin, { source });
    expect(await getCatalog(admin, {})).toMatchObject({ name: "Shop", warehouse: "postgres" });
    expect(await getWarehouse(admin, { id })).toMatchObject({ inUse: true });
    const tree = { version: 1, entity: "people", where: { value: { column: "country" }, is: { eq: "DE" } } };
    expect(await countSegment(admin, { tree })).toMatchObject({ members: 20, population: 60 });
  });

  it("makes a new version of the catalog that reads it when it points somewhere else", async () => {
    const { version } = await getCatalog(admin, {});
    const [used] = (await listWarehouses(admin, {})).filter(({ inUse }) => inUse);
    const { id, name } = used!;
    const before = await getWarehouse(admin, { id });
    await updateWarehouse(admin, { id, secrets: { password: "another" } });
    expect(await getCatalog(admin, {})).toMatchObject({ version });
    await updateWarehouse(admin, { id, settings: { ...before.settings, timeout: "60" } });
    expect(await getCatalog(admin, {})).toMatchObject({ version: version + 1 });
    await expect(updateWarehouse(admin, { id, name: `${name} 2` })).rejects.toMatchObject({
      code: "WAREHOUSE_NAMED",
    });
    expect(await verifyActivity(admin, {})).toMatchObject({ ok: true });
  });

  it("of another workspace cannot be named by a catalog", async () => {
    const stranger = await (await makeWorkspace()).actor("admin");
    const source =
      "version: 1\nname: Theirs\nwarehouse: { kind: postgres, connection: Production }\n" +
      "entities: { people: { table: people, key: person_id, columns: { person_id: integer } } }\n";
    await expect(importCatalog(stranger, { source })).rejects.toMatchObject({
      problems: [{ code: "UNKNOWN_CONNECTION", line: 3 }],
    });
  });
});
