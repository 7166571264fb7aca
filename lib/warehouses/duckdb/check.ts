import type { Catalog, Column, ColumnKind, Entity } from "@/lib/core/catalog/types";
import { asCoterieError, type Problem } from "@/lib/core/errors";
import { formatPath } from "@/lib/core/path";
import { didYouMean } from "@/lib/core/suggest";
import { dialect } from "./dialect";
import { translateError } from "./errors";
import type { Source } from "./instance";

/** Every difference between the catalog and what is really there. Reads no rows. */
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
      const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from} AS t`);
      const types = new Map(described.getRows().map((row) => [String(row[0]), String(row[1])]));
      return Object.values(entity.columns).flatMap((column) => checkColumn(entity, column, types));
    } finally {
      release();
    }
  } catch (error) {
    return [asProblem(entity, error)];
  }
}

function checkColumn(entity: Entity, column: Column, types: ReadonlyMap<string, string>): Problem[] {
  const path = formatPath(["entities", entity.name, "columns", column.name]);
  const actual = [...types].find(([name]) => name.toLowerCase() === column.name.toLowerCase())?.[1];
  if (actual === undefined) {
    return [
      {
        code: "COLUMN_MISSING",
        path,
        message: `${entity.name} has no column \`${column.name}\` in the warehouse${didYouMean(column.name, [...types.keys()])}`,
        fix: "Correct its name in the catalog, or add it in the warehouse.",
      },
    ];
  }
  if (FITS[column.type.kind].test(actual) && zoneFits(column, actual)) return [];
  return [
    {
      code: "COLUMN_TYPE",
      path,
      message: `${entity.name}.${column.name} is ${actual} in the warehouse, and the catalog says ${column.type.kind}.`,
      fix: "Declare the type the warehouse has.",
    },
  ];
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
  const { code, message, fix } = asCoterieError(translateError(error));
  return {
    code,
    path: formatPath(["entities", entity.name]),
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}
