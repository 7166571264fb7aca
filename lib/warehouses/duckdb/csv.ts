import path from "node:path";
import type { Column, Entity } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import { didYouMean } from "@/lib/core/suggest";
import { duckdbType } from "./column-type";
import { isGzip, readHeader } from "./csv-header";
import { globLiteral, name, text } from "./quote";

/** A CSV file with what its header says: which declared column stands where. */
export type CsvFile = { file: string; header: string[]; columns: { column: Column; index: number }[] };

export async function describeCsv(entity: Entity, file: string): Promise<CsvFile> {
  const header = await readHeader(file);
  const columns = Object.values(entity.columns).map((column) => {
    const index = header.indexOf(column.name);
    if (index < 0) throw missingColumn(entity, file, column, header);
    if (header.lastIndexOf(column.name) !== index) throw repeatedColumn(entity, file, column);
    return { column, index };
  });
  return { file, header, columns };
}

/**
 * A SELECT of the declared columns by name, nothing sniffed: fields are quoted with `"`, an empty field is NULL and a
 * quoted empty one is empty text. `lenient`: a quoted empty field is NULL where the column is not text.
 */
export function selectCsv({ file, header, columns }: CsvFile, lenient: boolean): string {
  const declared = new Map(columns.map(({ column, index }) => [index, column]));
  const types = header.map((_, index) => {
    const column = declared.get(index);
    return `${text(`c${index}`)}: ${text(column && !lenient ? duckdbType(column.type) : "VARCHAR")}`;
  });
  const list = columns.map(({ column, index }) => {
    if (!lenient || column.type.kind === "text") return `c${index} AS ${name(column.name)}`;
    return `CAST(NULLIF(c${index}, '') AS ${duckdbType(column.type)}) AS ${name(column.name)}`;
  });
  const options = [
    "auto_detect = false",
    "header = true",
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    "allow_quoted_nulls = false",
    "strict_mode = true",
    "max_line_size = 16777216",
    `compression = ${isGzip(file) ? "'gzip'" : "'none'"}`,
    `columns = {${types.join(", ")}}`,
  ];
  return `SELECT ${list.join(", ")} FROM read_csv(${text(globLiteral(file))}, ${options.join(", ")})`;
}

/** The engine's complaint about a CSV file, with line and column but without the row. */
export function translateCsvError(error: unknown, entity: Entity, files: readonly CsvFile[]): unknown {
  const words = error instanceof Error ? error.message : "";
  const line = /CSV Error on Line: (\d+)/.exec(words)?.[1];
  if (!line) return error;
  const found = /^ {2}file = (.*)$/m.exec(words)?.[1];
  const csv = files.find(({ file }) => file === found) ?? files[0]!;
  const place = `line ${line} of ${path.basename(csv.file)}`;
  const details = { entity: entity.name, line: Number(line) };
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(words);
  if (counts) {
    return new InvalidInput({
      code: "CSV_RAGGED",
      message: `There are ${counts[2]} fields on ${place}, and its header has ${counts[1]}.`,
      fix: "Correct that line; a comma inside a value needs double quotes around the value.",
      details,
    });
  }
  const index = /column "c(\d+)"/.exec(words)?.[1];
  const column = csv.columns.find((one) => one.index === Number(index))?.column;
  if (column) {
    return new InvalidInput({
      code: "VALUE_DOES_NOT_FIT",
      message: `The value of ${column.name} on ${place} is not a ${column.type.kind}.`,
      fix: `Correct the value, or declare another type for ${entity.name}.${column.name} in the catalog.`,
      details: { ...details, column: column.name },
    });
  }
  return new InvalidInput({
    code: "CSV_UNREADABLE",
    message: `The text on ${place} is not well-formed CSV.`,
    fix: 'Check the double quotes around there: a quote inside a value is written twice ("").',
    details,
  });
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
