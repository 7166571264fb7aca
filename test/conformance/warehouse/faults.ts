import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import type { Dialect } from "@/lib/core/ports/warehouse";
import { catalogOf } from "@/test/factories/catalog";
import type { Stand } from "./stand";

const TYPES: Record<string, ColumnType> = { id: { kind: "integer" }, email: { kind: "text" } };
const SECRET = "ann@personal.test";

/** What a warehouse says when the catalog is wrong about it, or somebody's query does more than read. */
export function faultsContract(dialect: Dialect, stand: Stand): void {
  const catalog = (table: string, types = TYPES): Catalog =>
    catalogOf(table, { kind: "table", table: [table] }, types, { kind: dialect.id });
  const people = catalog("people");
  const rows = {
    people: [
      { id: "1", email: SECRET },
      { id: "1", email: SECRET },
      { id: null, email: null },
    ],
  };

  async function problemsOf(wrong: Catalog) {
    const { reopen, close } = await stand(people, rows);
    const warehouse = await reopen(wrong);
    const problems = await warehouse.check(wrong);
    await warehouse.close();
    await close();
    return problems.map(({ code, path }) => ({ code, path }));
  }

  it("names what the catalog is wrong about", async () => {
    expect(await problemsOf(people)).toEqual([
      { code: "KEY_NOT_UNIQUE", path: "entities.people.key" },
      { code: "KEY_MISSING", path: "entities.people.key" },
    ]);
    expect(await problemsOf(catalog("peopel"))).toEqual([
      { code: "WAREHOUSE_CHANGED", path: "entities.peopel" },
    ]);
    expect(await problemsOf(catalog("people", { ...TYPES, emial: { kind: "text" } }))).toEqual([
      { code: "COLUMN_MISSING", path: "entities.people.columns.emial" },
    ]);
    expect(await problemsOf(catalog("people", { ...TYPES, email: { kind: "date" } }))).toEqual([
      { code: "COLUMN_TYPE", path: "entities.people.columns.email" },
    ]);
  });

  it("repeats no value and no words of the engine in what it says", async () => {
    const { warehouse, close } = await stand(people, rows);
    const from = dialect.source(people.entities.people!);
    const failing = [
      sql`SELECT CAST(${sql.id("email")} AS DATE) FROM ${from} AS p`,
      sql`SELECT CAST(${dialect.literal(SECRET, { kind: "text" })} AS DATE)`,
      sql`SELECT ${sql.id(SECRET)} FROM ${from} AS p`,
      sql`SELECT '${sql.raw(SECRET)}' FROM FROM`,
    ];
    for (const [index, fragment] of failing.entries()) {
      const error = await warehouse.rows(toSqlQuery(fragment, dialect)).then(
        () => null,
        (error: unknown) => error,
      );
      expect(error).toMatchObject({ name: "CoterieError", remedy: "fix_input" });
      const said = `${JSON.stringify(error)} ${String(error)} ${JSON.stringify((error as { details: unknown }).details)}`;
      // A column's name may be told: the catalog says it too.
      if (index !== 2) expect(said).not.toContain(SECRET);
      expect((error as Error).cause).toBeUndefined();
    }
    await close();
  });

  describe("a query of the catalog", () => {
    it.each([
      [
        "that is two statements",
        "SELECT 1 AS id) AS t; CREATE TABLE planted (id INTEGER); SELECT * FROM (SELECT 1 AS id",
      ],
      ["that only writes", "CREATE TABLE planted (id INTEGER)"],
    ])("%s is refused and changes nothing", async (_, query) => {
      const { warehouse, reopen, close } = await stand(people, rows);
      const wrong = catalogOf(
        "hostile",
        { kind: "query", sql: query },
        { id: { kind: "integer" } },
        { kind: dialect.id },
      );
      const other = await reopen(wrong);
      expect(await other.check(wrong)).toHaveLength(1);
      const asked = toSqlQuery(sql`SELECT * FROM ${dialect.source(wrong.entities.hostile!)} AS t`, dialect);
      await expect(other.rows(asked)).rejects.toMatchObject({ remedy: "fix_input" });
      await expect(warehouse.rows({ sql: "SELECT * FROM planted", parameters: [] })).rejects.toMatchObject({
        code: "WAREHOUSE_CHANGED",
      });
      await other.close();
      await close();
    });
  });

  it("says what it holds, where it can be browsed", async () => {
    const { warehouse, close } = await stand(people, rows);
    const tables = await warehouse.browse?.();
    if (tables) {
      expect(
        tables.map(({ source, columns }) => [source.kind === "table" && source.table.at(-1), columns]),
      ).toEqual([
        [
          "people",
          [
            expect.objectContaining({ name: "id", type: { kind: "integer" }, nullable: true }),
            expect.objectContaining({ name: "email", type: { kind: "text" }, nullable: true }),
          ],
        ],
      ]);
    }
    await close();
  });
}
