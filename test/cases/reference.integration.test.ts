import { createHash } from "node:crypto";
import path from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { columnsOf } from "@/lib/core/segment/columns";
import { evaluate, type Row, type Tables } from "@/lib/core/segment/evaluate/index";
import type { Segment } from "@/lib/core/segment/types";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadSegmentFile } from "@/lib/definitions/segment";
import duckdb from "@/lib/warehouses/duckdb/index";
import { needsShared } from "@/test/factories/shared";
import { casesOf, SETS } from "./real-cases";

/** The referee itself, held to answers found by hand: it is plain, so that it can be right where a compiler is not. */
describe.each(SETS)("the reference on %s", (set) => {
  needsShared("data", set);
  const folder = path.join(import.meta.dirname, set);

  it.each(casesOf(set))("$id: $question", { timeout: 60_000 }, async (one) => {
    const catalog = await loadCatalogFile(path.join(folder, "catalog.yaml"));
    const segment = await loadSegmentFile(path.join(folder, `${one.id}.yaml`), catalog, folder);
    const keys = evaluate(segment, catalog, await readTables(segment, catalog, folder), one.as_of);
    const hash = createHash("sha256").update(keys.join("\n")).digest("hex");
    expect({ count: keys.length, hash }).toEqual({
      count: one.expected_count,
      hash: one.expected_ids_sha256,
    });
  });
});

/** Only the columns the segment says it reads: one it forgot would change the answer. */
async function readTables(segment: Segment, catalog: Catalog, baseFolder: string): Promise<Tables> {
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
