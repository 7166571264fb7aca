import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { dayOfChurn } from "@/lib/core/guards/usual";
import type { SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";
import { parseCatalog } from "@/lib/definitions/catalog";
import { usualChurn } from "@/lib/services/change-set/usual";
import { dialect } from "@/lib/warehouses/duckdb/dialect";

const CATALOG = `
version: 1
name: Shop
warehouse: { kind: duckdb, file: shop.duckdb }
entities:
  people:
    table: people
    key: id
    pii: none
    columns: { id: integer, country: text, seen: date }
`;

/** Person n was last seen n days before 11 March; three were seen on the fifth. */
const ROWS = `CREATE TABLE people AS
  SELECT n AS id, 'DE' AS country, DATE '2026-03-11' - CAST(n AS INTEGER) AS seen FROM range(40) t(n)
  UNION ALL SELECT 100 + n, 'DE', DATE '2026-03-05' FROM range(3) t(n)`;

async function shop(): Promise<Pick<Warehouse, "rows"> & { asked: SqlQuery[] }> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(ROWS);
  const asked: SqlQuery[] = [];
  return {
    asked,
    async rows(query) {
      asked.push(query);
      return (await connection.runAndReadAll(query.sql, [...query.parameters])).getRowObjectsJS();
    },
  };
}

async function replayed(segment: Segment) {
  const { catalog } = await parseCatalog(CATALOG);
  return { catalog: catalog as Catalog, segment, dialect, asOf: "2026-03-11T12:00:00Z" };
}

const seenLately: Segment = {
  version: 1,
  entity: "people",
  where: { value: { column: "seen" }, is: { during: { last: 3, unit: "day" } } },
};
const fromGermany: Segment = {
  version: 1,
  entity: "people",
  where: { value: { column: "country" }, is: { eq: "DE" } },
};
const signal = new AbortController().signal;

async function daysOf(segment: Segment): Promise<(before: number) => SqlQuery | null> {
  const asked = await replayed(segment);
  return (before) => dayOfChurn(asked, before);
}

it("tells how many come and go daily in an audience of the last days", async () => {
  const warehouse = await shop();
  expect(await usualChurn(warehouse as never, await daysOf(seenLately), signal)).toEqual({
    dailyEnter: 4,
    dailyLeave: 4,
    days: 14,
  });
  expect(warehouse.asked).toHaveLength(14);
});

it("asks nothing of an audience that time does nothing to", async () => {
  const warehouse = await shop();
  expect(dayOfChurn(await replayed(fromGermany), 0)).toBeNull();
  expect(await usualChurn(warehouse as never, await daysOf(fromGermany), signal)).toEqual({
    dailyEnter: 0,
    dailyLeave: 0,
    days: 14,
  });
  expect(warehouse.asked).toEqual([]);
});

it("looks at as many days as a day's budget pays for, where bytes are billed", async () => {
  const warehouse = { ...(await shop()), estimate: async () => ({ bytes: 10_000_000_000 }) };
  expect(await usualChurn(warehouse as never, await daysOf(seenLately), signal)).toMatchObject({ days: 5 });
});
