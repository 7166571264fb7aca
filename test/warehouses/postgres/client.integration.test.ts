import { createServer } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import { compileMembers } from "@/lib/core/compile/members";
import type { SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import type { Condition } from "@/lib/core/segment/types";
import postgres from "@/lib/warehouses/postgres";
import { dialect } from "@/lib/warehouses/postgres/dialect";
import { connectPostgres } from "@/test/conformance/warehouse/stand";
import { catalogOf } from "@/test/factories/catalog";
import { dropDatabase, foreignDatabase } from "@/test/factories/postgres-warehouse";

const TEXT: ColumnType = { kind: "text" };
const SECRET = "hunter2-planted";
let address: string;
let admin: pg.Client;
let warehouse: Warehouse;

const nothing: Catalog = {
  ...catalogOf("x", { kind: "table", table: ["x"] }, { id: TEXT }, { kind: "postgres" }),
  entities: {},
};
const query = (sql: string): SqlQuery => ({ sql, parameters: [] });

beforeAll(async () => {
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.0/8");
  address = await foreignDatabase();
  admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`
    CREATE SCHEMA sales;
    CREATE TYPE sales.tier AS ENUM ('Gold', 'silver');
    CREATE DOMAIN sales.mail AS varchar(200);
    CREATE TABLE sales.customers (
      id uuid PRIMARY KEY, email sales.mail, tier sales.tier, code char(6), balance money, score real,
      tags text[], seen timestamptz, until date, n numeric);
    INSERT INTO sales.customers VALUES
      ('6f9619ff-8b86-d011-b42d-00c04fc964ff', 'Ann@one.test', 'Gold', 'ab', '12.50', 0.1, '{a}', '2024-05-01T12:00:00Z', 'infinity', 1.5),
      ('00000000-0000-0000-0000-000000000001', 'BEN@one.test', 'silver', 'AB', '-3', 2.5, '{}', '-infinity', '2024-01-01', NULL);
    CREATE TABLE sales.orders (no int, store int, customer uuid REFERENCES sales.customers, PRIMARY KEY (no, store));
    INSERT INTO sales.orders VALUES (1, 1, '6f9619ff-8b86-d011-b42d-00c04fc964ff');
    CREATE VIEW sales.recent AS SELECT * FROM sales.orders;
    CREATE ROLE locked_${nameOf(address)} LOGIN PASSWORD '${SECRET}';
    ANALYZE`);
  warehouse = await connectPostgres(address, nothing, { schemas: ["sales"] });
}, 60_000);

afterAll(async () => {
  await warehouse.close();
  await admin.end();
  await dropDatabase(address);
  const server = new URL(address);
  server.pathname = "/postgres";
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(`DROP ROLE IF EXISTS locked_${nameOf(address)}`);
  await client.end();
  vi.unstubAllEnvs();
});

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

const types: Record<string, ColumnType> = {
  id: TEXT,
  email: TEXT,
  tier: TEXT,
  code: TEXT,
  balance: { kind: "decimal", precision: 19, scale: 2 },
  score: { kind: "double" },
  seen: { kind: "timestamp", zone: null },
  until: { kind: "date" },
};
const customers = catalogOf("customers", { kind: "table", table: ["customers"] }, types, {
  kind: "postgres",
});

