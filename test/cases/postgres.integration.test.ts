import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { compileCount, compileMembers } from "@/lib/core/compile/members";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadSegmentFile } from "@/lib/definitions/segment";
import { members } from "@/lib/services/segment/members";
import duckdb from "@/lib/warehouses/duckdb";
import { postgresType } from "@/lib/warehouses/postgres/column-type";
import { dialect } from "@/lib/warehouses/postgres/dialect";
import { connectPostgres } from "@/test/conformance/warehouse/stand";
import { dropDatabase, foreignDatabase } from "@/test/factories/postgres-warehouse";
import { needsShared, sharedPath } from "@/test/factories/shared";
import { questionsOf } from "./own-questions";
import { casesOf, SETS } from "./real-cases";

/** The same rows in Postgres, and the same questions. */
describe.each(SETS)("%s in Postgres", (set) => {
  needsShared("data", set);
  const folder = path.join(import.meta.dirname, set);
  let files: Catalog;
  let catalog: Catalog;
  let address: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    if (!existsSync(sharedPath("data", set))) return;
    files = await loadCatalogFile(path.join(folder, "catalog.yaml"));
    catalog = inTables(files);
    address = await foreignDatabase();
    await copyRows(files, folder, address);
    warehouse = await connectPostgres(address, catalog);
  }, 120_000);
  afterAll(async () => {
    await warehouse?.close();
    if (address) await dropDatabase(address);
  });

  const ask = async (segment: Segment, asOf: string, zone = catalog.zone) => {
    const keys: string[] = [];
    const query = compileMembers({ segment, catalog: { ...catalog, zone }, dialect, asOf });
    for await (const texts of warehouse.texts(query)) keys.push(...texts);
    return keys;
  };

  it("fits the catalog", async () => {
    expect(await warehouse.check(catalog)).toEqual([]);
  });

  it.each(casesOf(set))("$id: $question", async (one) => {
    const segment = await loadSegmentFile(path.join(folder, `${one.id}.yaml`), catalog, folder);
    const keys = await ask(segment, one.as_of);
    const hash = createHash("sha256").update(keys.join("\n")).digest("hex");
    expect({ count: keys.length, hash }).toEqual({
      count: one.expected_count,
      hash: one.expected_ids_sha256,
    });
    const [counted] = await warehouse.rows(compileCount({ segment, catalog, dialect, asOf: one.as_of }));
    expect(Number(counted!.members)).toBe(one.expected_count);
  });

  it.each(questionsOf(set))("$id: $question", async ({ entity, zone, as_of, where }) => {
    const here = { ...files, zone: zone ?? files.zone };
    const { segment } = parseSegment({ version: 1, entity: entity ?? "customers", where }, { catalog: here });
    const asOf = new Date(as_of).toISOString();
    const inFiles: string[] = [];
    for await (const batch of members({ catalog: here, segment: segment!, asOf, baseFolder: folder }))
      inFiles.push(...batch);
    expect(await ask(segment!, asOf, here.zone)).toEqual(inFiles);
  });
});

function inTables(catalog: Catalog): Catalog {
  const inTable = (entity: Entity): Entity => ({
    ...entity,
    source: { kind: "table", table: [entity.name] },
  });
  const entities = Object.values(catalog.entities).map((entity) => [entity.name, inTable(entity)] as const);
  return { ...catalog, warehouse: { kind: "postgres" }, entities: Object.fromEntries(entities) };
}

/** Every entity's rows as DuckDB reads them, a column at a time. */
async function copyRows(catalog: Catalog, baseFolder: string, address: string): Promise<void> {
  const from = await duckdb.connect(duckdb.settings.parse(catalog.warehouse), catalog, { baseFolder });
  const to = new pg.Client({ connectionString: address });
  await to.connect();
  await to.query("SET TimeZone = 'UTC'");
  for (const entity of Object.values(catalog.entities)) {
    const columns = Object.values(entity.columns);
    const names = columns.map(({ name }) => pg.escapeIdentifier(name));
    const read = sql`SELECT ${sql.join(columns.map(({ name }) => sql.id(name)))} FROM ${duckdb.dialect.source(entity)} AS rows`;
    const rows = await from.rows(toSqlQuery(read, duckdb.dialect));
    const definitions = columns.map(({ type }, index) => `${names[index]} ${postgresType(type)}`);
    const table = pg.escapeIdentifier(entity.name);
    await to.query(`CREATE TABLE ${table} (${definitions.join(", ")})`);
    const arrays = columns.map((_, index) => `$${index + 1}::text[]`);
    const casts = columns.map(({ type }, index) => `CAST(c${index} AS ${postgresType(type)})`);
    const cells = columns.map(({ name }) =>
      rows.map((row) => (row[name] === null ? null : String(row[name]))),
    );
    await to.query(
      `INSERT INTO ${table} SELECT ${casts.join(", ")} FROM unnest(${arrays.join(", ")}) AS t (${casts.map((_, index) => `c${index}`).join(", ")})`,
      cells,
    );
    await to.query(`ANALYZE ${table}`);
  }
  await to.end();
  await from.close();
}
