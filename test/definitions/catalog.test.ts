import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalogFile, parseCatalog } from "@/lib/definitions/catalog";

const SHOP = `version: 1
name: Shop
warehouse: { kind: duckdb, folder: data }
entities:
  customers:
    files: customers.csv.gz
    key: customer_id
    pii: none
    columns:
      customer_id: integer
      email: { type: text, label: E-mail, pii: email }
      total_due: decimal(18,4)
      joined: { type: timestamp, zone: America/New_York, pii: none, description: First visit }
      seen: { type: timestamptz, pii: none }
      "strange ""name"", \`x\`; --": text
    relations:
      orders: { to: orders, many: true, on: customer_id }
  orders:
    table: sales.orders
    key: [order_id]
    time: day
    columns:
      order_id: integer
      customer_id: { type: integer, pii: none }
      day: { type: date, pii: none }
    relations:
      customer: { to: customers, one: true, on: { customer_id: customer_id }, label: Buyer }
`.replaceAll('""', '\\"');

describe("parseCatalog", () => {
  it("reads a catalog and fills in what was left out", async () => {
    expect(await parseCatalog(SHOP)).toEqual({
      problems: [],
      catalog: {
        version: 1,
        name: "Shop",
        zone: "UTC",
        warehouse: { kind: "duckdb", folder: "data" },
        entities: {
          customers: {
            name: "customers",
            label: "Customers",
            singular: "customer",
            source: { kind: "files", files: ["customers.csv.gz"], format: "csv" },
            key: ["customer_id"],
            timeColumn: null,
            columns: {
              customer_id: {
                name: "customer_id",
                type: { kind: "integer" },
                label: "Customer id",
                pii: null,
              },
              email: { name: "email", type: { kind: "text" }, label: "E-mail", pii: "email" },
              total_due: {
                name: "total_due",
                type: { kind: "decimal", precision: 18, scale: 4 },
                label: "Total due",
                pii: null,
              },
              joined: {
                name: "joined",
                type: { kind: "timestamp", zone: "America/New_York" },
                label: "Joined",
                description: "First visit",
                pii: null,
              },
              seen: { name: "seen", type: { kind: "timestamp", zone: null }, label: "Seen", pii: null },
              'strange "name", `x`; --': {
                name: 'strange "name", `x`; --',
                type: { kind: "text" },
                label: 'Strange "name", `x`;',
                pii: null,
              },
            },
            relations: {
              orders: {
                name: "orders",
                to: "orders",
                cardinality: "many",
                on: [["customer_id", "customer_id"]],
                label: "Orders",
              },
            },
          },
          orders: {
            name: "orders",
            label: "Orders",
            singular: "order",
            source: { kind: "table", table: ["sales", "orders"] },
            key: ["order_id"],
            timeColumn: "day",
            columns: {
              order_id: {
                name: "order_id",
                type: { kind: "integer" },
                label: "Order id",
                pii: "unclassified",
              },
              customer_id: {
                name: "customer_id",
                type: { kind: "integer" },
                label: "Customer id",
                pii: null,
              },
              day: { name: "day", type: { kind: "date" }, label: "Day", pii: null },
            },
            relations: {
              customer: {
                name: "customer",
                to: "customers",
                cardinality: "one",
                on: [["customer_id", "customer_id"]],
                label: "Buyer",
              },
            },
          },
        },
      },
    });
  });

  it("reads the demo shop's catalog", async () => {
    expect((await parseCatalog(await readFile("prisma/seed/shop.catalog.yaml", "utf8"))).problems).toEqual(
      [],
    );
  });

  const refusals: [title: string, from: string | RegExp, to: string, problems: object[]][] = [
    [
      "an unknown zone",
      "name: Shop",
      "name: Shop\nzone: Berlin",
      [
        {
          code: "BAD_ZONE",
          message: "`Berlin` is not a time zone.",
          fix: "Use a name like `Europe/Berlin`, `America/New_York` or `UTC`.",
          path: "zone",
          line: 3,
        },
      ],
    ],
    [
      "a key it does not know",
      "label: E-mail",
      "lable: E-mail",
      [
        {
          code: "UNKNOWN_KEY",
          message: "`lable` is not known here; did you mean `label`?",
          fix: "Correct the name or remove it.",
          path: "entities.customers.columns.email.lable",
          line: 11,
        },
      ],
    ],
    [
      "a doubled key",
      "    key: customer_id\n",
      "    key: customer_id\n    key: email\n",
      [
        {
          code: "DUPLICATE_KEY",
          message: "`key` is written twice in the same place.",
          fix: "Keep one of the two.",
          path: "",
          line: 8,
        },
      ],
    ],
    [
      "another warehouse's type",
      "customer_id: integer",
      "customer_id: bigint",
      [
        {
          code: "BAD_TYPE",
          message: "`bigint` is not a type.",
          fix: "Use `integer`.",
          path: "entities.customers.columns.customer_id",
          line: 10,
        },
      ],
    ],
    [
      "a decimal with more places than digits",
      "decimal(18,4)",
      "decimal(4,18)",
      [
        {
          code: "BAD_TYPE",
          message:
            "`decimal(4,18)` is not a type: a decimal has 1 to 38 digits, and no more places than digits.",
          fix: "Write the digits in all, then the places, like `decimal(18,4)`.",
          path: "entities.customers.columns.total_due",
          line: 12,
        },
      ],
    ],
    [
      "a decimal whose comma ended it",
      "total_due: decimal(18,4)",
      "total_due: { type: decimal(18,4) }",
      [
        {
          code: "BAD_TYPE",
          message: "`decimal(18` is not a type.",
          fix: 'The comma ended the type; put it in quotes: `type: "decimal(18,4)"`.',
          path: "entities.customers.columns.total_due.type",
          line: 12,
        },
        {
          code: "UNKNOWN_KEY",
          message:
            "`4)` is not known here; known are `type`, `label`, `pii`, `description`, `zone`, `accepted`.",
          fix: "Correct the name or remove it.",
          path: 'entities.customers.columns.total_due["4)"]',
          line: 12,
        },
      ],
    ],
    [
      "a tag nobody knows, without offering the laxest",
      "pii: email",
      "pii: nome",
      [
        {
          code: "WRONG_VALUE",
          message: "`pii` cannot be the text `nome`.",
          fix: expect.stringContaining("Use one of `none`, `email`, "),
          path: "entities.customers.columns.email.pii",
          line: 11,
        },
      ],
    ],
    [
      "a time column that is no time",
      "time: day",
      "time: order_id",
      [
        {
          code: "TIME_TYPE",
          message: "`order_id` is integer, so it cannot say when a row of `orders` happened.",
          fix: "Name a date, timestamp or timestamptz column.",
          path: "entities.orders.time",
          line: 21,
        },
      ],
    ],
    [
      "a relation to nowhere",
      "to: orders",
      "to: order",
      [
        {
          code: "UNKNOWN_ENTITY",
          message: "`order` is not an entity of this catalog; did you mean `orders`?",
          fix: "Name an entity of this file.",
          path: "entities.customers.relations.orders.to",
          line: 17,
        },
      ],
    ],
    [
      "a relation between columns that are never equal",
      "on: customer_id }",
      "on: [[email, customer_id]] }",
      [
        {
          code: "RELATION_TYPES",
          message:
            "`email` of `customers` is text and `customer_id` of `orders` is integer: they are never equal.",
          fix: "Correct the types, or convert one side in a query.",
          path: "entities.customers.relations.orders.on",
          line: 17,
        },
      ],
    ],
    [
      "a to-one relation that is not",
      "many: true",
      "one: true",
      [
        {
          code: "NOT_TO_ONE",
          message: "`orders` says `one: true`, but `on` does not cover the key of `orders` (`order_id`).",
          fix: "Join on the whole key, or write `many: true`.",
          path: "entities.customers.relations.orders",
          line: 17,
        },
      ],
    ],
    [
      "a relation named like a column",
      "customer: { to",
      "day: { to",
      [
        {
          code: "NAME_CLASH",
          message: "The relation `day` and the column `day` of `orders` cannot be told apart.",
          fix: "Give the relation another name.",
          path: "entities.orders.relations.day",
          line: 27,
        },
      ],
    ],
    [
      "columns that differ in case only",
      "total_due:",
      "Email:",
      [
        {
          code: "NAME_CLASH",
          message: "`Email` and `email` differ only in case, which warehouses do not tell apart.",
          fix: "Keep one, or rename one with a query.",
          path: "entities.customers.columns.Email",
          line: 12,
        },
      ],
    ],
    [
      "rows from two places",
      "table: sales.orders",
      "table: sales.orders\n    query: select 1",
      [
        {
          code: "SOURCE",
          message:
            "`orders` takes its rows from one of `table`, `files` and `query`, and names `table` and `query`.",
          fix: "Keep one of them.",
          path: "entities.orders.query",
          line: 20,
        },
      ],
    ],
    [
      "a file of another format",
      "customers.csv.gz",
      "customers.xlsx",
      [
        {
          code: "FILE_FORMAT",
          message: "`customers.xlsx` is neither a CSV nor a Parquet file.",
          fix: "Name files that end in `.csv`, `.csv.gz` or `.parquet`.",
          path: "entities.customers.files",
          line: 6,
        },
      ],
    ],
    [
      "a zone on a date",
      "day: { type: date,",
      "day: { type: date, zone: UTC,",
      [
        {
          code: "ZONE_WITHOUT_TIME",
          message: "`day` is date, so it has no zone of its own.",
          fix: "Remove `zone`; only a `timestamp` has one.",
          path: "entities.orders.columns.day.zone",
          line: 25,
        },
      ],
    ],
    [
      "the name every object has",
      "total_due:",
      "__proto__:",
      [
        {
          code: "RESERVED_NAME",
          message: "`__proto__` cannot be a name.",
          fix: "Rename it, in the warehouse with a view or a query if need be.",
          path: "",
          line: 12,
        },
      ],
    ],
    [
      "a missing warehouse",
      /warehouse:.*\n/,
      "",
      [
        {
          code: "MISSING_KEY",
          message: "The file needs `warehouse`.",
          fix: "Add `warehouse`.",
          path: "warehouse",
          line: 1,
        },
      ],
    ],
    [
      "a text where settings belong",
      /warehouse:.*\n/,
      "warehouse: duckdb\n",
      [
        {
          code: "WRONG_TYPE",
          message: "`warehouse` must be a group of settings, not the text `duckdb`.",
          path: "warehouse",
          line: 3,
        },
      ],
    ],
    [
      "broken YAML, once",
      "files: customers.csv.gz",
      "files: [customers.csv.gz",
      [
        {
          code: "SYNTAX",
          message: expect.stringContaining("This is not valid YAML: flow sequence"),
          fix: "Mend the syntax; indentation, quotes and brackets are the usual causes.",
          path: "",
          line: expect.any(Number),
        },
      ],
    ],
  ];

  it.each(refusals)("refuses %s", async (_, from, to, problems) => {
    expect(await parseCatalog(SHOP.replace(from, to))).toEqual({ catalog: null, problems });
  });

  it("lists every problem at once", async () => {
    const text = SHOP.replace("key: customer_id", "key: custmer_id").replace("time: day", "time: dya");
    expect((await parseCatalog(text)).problems.map((problem) => [problem.line, problem.message])).toEqual([
      [7, "`custmer_id` is not a column of `customers`; did you mean `customer_id`?"],
      [21, "`dya` is not a column of `orders`; did you mean `day`?"],
      [27, "`customer` says `one: true`, but `on` does not cover the key of `customers` (`custmer_id`)."],
    ]);
  });

  it("does not take what every object has for a name", async () => {
    const text = SHOP.replace("key: customer_id", "key: constructor")
      .replace("time: day", "time: toString")
      .replace("to: orders", "to: valueOf")
      .replace("{ customer_id: customer_id }", "{ hasOwnProperty: customer_id }");
    expect((await parseCatalog(text)).problems.map((problem) => problem.message)).toEqual([
      "`constructor` is not a column of `customers`.",
      "`valueOf` is not an entity of this catalog.",
      "`toString` is not a column of `orders`.",
      "`hasOwnProperty` is not a column of `orders`.",
    ]);
  });

  it.each(["europe/berlin", "utc", "+02:00", "Mars/Olympus", "CET; --"])(
    "does not know the zone %s",
    async (zone) => {
      expect(
        (await parseCatalog(SHOP.replace("name: Shop", `name: Shop\nzone: "${zone}"`))).problems,
      ).toMatchObject([{ code: "BAD_ZONE", line: 3 }]);
    },
  );

  it("says that an empty file is empty", async () => {
    expect((await parseCatalog("")).problems).toEqual([
      { code: "EMPTY", path: "", message: "This file is empty." },
    ]);
  });
});

