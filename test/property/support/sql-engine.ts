import type { ColumnType } from "@/lib/core/catalog/types";
import { compileExplanation } from "@/lib/core/compile/explain";
import { compileFunnel } from "@/lib/core/compile/funnel";
import { compileCount, compileMembers } from "@/lib/core/compile/members";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { readExplanation } from "@/lib/core/segment/explain/index";
import { readFunnel } from "@/lib/core/segment/funnel/index";
import type { Company } from "../../factories/segments";
import type { Compile, Engine } from "./engine";

/** What a warehouse does with SQL: its rows as text, in the order of their columns. */
export type Run = (query: SqlQuery) => Promise<{ names: readonly string[]; rows: (string | null)[][] }>;

export function engineOf(
  company: Company,
  { dialect, run, compile = compileMembers }: { dialect: Dialect; run: Run; compile?: Compile | undefined },
): Omit<Engine, "close"> {
  const { catalog, asOf } = company;
  return {
    members: async (segment) => {
      const { rows } = await run(compile({ segment, catalog, dialect, asOf }));
      return rows.map(([key]) => String(key));
    },
    count: async (segment) => {
      const { rows } = await run(compileCount({ segment, catalog, dialect, asOf }));
      const [members, population] = rows[0]!;
      return { members: Number(members), population: Number(population) };
    },
    explain: async (segment, key) => {
      const query = compileExplanation({ segment, catalog, dialect, asOf }, key);
      const { rows, names } = query ? await run(query) : { rows: [], names: [] };
      const [row] = rows;
      if (!row) return null;
      return readExplanation(
        segment,
        catalog,
        Object.fromEntries(names.map((name, index) => [name, row[index]])),
      );
    },
    funnel: async (segment) => {
      const { rows, names } = await run(compileFunnel({ segment, catalog, dialect, asOf }));
      return readFunnel(segment, Object.fromEntries(names.map((name, index) => [name, rows[0]![index]])));
    },
  };
}

/** The statements that make the company's tables. Every cell travels as text inside a CAST, whatever its type. */
export function* loading(
  { catalog, tables }: Company,
  typeName: (type: ColumnType) => string,
): Generator<SqlQuery> {
  for (const entity of Object.values(catalog.entities)) {
    const columns = Object.values(entity.columns);
    const definitions = columns.map(({ name, type }) => `${quote(name)} ${typeName(type)}`);
    yield { sql: `CREATE TABLE ${quote(entity.name)} (${definitions.join(", ")})`, parameters: [] };
    const rows = tables[entity.name] ?? [];
    if (rows.length === 0) continue;
    const parameters = rows.flatMap((row) => columns.map(({ name }) => asText(row[name] ?? null)));
    const tuples = rows.map((_, r) => {
      const casts = columns.map(({ type }, c) => `CAST($${r * columns.length + c + 1} AS ${typeName(type)})`);
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