describe("types the catalog has no word for", () => {
  const ann = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
  const ben = "00000000-0000-0000-0000-000000000001";
  const members = async (where: Condition) => {
    const segment = { version: 1, entity: "customers", where } as const;
    const keys: string[] = [];
    const asked = compileMembers({ segment, catalog: customers, dialect, asOf: "2024-07-01T00:00:00Z" });
    for await (const texts of warehouse.texts(asked)) keys.push(...texts);
    return keys;
  };
  const is = (column: string, test: Record<string, unknown>) =>
    ({ value: { column }, is: test }) as unknown as Condition;

  it("are what the catalog says they are", async () => {
    expect(await warehouse.check(customers)).toEqual([]);
    expect(await members(is("id", { eq: ann }))).toEqual([ann]);
    expect(await members(is("id", { starts_with: "0000" }))).toEqual([ben]);
    expect(await members(is("email", { eq: "ann@ONE.test", ignore_case: true }))).toEqual([ann]);
    expect(await members(is("tier", { in: ["Gold"] }))).toEqual([ann]);
    expect(await members(is("tier", { gt: "Gold" }))).toEqual([ben]);
    // Padding is no part of a char(n).
    expect(await members(is("code", { eq: "ab" }))).toEqual([ann]);
    expect(await members(is("balance", { gte: "12.5" }))).toEqual([ann]);
    expect(await members(is("score", { gt: 0.05 }))).toEqual([ben, ann]);
  });

  it("may be without end: forever is after every date, and from before every time", async () => {
    expect(await members(is("until", { gt: "9999-01-01" }))).toEqual([ann]);
    expect(await members(is("seen", { during: { older_than: 1, unit: "year" } }))).toEqual([ben]);
    expect(await members({ value: { part: "month", of: { column: "until" } }, is: { gte: 1 } })).toEqual([
      ben,
    ]);
    const lasting = { difference: [{ column: "until" }, { column: "seen" }] };
    expect(
      await members({ value: { ...lasting, in: "day" }, is: { gt: 0 } } as unknown as Condition),
    ).toEqual([ben, ann]);
    expect(
      await members({ value: { ...lasting, in: "month" }, is: { gte: 0 } } as unknown as Condition),
    ).toEqual([]);
    expect(await members({ value: { trunc: "hour", of: { column: "seen" } }, is: { known: true } })).toEqual([
      ben,
      ann,
    ]);
  });

  it("are said to be beyond asking where they are", async () => {
    const wrong = catalogOf(
      "customers",
      { kind: "table", table: ["customers"] },
      { ...types, tags: TEXT, n: { kind: "integer" } },
      { kind: "postgres" },
    );
    expect(await warehouse.check(wrong)).toEqual([
      {
        code: "COLUMN_TYPE",
        path: "entities.customers.columns.tags",
        message: "customers.tags is text[] in the warehouse, and the catalog says text.",
        fix: "Coterie cannot ask about this type: leave the column out, or make what is asked a column of a view or query.",
      },
      {
        code: "COLUMN_TYPE",
        path: "entities.customers.columns.n",
        message: "customers.n is numeric in the warehouse, and the catalog says integer.",
        fix: "Declare the type the warehouse has.",
      },
    ]);
  });
});

describe("browsing", () => {
  it("names tables, views, columns, keys and about how many rows", async () => {
    const tables = await warehouse.browse!();
    expect(
      tables.map(({ source, kind, primaryKey, foreignKeys, approximateRows }) => ({
        source,
        kind,
        primaryKey,
        foreignKeys,
        approximateRows,
      })),
    ).toEqual([
      {
        source: { kind: "table", table: ["sales", "customers"] },
        kind: "table",
        primaryKey: ["id"],
        foreignKeys: [],
        approximateRows: 2,
      },
      {
        source: { kind: "table", table: ["sales", "orders"] },
        kind: "table",
        primaryKey: ["no", "store"],
        foreignKeys: [{ columns: ["customer"], table: ["sales", "customers"], references: ["id"] }],
        approximateRows: 1,
      },
      {
        source: { kind: "table", table: ["sales", "recent"] },
        kind: "view",
        primaryKey: [],
        foreignKeys: [],
        approximateRows: null,
      },
    ]);
    expect(
      tables[0]!.columns.map(({ name, type, typeName }) => [name, type?.kind ?? null, typeName]),
    ).toEqual([
      ["id", "text", "uuid"],
      ["email", "text", "character varying(200)"],
      ["tier", "text", "tier"],
      ["code", "text", "character(6)"],
      ["balance", "decimal", "money"],
      ["score", "double", "real"],
      ["tags", null, "text[]"],
      ["seen", "timestamp", "timestamp with time zone"],
      ["until", "date", "date"],
      ["n", "decimal", "numeric"],
    ]);
  });

  it("shows a role what it may read and nothing else", async () => {
    const locked = new URL(address);
    locked.username = `locked_${nameOf(address)}`;
    locked.password = SECRET;
    const other = await connectPostgres(locked.href, nothing, { schemas: ["sales"] });
    expect(await other.browse!()).toEqual([]);
    await expect(other.rows(query("SELECT * FROM sales.customers"))).rejects.toMatchObject({
      code: "WAREHOUSE_FORBIDDEN",
      message: "Coterie's user may not read sales.",
      remedy: "ask_admin",
    });
    await other.close();
  });
});

