import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { type MemberQuery, memberQuery, toSqlQuery } from "@/lib/core/compile/member-query";
import { compileCount } from "@/lib/core/compile/members";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { shop } from "@/test/factories/shop";

const asOf = "2024-07-01T00:00:00Z";

async function ask({ sql: text, parameters }: SqlQuery) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run(`
    CREATE TABLE accounts AS SELECT 7::BIGINT AS account_id, 'pro' AS plan, DATE '2020-01-01' AS since;
    CREATE TABLE customers AS SELECT * FROM (VALUES
      (1::BIGINT, 'ann@one.test', 'DE', 7::BIGINT), (2, NULL, NULL, 99), (3, 'bob@two.test', 'US', NULL)
    ) AS c (customer_id, email, country, account_id);
    CREATE TABLE orders AS SELECT 1::BIGINT AS order_id, 3::BIGINT AS customer_id, TIMESTAMP '2024-06-30' AS ordered_at;
    CREATE TABLE visits AS SELECT * FROM (VALUES ('bob@two.test'), ('bob@two.test'), (NULL)) AS v (page);
  `);
  const reader = await connection.runAndReadAll(text, [...parameters]);
  return reader.getRowObjects();
}

const query = (select: MemberQuery["select"], where?: MemberQuery["where"]) =>
  memberQuery({ catalog: shop, entity: "customers", dialect, asOf, select, where });

describe("a member query", () => {
  it("gives everything wanted of each member from one scan, flags never unknown", async () => {
    const members = query({
      key: { key: true },
      email: { column: "email" },
      plan: { column: "account.plan" },
      isGerman: { condition: { value: { column: "country" }, is: { eq: "DE" } } },
      isNotGerman: { condition: { not: { value: { column: "country" }, is: { eq: "DE" } } } },
      isBuyer: { condition: { value: { count: true, of: "orders" }, is: { gte: 1 } } },
      shout: { fragment: (column) => sql`upper(${column("account.plan")})` },
    });
    const ordered = sql`SELECT * FROM (${members}) AS w ORDER BY "key"`;
    expect(await ask(toSqlQuery(ordered, dialect))).toEqual([
      row("1", "ann@one.test", "pro", [true, false, false], "PRO"),
      row("2", null, null, [false, true, false], null),
      row("3", "bob@two.test", null, [false, true, true], null),
    ]);
  });

  it("joins a question once, however often it is asked in WHERE and in SELECT", () => {
    const buyer = { value: { count: true, of: "orders" }, is: { lt: 1 } } as const;
    const text = toSqlQuery(
      query({ one: { condition: buyer }, two: { condition: buyer } }, buyer),
      dialect,
    ).sql;
    expect(text.match(/LEFT JOIN/g)).toHaveLength(1);
  });

  it("keeps to those who meet `where`", async () => {
    const members = query({ key: { key: true } }, { value: { column: "account.plan" }, is: { known: true } });
    expect(await ask(toSqlQuery(members, dialect))).toEqual([{ key: "1" }]);
  });

  it("names its parameters in the order of the text", () => {
    const { sql: text, parameters } = toSqlQuery(
      query(
        { flag: { condition: { value: { column: "country" }, is: { eq: "first" } } } },
        { value: { column: "country" }, is: { eq: "second" } },
      ),
      dialect,
    );
    expect(text.indexOf("$1")).toBeLessThan(text.indexOf("$2"));
    expect(parameters).toEqual(["first", "second"]);
  });

  it("is counted beside everyone", async () => {
    const segment = {
      version: 1,
      entity: "customers",
      where: { value: { column: "email" }, is: { known: true } },
    } as const;
    expect(await ask(compileCount({ segment, catalog: shop, dialect, asOf }))).toEqual([
      { members: 2n, population: 3n },
    ]);
  });
});

function row(key: string, email: string | null, plan: string | null, flags: boolean[], shout: string | null) {
  const [isGerman, isNotGerman, isBuyer] = flags;
  return { key, email, plan, isGerman, isNotGerman, isBuyer, shout };
}
