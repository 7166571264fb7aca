import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { BrowsedColumn, BrowsedTable } from "@/lib/core/ports/warehouse";
import { globLiteral, text } from "@/lib/kit/duckdb/quote";
import { browsedType } from "./browsed-type";

/** The tables and views of the database, or the files of the folder. */
export function browse(connection: DuckDBConnection, folder: string | undefined): Promise<BrowsedTable[]> {
  return folder === undefined ? browseDatabase(connection) : browseFolder(connection, folder);
}

async function browseDatabase(connection: DuckDBConnection): Promise<BrowsedTable[]> {
  const tables = await ask<TableRow>(connection, TABLES);
  const columns = Map.groupBy(await ask<ColumnRow>(connection, COLUMNS), placeOf);
  const constraints = Map.groupBy(await ask<ConstraintRow>(connection, CONSTRAINTS), placeOf);
  return tables.map((table): BrowsedTable => {
    const keys = constraints.get(placeOf(table)) ?? [];
    return {
      source: { kind: "table", table: [table.schema, table.name] },
      kind: table.kind,
      columns: (columns.get(placeOf(table)) ?? []).map(browsedColumn),
      primaryKey: keys.find(({ type }) => type === "PRIMARY KEY")?.columns ?? [],
      foreignKeys: keys
        .filter(({ type }) => type === "FOREIGN KEY")
        .map((key) => ({ columns: key.columns, table: [table.schema, key.to], references: key.references })),
      approximateRows: table.rows,
    };
  });
}

const KNOWN_FILE = /\.(?:csv|csv\.gz|parquet)$/i;

async function browseFolder(connection: DuckDBConnection, folder: string): Promise<BrowsedTable[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && KNOWN_FILE.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  const tables: BrowsedTable[] = [];
  for (const file of files) tables.push(await browseFile(connection, folder, file));
  return tables;
}

/** The types of a CSV file are guessed from its first rows. */
async function browseFile(connection: DuckDBConnection, folder: string, file: string): Promise<BrowsedTable> {
  const format = /\.parquet$/i.test(file) ? "parquet" : "csv";
  const place = text(globLiteral(path.join(folder, file)));
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_${format}(${place})`);
  const columns = described
    .getRows()
    .map((row) => browsedColumn({ name: String(row[0]), type: String(row[1]), nullable: true }));
  return {
    source: { kind: "files", files: [file.split(path.sep).join("/")], format },
    kind: "table",
    columns,
    primaryKey: [],
    foreignKeys: [],
    approximateRows: format === "csv" ? null : await parquetRows(connection, place),
  };
}

async function parquetRows(connection: DuckDBConnection, place: string): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT sum(num_rows) FROM parquet_file_metadata(${place})`);
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

type Place = { schema: string; name: string };
type TableRow = Place & { kind: "table" | "view"; rows: number | null };
type ColumnRow = { name: string; type: string; nullable: boolean };
type ConstraintRow = { type: string; columns: string[]; to: string; references: string[] };

function browsedColumn({ name, type, nullable }: ColumnRow): BrowsedColumn {
  return { name, type: browsedType(type), typeName: type, nullable };
}

function placeOf(row: object): string {
  const { schema, table, name } = row as { schema: string; table?: string; name: string };
  return JSON.stringify([schema, table ?? name]);
}

async function ask<T>(connection: DuckDBConnection, select: string): Promise<T[]> {
  const reader = await connection.runAndReadAll(`SELECT to_json(found)::VARCHAR FROM (${select}) AS found`);
  return reader.getRows().map(([json]) => JSON.parse(String(json)) as T);
}

const HERE = "database_name = current_database() AND NOT internal";
const TABLES = `
  SELECT schema_name AS "schema", table_name AS "name", 'table' AS kind, estimated_size AS "rows" FROM duckdb_tables() WHERE ${HERE}
  UNION ALL SELECT schema_name, view_name, 'view', NULL FROM duckdb_views() WHERE ${HERE} ORDER BY 1, 2`;
const COLUMNS = `
  SELECT schema_name AS "schema", table_name AS "table", column_name AS "name", data_type AS "type", is_nullable AS nullable
  FROM duckdb_columns() WHERE ${HERE} ORDER BY 1, 2, column_index`;
const CONSTRAINTS = `
  SELECT schema_name AS "schema", table_name AS "table", constraint_type AS "type", constraint_column_names AS "columns",
    referenced_table AS "to", referenced_column_names AS "references"
  FROM duckdb_constraints() WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')
  ORDER BY 1, 2, constraint_index`;