describe("a question that is given up", () => {
  const running = async (mark: string) => {
    const { rows } = await admin.query<{ state: string }>(
      "SELECT state FROM pg_stat_activity WHERE application_name = 'coterie' AND query LIKE $1 AND state = 'active'",
      [`%${mark}%`],
    );
    return rows.length;
  };

  it.each(["rows", "texts", "exportParquet"] as const)(
    "is stopped in the server, asked for as %s",
    async (how) => {
      const asked = query(`SELECT pg_sleep(60)::text AS "given up ${how}"`);
      const controller = new AbortController();
      const { signal } = controller;
      const asking =
        how === "rows"
          ? warehouse.rows(asked, { signal })
          : how === "texts"
            ? (async () => {
                for await (const _ of warehouse.texts(asked, { signal })) void _;
              })()
            : warehouse.exportParquet(asked, "/tmp/never.parquet", { signal });
      const outcome = asking.then(
        () => null,
        (error: unknown) => error,
      );
      await vi.waitFor(async () => expect(await running(`given up ${how}`)).toBe(1), { timeout: 10_000 });
      const reason = new Error("no longer wanted");
      controller.abort(reason);
      await vi.waitFor(async () => expect(await running(`given up ${how}`)).toBe(0), { timeout: 10_000 });
      expect(await outcome).toBe(reason);
    },
  );

  it("does not wait for a connection either", async () => {
    const single = await connectPostgres(address, nothing, { connections: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const taken = single.rows(query("SELECT pg_sleep(30)"), { signal: first.signal });
    const waiting = single.rows(query("SELECT 1"), { signal: second.signal });
    second.abort(new Error("second"));
    await expect(waiting).rejects.toThrow("second");
    first.abort(new Error("first"));
    await expect(taken).rejects.toThrow("first");
    expect(await single.rows(query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
    await single.close();
  });
});

describe("what goes wrong", () => {
  const failure = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (error: unknown) => error,
    );
    const said = `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`;
    expect(said).not.toContain(SECRET);
    const { code, remedy } = error as { code: string; remedy: string };
    return { code, remedy };
  };
  const ask = async (changed: (url: URL) => void, more: object = {}) => {
    const url = new URL(address);
    changed(url);
    const other = await connectPostgres(url.href, nothing, more);
    try {
      return await failure(other.rows(query("SELECT pg_sleep(5)")));
    } finally {
      await other.close();
    }
  };

  it("is said so that somebody can mend it", async () => {
    expect(
      await ask((url) => {
        url.username = `locked_${nameOf(address)}`;
        url.password = `${SECRET}-wrong`;
      }),
    ).toEqual({ code: "WAREHOUSE_SIGN_IN", remedy: "reconnect" });
    expect(
      await ask((url) => {
        url.pathname = "/not_there";
      }),
    ).toEqual({ code: "WAREHOUSE_DATABASE_MISSING", remedy: "ask_admin" });
    expect(
      await ask((url) => {
        url.port = "1";
      }),
    ).toEqual({ code: "WAREHOUSE_UNREACHABLE", remedy: "retry" });
    expect(await ask(() => {}, { ssl: "require" })).toEqual({
      code: "WAREHOUSE_WITHOUT_TLS",
      remedy: "ask_admin",
    });
    expect(await ask(() => {}, { timeout: 1 })).toEqual({ code: "WAREHOUSE_TIMEOUT", remedy: "ask_admin" });
  });

  it("is said of a connection that breaks", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    expect(
      await ask((url) => {
        url.port = String(port);
      }),
    ).toEqual({ code: "WAREHOUSE_LOST", remedy: "retry" });
    server.close();
    const asking = failure(warehouse.rows(query("SELECT pg_sleep(20) AS broken")));
    await vi.waitFor(async () => {
      const { rowCount } = await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%AS broken%' AND state = 'active' AND pid <> pg_backend_pid()",
      );
      expect(rowCount).toBe(1);
    });
    expect(await asking).toEqual({ code: "WAREHOUSE_LOST", remedy: "retry" });
    expect(await warehouse.rows(query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
  });

  it("is that the host is on a private network and nobody allowed it", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    expect(await failure(connectPostgres(address, nothing))).toEqual({
      code: "PRIVATE_HOST",
      remedy: "ask_admin",
    });
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.0/8");
  });

  it("is that a variable of the environment is not set, or is none of the warehouse's", async () => {
    const settings = { kind: "postgres", host: "db.test", database: "d", user: "u" };
    expect(postgres.settings.safeParse({ ...settings, password: { env: "COTERIE_SECRET" } }).success).toBe(
      false,
    );
    expect(postgres.settings.safeParse({ ...settings, password: "plain" }).success).toBe(false);
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "*");
    const parsed = postgres.settings.parse({
      ...settings,
      host: "127.0.0.1",
      password: { env: "COTERIE_WAREHOUSE_NOT_SET" },
    });
    expect(await failure(postgres.connect(parsed, nothing, { baseFolder: "/" }))).toEqual({
      code: "SECRET_NOT_SET",
      remedy: "ask_admin",
    });
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.0/8");
  });
});
