import { sql } from "kysely";
import { columnProblems } from "@/lib/core/catalog/column-problems";
import { keyProblems } from "@/lib/core/catalog/key-problems";
import type { Catalog, Column, ColumnKind, Entity } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { asCoterieError, type Problem } from "@/lib/core/errors";
import { formatPath } from "@/lib/core/path";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import type { Connection } from "./connection";
import type { Field } from "./convert";
import { dialect } from "./dialect";
import { translateError } from "./errors";
import { dryRun } from "./job";

/**
 * Every difference between the catalog and what is really there: tables, columns, types, and keys that do not name one row
 * each. Columns are asked for free; the keys are read, and billed, so it is for connecting and validating.
 */
export async function checkCatalog(
  connection: Connection,
  rows: Warehouse["rows"],
  catalog: Catalog,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const entity of Object.values(catalog.entities)) {
    try {
      const from = dialect.source(entity);
      const { fields } = await dryRun(
        connection,
        toSqlQuery(sql`SELECT * FROM ${from} AS ${sql.id("t")}`, dialect),
      );
      const found = Object.values(entity.columns).flatMap((column) => checkColumn(entity, column, fields));
      problems.push(...(found.length > 0 ? found : await checkKey(rows, entity)));
    } catch (error) {
      problems.push(asProblem(entity, error));
    }
  }
  return problems;
}

function checkColumn(entity: Entity, column: Column, fields: readonly Field[]): Problem[] {
  const actual = fields.find(({ name }) => name.toLowerCase() === column.name.toLowerCase());
  const found = actual && { type: nameOf(actual), fits: fits(column, actual) };
  const problems = columnProblems(entity, column, found, { names: fields.map(({ name }) => name) });
  if (problems.length > 0 || !actual?.collation) return problems;
  return [
    {
      code: "COLUMN_COLLATION",
      path: formatPath(["entities", entity.name, "columns", column.name]),
      message: `${entity.name}.${column.name} takes different texts for the same one (its collation is ${actual.collation}).`,
      fix: `Read the entity by a query that selects COLLATE(${column.name}, '').`,
    },
  ];
}

const FITS: Record<ColumnKind, readonly string[]> = {
  text: ["STRING"],
  integer: ["INTEGER", "INT64"],
  decimal: ["NUMERIC", "BIGNUMERIC", "INTEGER", "INT64"],
  double: ["FLOAT", "FLOAT64"],
  boolean: ["BOOLEAN", "BOOL"],
  date: ["DATE"],
  timestamp: ["TIMESTAMP", "DATETIME"],
};

/** Instants and local times are not interchangeable. */
function fits({ type }: Column, actual: Field): boolean {
  if (actual.mode === "REPEATED" || !FITS[type.kind].includes(actual.type)) return false;
  return type.kind !== "timestamp" || (type.zone === null) === (actual.type === "TIMESTAMP");
}

function nameOf({ type, mode }: Field): string {
  return mode === "REPEATED" ? `a list of ${type}` : type;
}

/** Joins along to-one relations and the members of an audience both rely on it. */
async function checkKey(rows: Warehouse["rows"], entity: Entity): Promise<Problem[]> {
  if (entity.key.length === 0) return [];
  const columns = entity.key.map((name) => sql`${sql.id("t", name)}`);
  const unknown = sql.join(
    columns.map((column) => sql`${column} IS NULL`),
    sql` OR `,
  );
  // Names of their own: GROUP BY would take a key for an output column that is called the same.
  const groups = sql`SELECT ${unknown} AS ${sql.id("coterie_unknown")}, COUNT(*) AS ${sql.id("coterie_rows")} FROM ${dialect.source(entity)} AS ${sql.id("t")} GROUP BY ${sql.join(columns)}`;
  const isUnknown = sql`${sql.id("coterie_unknown")}`;
  const counts = sql`SELECT COUNTIF(${sql.id("coterie_rows")} > 1 AND NOT ${isUnknown}) AS ${sql.id("repeated")}, COUNTIF(${isUnknown}) AS ${sql.id("missing")} FROM (${groups})`;
  const [counted] = await rows(toSqlQuery(counts, dialect));
  return keyProblems(entity, Number(counted?.repeated), Number(counted?.missing));
}

function asProblem(entity: Entity, error: unknown): Problem {
  const { code, message, fix } = asCoterieError(translateError(error));
  const path = formatPath(["entities", entity.name]);
  return { code, path, message, ...(fix === undefined ? {} : { fix }) };
}
