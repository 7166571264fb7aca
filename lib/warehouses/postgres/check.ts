import { sql } from "kysely";
import type { PoolClient } from "pg";
import { columnProblems, type FoundColumn } from "@/lib/core/catalog/column-problems";
import { keyProblems } from "@/lib/core/catalog/key-problems";
import type { Catalog, Column, ColumnKind, Entity, Relation } from "@/lib/core/catalog/types";
import { asCoterieError, type Problem } from "@/lib/core/errors";
import { formatPath } from "@/lib/core/path";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { ask } from "./ask";
import { dialect } from "./dialect";
import { translateError } from "./errors";
import type { Sessions } from "./session";

type Types = ReadonlyMap<string, string>;

/**
 * Every difference between the catalog and what is really there: tables, columns, types, relations whose columns cannot be
 * compared, and keys that do not name one row each. Reads the key columns of every row, so it is for connecting and
 * validating, not for every question.
 */
export async function checkCatalog(sessions: Sessions, catalog: Catalog): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const entity of Object.values(catalog.entities)) {
    problems.push(...(await checkEntity(sessions, catalog, entity)));
  }
  return problems;
}

async function checkEntity(sessions: Sessions, catalog: Catalog, entity: Entity): Promise<Problem[]> {
  try {
    const types = await sessions.use(undefined, (client) => describe(client, entity));
    const problems = Object.values(entity.columns).flatMap((column) => checkColumn(entity, column, types));
    if (problems.length > 0) return problems;
    return [
      ...(await sessions.use(undefined, (client) => checkKey(client, entity))),
      ...(await checkRelations(sessions, catalog, entity)),
    ];
  } catch (error) {
    return [asProblem(entity, error)];
  }
}

/** The columns that are there and the types Postgres calls them, domains by what they are made of. */
async function describe(client: PoolClient, entity: Entity): Promise<Types> {
  const { fields } = await run(client, sql`SELECT * FROM ${dialect.source(entity)} AS t LIMIT 0`);
  const named = fields.map(
    ({ dataTypeID, dataTypeModifier }) =>
      sql`SELECT format_type(${dataTypeID}::oid, ${dataTypeModifier}::integer), (SELECT typtype = 'e' FROM pg_type WHERE oid = ${dataTypeID}::oid)`,
  );
  const { rows } = await run(client, sql`${sql.join(named, sql` UNION ALL `)}`);
  return new Map(
    fields.map(({ name }, index) => [name, rows[index]![1] === "t" ? "enum" : rows[index]![0]!]),
  );
}

function checkColumn(entity: Entity, column: Column, types: Types): Problem[] {
  const type = types.get(column.name);
  const found = type === undefined ? undefined : foundColumn(column, type);
  return columnProblems(entity, column, found, { names: [...types.keys()], isExact: true });
}

function foundColumn(column: Column, type: string): FoundColumn {
  const fits = FITS[column.type.kind].test(type) && zoneFits(column, type);
  return { type, fits, ...(UNASKABLE.test(type) && { fix: LEAVE_OUT }) };
}

const LEAVE_OUT =
  "Coterie cannot ask about this type: leave the column out, or make what is asked a column of a view or query.";
const INTEGERS = "smallint|integer|bigint|numeric\\(\\d+,0\\)";
const FITS: Record<ColumnKind, RegExp> = {
  text: /^(?:text|character varying|character|"char"|name|uuid|citext|enum)(?:\(\d+\))?$/,
  integer: new RegExp(`^(?:${INTEGERS})$`),
  decimal: new RegExp(`^(?:numeric(?:\\(\\d+,-?\\d+\\))?|money|${INTEGERS})$`),
  double: /^(?:double precision|real)$/,
  boolean: /^boolean$/,
  date: /^date$/,
  timestamp: /^timestamp.* time zone$/,
};
const UNASKABLE = /\[\]$|^(?:json|jsonb|bytea|interval|time|xml|hstore|inet|cidr|bit|tsvector|point|.*range)/;

/** Instants and local times are not interchangeable. */
function zoneFits(column: Column, actual: string): boolean {
  return (
    column.type.kind !== "timestamp" || (column.type.zone === null) === actual.endsWith("with time zone")
  );
}

/** Joins along to-one relations and the members of an audience both rely on it. */
async function checkKey(client: PoolClient, entity: Entity): Promise<Problem[]> {
  if (entity.key.length === 0) return [];
  const columns = sql.join(entity.key.map((name) => sql.id(name)));
  const missing = sql.join(
    entity.key.map((name) => sql`${sql.id(name)} IS NULL`),
    sql` OR `,
  );
  const { rows } = await run(
    client,
    sql`SELECT count(*) FILTER (WHERE coterie_rows > 1 AND NOT (${missing})), count(*) FILTER (WHERE ${missing}) FROM (SELECT ${columns}, count(*) AS coterie_rows FROM ${dialect.source(entity)} AS t GROUP BY ${columns}) AS k`,
  );
  const [repeated = 0, unknown = 0] = rows[0]!.map(Number);
  return keyProblems(entity, repeated, unknown);
}

/** Relations compare columns as they are stored, which the server says without reading a row. */
async function checkRelations(sessions: Sessions, catalog: Catalog, entity: Entity): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const relation of Object.values(entity.relations)) {
    const to = catalog.entities[relation.to];
    if (!to) continue;
    try {
      await sessions.use(undefined, (client) => run(client, joinOf(entity, relation, to)));
    } catch (error) {
      if (asCoterieError(error).details.sqlstate !== "42883") continue;
      problems.push({
        code: "RELATION_TYPES",
        path: formatPath(["entities", entity.name, "relations", relation.name]),
        message: `The columns of the relation ${entity.name}.${relation.name} have types the warehouse cannot compare.`,
        fix: "Give both the same type in the warehouse, or cast one in a view or query.",
      });
    }
  }
  return problems;
}

function joinOf(entity: Entity, { on }: Relation, to: Entity): Fragment {
  const equal = on.map(([here, there]) => sql`${sql.id("l", here)} = ${sql.id("r", there)}`);
  return sql`SELECT 1 FROM ${dialect.source(entity)} AS l JOIN ${dialect.source(to)} AS r ON ${sql.join(equal, sql` AND `)} LIMIT 0`;
}

function run(client: PoolClient, fragment: Fragment) {
  const { sql: text, parameters } = fragment.compile(dialect.builder);
  return ask(client, { sql: text, parameters: parameters as string[] });
}

function asProblem(entity: Entity, error: unknown): Problem {
  const { code, message, fix } = asCoterieError(translateError(error));
  const path = formatPath(["entities", entity.name]);
  return { code, path, message, ...(fix === undefined ? {} : { fix }) };
}
