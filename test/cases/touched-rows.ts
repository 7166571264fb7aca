import { sql } from "kysely";
import type { Catalog } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { columnsOf } from "@/lib/core/segment/columns";
import type { Row, Tables } from "@/lib/core/segment/evaluate/index";
import type { Segment } from "@/lib/core/segment/types";
import duckdb from "@/lib/warehouses/duckdb/index";

/** Only the columns the segment says it reads: one it forgot would change the answer. */
export async function readTables(segment: Segment, catalog: Catalog, baseFolder: string): Promise<Tables> {
  const { dialect, settings } = duckdb;
  const warehouse = await duckdb.connect(settings.parse(catalog.warehouse), catalog, { baseFolder });
  const touched = Object.entries(Object.groupBy(columnsOf(segment, catalog), ({ entity }) => entity));
  const tables: Record<string, Row[]> = {};
  for (const [name, columns = []] of touched) {
    const selected = sql.join(columns.map(({ column }) => sql.id(column)));
    const query = sql`SELECT ${selected} FROM ${dialect.source(catalog.entities[name]!)} AS rows`;
    tables[name] = (await warehouse.rows(toSqlQuery(query, dialect))) as Row[];
  }
  await warehouse.close();
  return tables;
}
