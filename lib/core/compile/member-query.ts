import { sql } from "kysely";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import type { Dialect, Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import { withinScope } from "@/lib/core/row-scope/asked";
import { scopeMark } from "@/lib/core/row-scope/mark";
import { parseInstant } from "@/lib/core/segment/time/parse";
import type { Condition, Value } from "@/lib/core/segment/types";
import { createAliases } from "./aliases";
import { asInstant } from "./compare";
import { compileCondition, compileConjuncts } from "./condition";
import { outlineRows } from "./outline";
import type { Outline } from "./plan";
import { filled, type Quantity } from "./quantity";
import { renderSelect } from "./render";
import { type Context, createScope, findColumn, readColumn, type Scope } from "./scope";
import { settledValue } from "./settle";
import { findSharing } from "./sharing";
import { compileValue } from "./value";

/** What a column of a member query holds. */
export type Selection =
  /** The entity's key as text, in bytewise order where it is ordered by its output column. */
  | { key: true }
  /** A column of the member, or of a row to-one relations lead to, as a value of its catalog type. */
  | { column: string }
  /** Whether the member meets the condition: TRUE or FALSE, never NULL. */
  | { condition: Condition }
  /** A value of the member as text, NULL where unknown; times in UTC. */
  | { text: Value }
  /** A value of the member. */
  | { value: Value; as: (quantity: Quantity, context: Context) => Fragment }
  /** Anything else made of the member's columns (paths allowed). */
  | { fragment: (column: (path: string) => Fragment) => Fragment };

export type MemberQuery = {
  catalog: Catalog;
  /** Name of the entity whose rows are asked. */
  entity: string;
  dialect: Dialect;
  /** The instant the question is asked at, as ISO text in UTC. */
  asOf: string;
  /** Without it, every row of the entity that the catalog is read within. */
  where?: Condition;
  /** By the name of the output column. */
  select: Readonly<Record<string, Selection>>;
};

/**
 * One SELECT over the rows of an entity, each at most once: the rows that meet `where`, with whatever is wanted of each.
 * Conditions asked for in `where` and in `select` share their joins. The result is a fragment: put it in parentheses to
 * select from it, or make a query of it with `toSqlQuery`.
 *
 *     const members = memberQuery({ catalog, entity: "customers", dialect, asOf, where: segment.where, select: {
 *       key: { key: true },
 *       email: { column: "email" },
 *       plan: { column: "account.plan" },
 *       consented: { condition: policy.consent.customers },
 *     } });
 *     toSqlQuery(sql`SELECT key, ${dialect.sha256(sql.ref("email"))} FROM (${members}) AS w`, dialect);
 */
export function memberQuery(query: MemberQuery): Fragment {
  return planMemberQuery(query).select;
}

/** The SELECT, and how it finds its rows, in words. */
export function planMemberQuery(query: MemberQuery): { select: Fragment; outline: () => Outline } {
  const { catalog, dialect } = query;
  const entity = resolved(resolveEntity(catalog, query.entity));
  const clock = { asOf: parseInstant(query.asOf, "UTC"), zone: catalog.zone };
  const { root, next } = createAliases(catalog);
  const scope = createScope(createContext({ catalog, dialect, clock, alias: next }), entity, root, 0);
  const where = withinScope(catalog, query.entity, query.where);
  const wanted = Object.values(query.select).flatMap((one) => ("condition" in one ? [one.condition] : []));
  scope.sharing = findSharing(where, wanted, dialect, clock);
  scope.mayReadLess = true;
  const filters = where ? compileConjuncts(scope, where) : [];
  const columns = Object.entries(query.select).map(
    ([alias, selection]) => sql`${select(scope, selection)} AS ${sql.id(alias)}`,
  );
  return {
    select: marked(catalog, renderSelect(dialect, scope.rows, columns, filters)),
    outline: () => ({
      text: `${entity.name}, each row once`,
      parts: outlineRows(scope.rows, where, { catalog, clock }),
    }),
  };
}

function marked({ within }: Catalog, select: Fragment): Fragment {
  return within ? sql`${sql.raw(scopeMark(within))}\n${select}` : select;
}

/** SQL text with its parameters in order. */
export function toSqlQuery(fragment: Fragment, dialect: Dialect): SqlQuery {
  const compiled = fragment.compile(dialect.builder);
  return { sql: compiled.sql, parameters: compiled.parameters as SqlQuery["parameters"] };
}

/** The column that names a member. */
export function memberKey(entity: Entity): string {
  const [key, ...more] = entity.key;
  if (key !== undefined && more.length === 0) return key;
  throw new InvalidInput({
    code: "NO_SINGLE_KEY",
    message: `${entity.label} cannot be an audience: ${key === undefined ? "they have no key" : "their key is several columns"}.`,
    fix: `Choose another entity, or ask the data team to give ${entity.name} a key of one column.`,
  });
}

function select(scope: Scope, selection: Selection): Fragment {
  const { dialect } = scope.context;
  const column = (path: string) => readColumn(scope, findColumn(scope, path));
  if ("key" in selection) {
    const name = memberKey(scope.rows.entity);
    const text = dialect.text(column(name), findColumn(scope, name).column.type);
    return dialect.bytewise(text, { kind: "text" });
  }
  if ("column" in selection) return column(selection.column);
  if ("text" in selection) return valueText(scope, selection.text);
  if ("condition" in selection) return compileCondition(scope, selection.condition, "value");
  if ("value" in selection) return selection.as(compileValue(scope, selection.value), scope.context);
  return selection.fragment(column);
}

function valueText(scope: Scope, value: Value): Fragment {
  const { context } = scope;
  const quantity = settledValue(scope, value);
  const isMoment = quantity.type.kind === "timestamp";
  const plain = isMoment ? asInstant(context, quantity) : quantity;
  return context.dialect.text(filled(plain), plain.type);
}

function createContext(given: Pick<Context, "catalog" | "dialect" | "clock" | "alias">): Context {
  return { ...given, condition: compileCondition, conjuncts: compileConjuncts, value: compileValue };
}
