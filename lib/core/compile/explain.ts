import { sql } from "kysely";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Entity } from "@/lib/core/catalog/types";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { valueColumn, verdictColumn } from "@/lib/core/segment/explain";
import { explainNodes, inOrder } from "@/lib/core/segment/explain/nodes";
import { literalProblem } from "@/lib/core/segment/literal";
import type { Condition } from "@/lib/core/segment/types";
import { memberKey, memberQuery, type Selection, toSqlQuery } from "./member-query";
import type { Question } from "./members";

/**
 * One row at most, of the row with that key: for each condition its answer, and as text the values it looked at;
 * `readExplanation` reads it. Null where no row can have such a key. `key`: as members' keys are printed.
 */
export function compileExplanation(question: Question, key: string): SqlQuery | null {
  const { segment, catalog } = question;
  const select: Record<string, Selection> = {};
  for (const [index, { condition, asked }] of inOrder(explainNodes(segment, catalog)).entries()) {
    select[verdictColumn(index)] = { condition };
    for (const [at, { value }] of asked.entries()) select[valueColumn(index, at)] = { text: value };
  }
  return compileRow({ ...question, entity: segment.entity }, key, select);
}

/**
 * One row at most, of the row with that key: whether it meets each condition, by its place as `verdictColumn` names it. Null where
 * no row can have such a key.
 */
export function compileVerdicts(
  question: Omit<Question, "segment"> & { entity: string },
  key: string,
  conditions: readonly Condition[],
): SqlQuery | null {
  const verdicts = conditions.map((condition, index) => [verdictColumn(index), { condition }] as const);
  return compileRow(question, key, Object.fromEntries(verdicts));
}

function compileRow(
  { entity: name, catalog, dialect, asOf }: Omit<Question, "segment"> & { entity: string },
  key: string,
  wantedOfIt: Readonly<Record<string, Selection>>,
): SqlQuery | null {
  const entity = resolved(resolveEntity(catalog, name));
  const column = entity.columns[memberKey(entity)]!;
  const isWritten = WRITTEN_ALIKE.has(column.type.kind);
  if (isWritten && literalProblem(key, column.type, column.label)) return null;
  const select: Record<string, Selection> = { key: { key: true }, ...wantedOfIt };
  const where = isWritten ? keyIs(entity, key) : undefined;
  const rows = memberQuery({ catalog, dialect, asOf, entity: entity.name, ...(where && { where }), select });
  if (isWritten) return toSqlQuery(rows, dialect);
  const wanted = dialect.literal(key, { kind: "text" });
  const names = sql.join(Object.keys(select).map((name) => sql.id(name)));
  return toSqlQuery(
    sql`SELECT ${names}\nFROM (\n${rows}\n) AS ${sql.id("one")}\nWHERE ${sql.id("key")} = ${wanted}`,
    dialect,
  );
}

/** Kinds of keys that are printed as literals are written, so that the warehouse can look one up. */
const WRITTEN_ALIKE: ReadonlySet<string> = new Set(["text", "integer", "date"]);

function keyIs(entity: Entity, key: string): Condition {
  return { value: { column: memberKey(entity) }, is: { eq: key } };
}
