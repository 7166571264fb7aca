import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Entity } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import { kindWords } from "@/lib/core/segment/words";
import { type CsvFile, fieldsOf } from "./csv";
import { fits } from "./csv-cast";
import { lineOfRecord } from "./csv-header";

/** What is wrong with CSV files that failed to load: the line and the column, never the row. */
export async function explainCsvError(
  error: unknown,
  connection: DuckDBConnection,
  entity: Entity,
  files: readonly CsvFile[],
): Promise<unknown> {
  const words = error instanceof Error ? error.message : "";
  const line = /CSV Error on Line: (\d+)/.exec(words)?.[1];
  if (line === undefined)
    return /^Conversion Error/.test(words) ? findMisfit(connection, entity, files) : error;
  const named = /^ {2}file = (.*)$/m.exec(words)?.[1];
  const csv = files.find(({ file }) => file === named) ?? files[0]!;
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(words);
  return counts ? ragged(csv, line, counts[2]!, counts[1]!) : malformed(csv, line);
}

/** The first value that is not of its declared type. Reads the files once more, as text. */
async function findMisfit(
  connection: DuckDBConnection,
  entity: Entity,
  files: readonly CsvFile[],
): Promise<InvalidInput> {
  for (const csv of files) {
    const typed = csv.columns.filter(({ column }) => column.type.kind !== "text");
    const cases = typed.map(
      ({ column, field }, index) => `WHEN NOT ${fits(field, column.type)} THEN ${index}`,
    );
    if (cases.length === 0) continue;
    const records = `SELECT row_number() OVER () AS record, CASE ${cases.join(" ")} END AS misfit FROM ${fieldsOf(csv, ["parallel = false"])}`;
    const found = await connection.runAndReadAll(
      `SELECT record, misfit FROM (${records}) WHERE misfit IS NOT NULL ORDER BY record LIMIT 1`,
    );
    const [row] = found.getRows();
    if (row) {
      const { column } = typed[Number(row[1])]!;
      const line = await lineOfRecord(csv.file, Number(row[0]));
      return new InvalidInput({
        code: "VALUE_DOES_NOT_FIT",
        message: `The value of ${column.name} on ${place(csv, line)} is not ${kindWords(column.type)} as the catalog declares it.`,
        fix: `Correct the value, or declare another type for ${entity.name}.${column.name} in the catalog.`,
        details: { entity: entity.name, column: column.name, line },
      });
    }
  }
  return new InvalidInput({
    code: "VALUE_DOES_NOT_FIT",
    message: `A value in the files of ${entity.name} does not fit its declared type.`,
    fix: "Correct the value, or the type in the catalog.",
    details: { entity: entity.name },
  });
}

function ragged(csv: CsvFile, line: string, found: string, expected: string): InvalidInput {
  const fields = found === "1" ? "is 1 field" : `are ${found} fields`;
  return new InvalidInput({
    code: "CSV_RAGGED",
    message: `There ${fields} on ${place(csv, Number(line))}, and its header has ${expected}.`,
    fix: "Correct that line; a comma inside a value needs double quotes around the value.",
    details: { line: Number(line) },
  });
}

function malformed(csv: CsvFile, line: string): InvalidInput {
  return new InvalidInput({
    code: "CSV_UNREADABLE",
    message: `The text on ${place(csv, Number(line))} is not well-formed CSV.`,
    fix: 'Check the double quotes around there: a quote inside a value is written twice ("").',
    details: { line: Number(line) },
  });
}

function place(csv: CsvFile, line: number): string {
  return `line ${line} of ${path.basename(csv.file)}`;
}
