import type { PoolClient } from "pg";
import type { BrowsedColumn, BrowsedForeignKey, BrowsedTable } from "@/lib/core/ports/warehouse";
import { ask } from "./ask";
import { browsedType } from "./browsed-type";

/** Everything the user may read, from the system's own tables: no row of the company's is read. */
export async function browse(client: PoolClient): Promise<BrowsedTable[]> {
  const tables = await askJson<TableRow>(client, TABLES);
  const columns = Map.groupBy(await askJson<ColumnRow>(client, COLUMNS), ({ table }) => table);
  const constraints = Map.groupBy(await askJson<ConstraintRow>(client, CONSTRAINTS), ({ table }) => table);
  return tables
    .filter(({ id }) => columns.has(id))
    .map(({ id, schema, name, kind, rows }) => {
      const keys = constraints.get(id) ?? [];
      return {
        source: { kind: "table", table: [schema, name] },
        kind: kind === "v" || kind === "m" ? "view" : "table",
        columns: columns.get(id)!.map(browsedColumn),
        primaryKey: keys.find(({ type }) => type === "p")?.columns ?? [],
        foreignKeys: keys.filter(({ type }) => type === "f").map(browsedForeignKey),
        // Before it is analysed a table's estimate is -1; a view has none.
        approximateRows: rows < 0 || kind === "v" ? null : Math.round(rows),
      } satisfies BrowsedTable;
    });
}

type TableRow = { id: number; schema: string; name: string; kind: string; rows: number };
type ColumnRow = { table: number; name: string; type: string; isEnum: boolean; nullable: boolean };
type ConstraintRow = {
  table: number;
  type: "p" | "f";
  columns: string[];
  schema: string | null;
  name: string | null;
  references: string[] | null;
};

function browsedColumn({ name, type, isEnum, nullable }: ColumnRow): BrowsedColumn {
  return { name, type: browsedType(type, isEnum), typeName: type, nullable };
}

function browsedForeignKey({ columns, schema, name, references }: ConstraintRow): BrowsedForeignKey {
  return { columns, table: [schema ?? "", name ?? ""], references: references ?? [] };
}

/** Rows as JSON, one a line, so that arrays and numbers need no parser of their own. */
async function askJson<T>(client: PoolClient, select: string): Promise<T[]> {
  const sql = `SELECT row_to_json(found)::text FROM (${select}) AS found`;
  const { rows } = await ask(client, { sql, parameters: [] });
  return rows.map(([json]) => JSON.parse(json!) as T);
}

/** Partitions are read through the table they are parts of. */
const READABLE = `
  SELECT c.oid AS id, n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.reltuples AS rows
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
    AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')`;

const TABLES = `SELECT id::int8, schema, name, kind, rows FROM (${READABLE}) AS t ORDER BY array_position(current_schemas(false), schema) NULLS LAST, schema, name`;

const COLUMNS = `
  SELECT t.id::int8 AS table, a.attname AS name,
    CASE WHEN y.typtype = 'd' THEN format_type(y.typbasetype, y.typtypmod) ELSE format_type(a.atttypid, a.atttypmod) END AS type,
    COALESCE(b.typtype, y.typtype) = 'e' AS "isEnum", NOT a.attnotnull AS nullable
  FROM (${READABLE}) AS t
  JOIN pg_attribute a ON a.attrelid = t.id AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type y ON y.oid = a.atttypid
  LEFT JOIN pg_type b ON b.oid = y.typbasetype
  WHERE has_column_privilege(t.id, a.attnum, 'SELECT')
  ORDER BY t.id, a.attnum`;

const namesOf = (table: string, numbers: string) => `
  (SELECT json_agg(a.attname ORDER BY k.at) FROM unnest(${numbers}) WITH ORDINALITY AS k (number, at)
   JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number)`;

const CONSTRAINTS = `
  SELECT t.id::int8 AS table, o.contype AS type, ${namesOf("o.conrelid", "o.conkey")} AS columns,
    n.nspname AS schema, r.relname AS name, ${namesOf("o.confrelid", "o.confkey")} AS "references"
  FROM (${READABLE}) AS t
  JOIN pg_constraint o ON o.conrelid = t.id AND o.contype IN ('p', 'f') AND o.conparentid = 0
  LEFT JOIN pg_class r ON r.oid = o.confrelid
  LEFT JOIN pg_namespace n ON n.oid = r.relnamespace
  ORDER BY t.id, o.conname`;
