import { describe, expect, it } from "vitest";
import { readTraitSql } from "@/lib/definitions/trait-sql";
import { shop } from "../factories/shop";

const read = (sql: string, more: { key?: string[]; column?: string; kind?: string } = {}) =>
  readTraitSql(
    { sql, key: more.key ?? ["customer_id"], column: more.column ?? "v" },
    { ...shop, warehouse: { kind: more.kind ?? "duckdb" } },
  );

const messages = async (sql: string, kind?: string) =>
  (await read(sql, kind === undefined ? {} : { kind })).problems.map(({ message }) => message);

describe("readTraitSql", () => {
  it("cuts the statement where rows of entities stand and tells what is read", async () => {
    const sql = `SELECT o.customer_id, SUM(i.quantity * i.price) AS v -- lines
      FROM orders o JOIN items i USING (order_id) WHERE o.status <> 'lost' GROUP BY 1`;
    expect(await read(sql)).toEqual({
      read: {
        text: [
          "SELECT o.customer_id, SUM(i.quantity * i.price) AS v FROM ",
          { entity: "orders", alias: null },
          " o JOIN ",
          { entity: "items", alias: null },
          " i USING(order_id) WHERE o.status <> 'lost' GROUP BY 1",
        ],
        key: ["customer_id"],
        column: "v",
        pii: null,
        reads: [
          { entity: "items", columns: ["order_id", "price", "quantity"] },
          { entity: "orders", columns: ["customer_id", "order_id", "status"] },
        ],
      },
      problems: [],
    });
  });

  it("keeps a table's name as its alias where it has none", async () => {
    const { read: found } = await read(
      "SELECT orders.customer_id, max(orders.total) AS v FROM Orders GROUP BY ALL",
    );
    expect(found?.text).toEqual([
      "SELECT orders.customer_id, max(orders.total) AS v FROM ",
      { entity: "orders", alias: "Orders" },
      " GROUP BY ALL",
    ]);
  });

  it.each([
    ["a column it names", "SELECT customer_id, length(last_name) AS v FROM customers", "last_name"],
    ["the strongest of several", "SELECT customer_id, concat(last_name, email) AS v FROM customers", "email"],
    [
      "all there are for a star",
      "SELECT customer_id, 1 AS v FROM (SELECT * FROM customers) c",
      "unclassified",
    ],
    [
      "all of a row taken whole",
      "SELECT customer_id, count(c) AS v FROM customers c GROUP BY 1",
      "unclassified",
    ],
    ["none where nothing is personal", "SELECT customer_id, count(*) AS v FROM orders GROUP BY 1", null],
    [
      "what a table made on the way reads",
      "WITH w AS (SELECT customer_id, email AS e FROM customers) SELECT customer_id, max(e) AS v FROM w GROUP BY 1",
      "email",
    ],
  ])("inherits the tag of %s", async (_, sql, pii) => {
    expect((await read(sql)).read?.pii).toBe(pii);
  });

  it("takes a stronger tag it is given, and no weaker one", async () => {
    const given = {
      sql: "SELECT customer_id, count(email) AS v FROM customers GROUP BY 1",
      key: ["customer_id"],
    };
    const tag = async (pii: "country" | "sensitive") =>
      (await readTraitSql({ ...given, column: "v", pii }, shop)).read?.pii;
    expect([await tag("country"), await tag("sensitive")]).toEqual(["email", "sensitive"]);
  });

  it.each([
    ["DROP TABLE customers", "The SQL of a trait is one SELECT."],
    ["SELECT 1; SELECT 2", "The SQL of a trait is one SELECT, and this is 2 statements."],
    ["INSERT INTO orders SELECT 1", "The SQL of a trait is one SELECT."],
    ["SELECT customer_id, v FROM", "The SQL ends too early."],
    ["SELECT customer_id, 1 AS v FROM users", "`users` is not a table of the catalog."],
    [
      "SELECT customer_id, 1 AS v FROM pg_catalog.pg_user",
      "`pg_catalog.pg_user` is not a table of the catalog.",
    ],
    ["SELECT customer_id, 1 AS v FROM 'people.csv'", "`people.csv` is not a table of the catalog."],
    [
      "SELECT customer_id, 1 AS v FROM read_csv('x.csv')",
      "The SQL of a trait may not use read_csv(…) as a table.",
    ],
    [
      "SELECT customer_id, pg_read_file('x') AS v FROM orders",
      "`pg_read_file` is not a function the SQL of a trait may use.",
    ],
    [
      "SELECT customer_id, pg_catalog.lower(status) AS v FROM orders",
      "`pg_catalog.lower` is not a function the SQL of a trait may use.",
    ],
    [
      "SELECT customer_id, lowr(status) AS v FROM orders",
      "`lowr` is not a function the SQL of a trait may use; did you mean `lower`?",
    ],
    [
      "SELECT customer_id, now() AS v FROM orders",
      "The SQL asks for the time with `now`, and a segment is asked at an instant of its own.",
    ],
    [
      "SELECT customer_id, current_date AS v FROM orders",
      "The SQL asks for the time with `current_date`, and a segment is asked at an instant of its own.",
    ],
    [
      "SELECT customer_id, DATE 'today' AS v FROM orders",
      "Databases read the text 'today' as a time that moves.",
    ],
    [
      "SELECT customer_id, stattus AS v FROM orders",
      "`stattus` is not a column of orders in the catalog; did you mean `status`?",
    ],
    ["SELECT customer_id, o.email AS v FROM orders o", "`o.email` is not a column of orders in the catalog."],
    [
      "WITH pg_shadow AS (SELECT * FROM pg_shadow) SELECT customer_id, 1 AS v FROM pg_shadow",
      "`pg_shadow` is not a table of the catalog.",
    ],
    ["SELECT customer_id, 1 AS v FROM orders FOR UPDATE", "The SQL of a trait may not use FOR UPDATE."],
    ["SELECT customer_id, 1 AS v INTO t FROM orders", "The SQL of a trait may not use SELECT … INTO."],
    ["SELECT customer_id, $1 AS v FROM orders", "The SQL of a trait may not use parameters."],
    [
      "SELECT customer_id, 1 AS v FROM orders NATURAL JOIN items",
      "The SQL of a trait may not use NATURAL JOIN.",
    ],
    ["SELECT 1 AS customer_id, 2 AS v", "The SQL reads no table of the catalog."],
  ])("refuses %s", async (sql, message) => {
    expect(await messages(sql)).toEqual([message]);
  });

  it.each([
    ["count(*) FILTER (WHERE c.email = 'ada@shop.test')", true],
    ["max(CASE WHEN lower(email) LIKE '%@shop.test' THEN 1 END)", true],
    ["max(CASE last_name WHEN 'Byron' THEN 1 END)", true],
    ["max(CASE WHEN last_name IN ('Byron', 'King') THEN 1 END)", true],
    ["max(CASE WHEN starts_with(email, 'ada') THEN 1 END)", true],
    ["max(CASE WHEN country = 'DE' AND email IS NOT NULL THEN 1 END)", false],
    ["max(CASE WHEN email <> '' THEN 1 END)", false],
    ["max(CASE WHEN length(email) > 5 THEN 'long' END)", false],
    ["max(CASE WHEN birthday > DATE '1990-01-01' THEN 1 END)", false],
    ["max(split_part(email, '@', 2))", false],
  ])("holds nobody's values: %s", async (value, isRefused) => {
    const found = await messages(`SELECT customer_id, ${value} AS v FROM customers c GROUP BY 1`);
    expect(found).toEqual(isRefused ? [expect.stringContaining("holds personal values")] : []);
  });

  it("wants the columns it is said to give", async () => {
    const sql = "SELECT customer_id, count(*) AS orders FROM orders GROUP BY 1";
    expect((await read(sql, { key: ["customer"], column: "order" })).problems).toEqual([
      {
        code: "TRAIT_OUTPUT",
        at: ["key"],
        message: "The SQL gives no column called `customer`; did you mean `customer_id`?",
        fix: "Name a column of the SELECT; AS gives one a name.",
      },
      {
        code: "TRAIT_OUTPUT",
        at: ["column"],
        message: "The SQL gives no column called `order`; did you mean `orders`?",
        fix: "Name a column of the SELECT; AS gives one a name.",
      },
    ]);
  });

  it("folds the names of its columns as Postgres does", async () => {
    const sql = 'SELECT customer_id AS "Id", count(*) AS Number FROM orders GROUP BY 1';
    const { read: found } = await read(sql, { key: ["Id"], column: "Number", kind: "postgres" });
    expect(found).toMatchObject({ key: ["Id"], column: "number" });
  });
});
