import type { DuckDBConnection } from "@duckdb/node-api";
import { columnProblems } from "@/lib/core/catalog/column-problems";
import { keyProblems } from "@/lib/core/catalog/key-problems";
import type { Catalog, Column, ColumnKind, Entity } from "@/lib/core/catalog/types";
import { asCoterieError, type Problem } from "@/lib/core/errors";
import { own } from "@/lib/core/own";
import { formatPath } from "@/lib/core/path";
import type { Source } from "@/lib/kit/duckdb/instance";
import { name } from "@/lib/kit/duckdb/quote";
import { dialect } from "./dialect";
import { translateError } from "./errors";
import { requireOneStatement } from "./one-statement";

/**
 * Every difference between the catalog and what is really there: tables, columns, types, and keys that do not name one row
 * each. Reads the key columns of every row, so it is for connecting and validating, not for every question.
 */
export async function checkCatalog(source: Source, catalog: Catalog): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const entity of Object.values(catalog.entities)) problems.push(...(await checkEntity(source, entity)));
  return problems;
}

async function checkEntity(source: Source, entity: Entity): Promise<Problem[]> {
  const from = dialect.source(entity).compile(dialect.builder).sql;
  try {
    const { connection, release } = await source.acquire(from);
    try {
      await requireOneStatement(connection, `SELECT * FROM ${from} AS t`);
      const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from} AS t`);
      const types = new Map(described.getRows().map((row) => [String(row[0]), String(row[1])]));
      const problems = Object.values(entity.columns).flatMap((column) => checkColumn(entity, column, types));
      return problems.length > 0 ? problems : await checkKey(connection, entity, from);
    } finally {
      release();
    }
  } catch (error) {
    return [asProblem(entity, error)];
  }
}

/** Joins along to-one relations and the members of an audience both rely on it. */
async function checkKey(connection: DuckDBConnection, entity: Entity, from: string): Promise<Problem[]> {
  if (entity.key.length === 0) return [];
  const columns = entity.key.map(name);
  const missing = columns.map((column) => `${column} IS NULL`).join(" OR ");
  const reader = await connection.runAndReadAll(`
    SELECT count(*) FILTER (coterie_rows > 1 AND NOT (${missing})), count(*) FILTER (${missing})
    FROM (SELECT ${columns.join(", ")}, count(*) AS coterie_rows FROM ${from} AS t GROUP BY ALL)`);
  const [repeated = 0, unknown = 0] = reader.getRows()[0]!.map(Number);
  return keyProblems(entity, repeated, unknown);
}

function checkColumn(entity: Entity, column: Column, types: ReadonlyMap<string, string>): Problem[] {
  const type = [...types].find(([actual]) => actual.toLowerCase() === column.name.toLowerCase())?.[1];
  const fits = type !== undefined && FITS[column.type.kind].test(type) && zoneFits(column, type);
  return columnProblems(entity, column, type === undefined ? undefined : { type, fits }, {
    names: [...types.keys()],
  });
}

const FITS: Record<ColumnKind, RegExp> = {
  text: /^(?:VARCHAR|UUID|ENUM)/,
  integer: /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/,
  decimal: /^(?:DECIMAL|U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$)/,
  double: /^(?:DOUBLE|FLOAT)$/,
  boolean: /^BOOLEAN$/,
  date: /^DATE$/,
  timestamp: /^TIMESTAMP/,
};

/** Instants and local times are not interchangeable. */
function zoneFits(column: Column, actual: string): boolean {
  if (column.type.kind !== "timestamp") return true;
  return (column.type.zone === null) === (actual === "TIMESTAMP WITH TIME ZONE");
}

function asProblem(entity: Entity, error: unknown): Problem {
  const { code, message, fix, details } = asCoterieError(translateError(error));
  const column = own(entity.columns, String(details.column));
  const at = column ? ["columns", column.name] : [];
  return {
    code,
    path: formatPath(["entities", entity.name, ...at]),
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
