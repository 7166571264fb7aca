import { existsSync, readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { compileMembers } from "@/lib/core/compile/members";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { foldCase } from "@/lib/core/segment/fold-case";
import type { Condition } from "@/lib/core/segment/types";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { catalogOf } from "@/test/factories/catalog";
import { needsShared, sharedPath } from "@/test/factories/shared";

const FILE = ["data", "nasty", "blns", "blns.json"];
const TEXT: ColumnType = { kind: "text" };

/** The big list of naughty strings; text with a NUL is refused before it gets here. */
function naughtyStrings(): string[] {
  const file = sharedPath(...FILE);
  const all = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];
  return [...new Set(all)].filter((text) => text.isWellFormed() && !text.includes("\u0000"));
}

async function openWarehouse() {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  return {
    run: (sql: string, values: string[] = []) => connection.run(sql, values),
    keys: async ({ sql, parameters }: SqlQuery) => {
      const reader = await connection.runAndReadAll(sql, [...parameters]);
      return reader.getRows().map(([key]) => key);
    },
  };
}

function compile(catalog: ReturnType<typeof catalogOf>, entity: string, where: Condition) {
  return compileMembers({
    segment: { version: 1, entity, where },
    catalog,
    dialect,
    asOf: "2024-07-01T00:00:00Z",
  });
}

describe("naughty strings", () => {
  needsShared(...FILE);
  const strings = naughtyStrings();

  it("as values find the rows that hold them, and no others", async () => {
    const warehouse = await openWarehouse();
    await warehouse.run("CREATE TABLE people (id VARCHAR, name VARCHAR)");
    for (const [index, text] of strings.entries()) {
      await warehouse.run("INSERT INTO people VALUES ($1, $2)", [String(index), text]);
    }
    const catalog = catalogOf(
      "people",
      { kind: "table", table: ["people"] },
      { id: TEXT, name: TEXT },
      { kind: "duckdb" },
    );
    const idsOf = (holds: (text: string) => boolean) =>
      strings.flatMap((text, index) => (holds(text) ? [String(index)] : [])).sort();
    const value = { column: "name" } as const;
    for (const text of strings) {
      const ask = (where: Condition) => warehouse.keys(compile(catalog, "people", where));
      expect(await ask({ value, is: { eq: text } })).toEqual(idsOf((other) => other === text));
      expect(await ask({ value, is: { contains: text, ignore_case: true } })).toEqual(
        idsOf((other) => foldCase(other).includes(foldCase(text))),
      );
    }
  }, 120_000);

  it("as names of tables and columns name just that", async () => {
    const warehouse = await openWarehouse();
    const names = strings.filter((text) => text.trim() !== "" && text.length < 200);
    const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
    for (const name of names) {
      await warehouse.run(`CREATE TABLE ${quote(name)} (key VARCHAR, ${quote(`${name}!`)} VARCHAR)`);
      await warehouse.run(`INSERT INTO ${quote(name)} VALUES ('here', 'x'), ('elsewhere', 'y')`);
      const types = { key: TEXT, [`${name}!`]: TEXT };
      const catalog = catalogOf(name, { kind: "table", table: [name] }, types, { kind: "duckdb" });
      const where: Condition = { value: { column: `${name}!` }, is: { eq: "x" } };
      expect(await warehouse.keys(compile(catalog, name, where))).toEqual(["here"]);
      await warehouse.run(`DROP TABLE ${quote(name)}`);
    }
  }, 120_000);
});
