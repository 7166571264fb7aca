import path from "node:path";
import type { Column, Entity } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import { didYouMean } from "@/lib/core/suggest";
import { globLiteral, name, text } from "@/lib/kit/duckdb/quote";
import { castField } from "./csv-cast";
import { readHeader } from "./csv-header";
import { checkGzip, isGzip } from "./gzip";

/** A CSV file with what its header says: which declared column stands where. */
export type CsvFile = { file: string; header: string[]; columns: CsvColumn[] };
type CsvColumn = { column: Column; field: string };

export async function describeCsv(entity: Entity, file: string): Promise<CsvFile> {
  if (isGzip(file)) await checkGzip(file);
  const header = await readHeader(file);
  const columns = Object.values(entity.columns).map((column) => {
    const index = header.indexOf(column.name);
    if (index < 0) throw missingColumn(entity, file, column, header);
    if (header.lastIndexOf(column.name) !== index) throw repeatedColumn(entity, file, column);
    return { column, field: `c${index}` };
  });
  return { file, header, columns };
}

/** A SELECT of the declared columns, by name and as their types. */
export function selectCsv(csv: CsvFile): string {
  const list = csv.columns.map(({ column, field }) => {
    const value = column.type.kind === "text" ? field : castField(field, column.type);
    return `${value} AS ${name(column.name)}`;
  });
  return `SELECT ${list.join(", ")} FROM ${fieldsOf(csv)}`;
}

/**
 * The fields of the file as text, named c0, c1 and so on; nothing is sniffed. Fields are quoted with `"`, an empty field
 * is NULL and a quoted empty one is empty text.
 */
export function fieldsOf({ file, header }: CsvFile, options: readonly string[] = []): string {
  const fields = header.map((_, index) => `'c${index}': 'VARCHAR'`);
  const all = [
    "auto_detect = false",
    "header = true",
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    "allow_quoted_nulls = false",
    "strict_mode = true",
    `compression = ${isGzip(file) ? "'gzip'" : "'none'"}`,
    `columns = {${fields.join(", ")}}`,
    ...options,
  ];
  return `read_csv(${text(globLiteral(file))}, ${all.join(", ")})`;
}

function missingColumn(
  entity: Entity,
  file: string,
  column: Column,
  header: readonly string[],
): InvalidInput {
  return new InvalidInput({
    code: "CSV_COLUMN_MISSING",
    message: `${path.basename(file)} has no column \`${column.name}\`${didYouMean(column.name, header)}`,
    fix: `Correct the column's name in the catalog under ${entity.name}, or add it to the file's first line.`,
    details: { entity: entity.name, column: column.name },
  });
}

function repeatedColumn(entity: Entity, file: string, column: Column): InvalidInput {
  return new InvalidInput({
    code: "CSV_COLUMN_REPEATED",
    message: `${path.basename(file)} has the column \`${column.name}\` twice.`,
    fix: "Rename one of the two in the file's first line.",
    details: { entity: entity.name, column: column.name },
  });
}
