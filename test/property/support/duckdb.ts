import { DuckDBInstance } from "@duckdb/node-api";
import { compileFunnel } from "@/lib/core/compile/funnel";
import { compileCount, compileMembers } from "@/lib/core/compile/members";
import { readFunnel } from "@/lib/core/segment/funnel/index";
import { duckdbType } from "@/lib/warehouses/duckdb/column-type";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import type { Company } from "../../factories/segments";
import type { Compile, Engine } from "./engine";

/** The company in a DuckDB of its own, in memory. `compile` may be a broken one, to see that it is caught. */
export async function openDuckdb(company: Company, compile: Compile = compileMembers): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const { sql, parameters } of loading(company)) await connection.run(sql, parameters);
  return {
    members: async (segment) => {
      const { catalog, asOf } = company;
      const { sql, parameters } = compile({ segment, catalog, dialect, asOf });
      const reader = await connection.runAndReadAll(sql, [...parameters]);
      return reader.getRows().map(([key]) => String(key));
    },
    count: async (segment) => {
      const { catalog, asOf } = company;
      const { sql, parameters } = compileCount({ segment, catalog, dialect, asOf });
      const [members, population] = (await connection.runAndReadAll(sql, [...parameters])).getRows()[0]!;
      return { members: Number(members), population: Number(population) };
    },
    funnel: async (segment) => {
      const { catalog, asOf } = company;
      const { sql, parameters } = compileFunnel({ segment, catalog, dialect, asOf });
      const reader = await connection.runAndReadAll(sql, [...parameters]);
      return readFunnel(segment, reader.getRowObjects()[0]!);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Every cell travels as text inside a CAST, whatever its type. */
function* loading({ catalog, tables }: Company): Generator<{ sql: string; parameters: (string | null)[] }> {
  for (const entity of Object.values(catalog.entities)) {
    const columns = Object.values(entity.columns);
    const definitions = columns.map(({ name, type }) => `${quote(name)} ${duckdbType(type)}`);
    yield { sql: `CREATE TABLE ${quote(entity.name)} (${definitions.join(", ")})`, parameters: [] };
    const rows = tables[entity.name] ?? [];
    if (rows.length === 0) continue;
    const parameters = rows.flatMap((row) => columns.map(({ name }) => asText(row[name] ?? null)));
    const tuples = rows.map((_, r) => {
      const casts = columns.map(
        ({ type }, c) => `CAST($${r * columns.length + c + 1} AS ${duckdbType(type)})`,
      );
      return `(${casts.join(", ")})`;
    });
    yield { sql: `INSERT INTO ${quote(entity.name)} VALUES ${tuples.join(", ")}`, parameters };
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function asText(cell: string | number | bigint | boolean | null): string | null {
  return cell === null ? null : String(cell);
}