describe("loadCatalogFile", () => {
  it("names the file, the line and the fix", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "catalog-")), "shop.yaml");
    await writeFile(file, SHOP.replace("customer_id: integer", "customer_id: int"));
    await expect(loadCatalogFile(file)).rejects.toMatchObject({
      code: "INVALID_CATALOG",
      path: `${file}:10`,
      message: `${file}:10: \`int\` is not a type.`,
      fix: "Use `integer`.",
      problems: [{ code: "BAD_TYPE", line: 10 }],
    });
  });

  it("says when there is no such file", async () => {
    await expect(loadCatalogFile("nowhere/shop.yaml")).rejects.toMatchObject({
      code: "FILE",
      remedy: "fix_input",
      message: "There is no file nowhere/shop.yaml.",
      fix: "Check the path of the catalog.",
    });
  });

  it("says when the file is no definition at all", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "catalog-")), "orders.csv");
    await writeFile(file, "1,2,3\n".repeat(1_000_000));
    await expect(loadCatalogFile(file)).rejects.toMatchObject({
      message: `${file} is larger than 5 MB.`,
      fix: "Name the catalog's file, not a data file.",
    });
  });

  it("says when the file is not text", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "catalog-")), "shop.yaml");
    await writeFile(file, Buffer.from([0x6e, 0xff, 0xfe]));
    await expect(loadCatalogFile(file)).rejects.toMatchObject({ message: `${file} is not UTF-8 text.` });
  });
});
