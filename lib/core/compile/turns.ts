import { sql } from "kysely";
import { Unsupported } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { AudienceCondition, Condition, Limit } from "@/lib/core/segment/types";
import { compileKeySet, type KeySet } from "./key-set";
import { selectAll, selectSome } from "./limit";
import { not } from "./logic";
import { type KeySetOutline, relationColumn } from "./plan";
import { line } from "./render-parts";
import { columnOf, type Scope } from "./scope";

/** Who is served together: those without a limit need not wait for one another. */
type Turn = { where: Condition; limit?: Limit | undefined };
/** The name of the keys that were served. */
type Served = { name: Fragment; select: Fragment; outline: KeySetOutline };

/**
 * The keys of those whom audiences have that are served one after the other. Each is a set with a name, put together once
 * and read by all that come after it, so that a long order is no longer than the sum of its audiences.
 */
export function planTurns(scope: Scope, turns: readonly AudienceCondition[]): KeySet {
  const { context, rows } = scope;
  const depth = rows.depth + 1;
  const served: Served[] = [];
  for (const { where, limit } of together(turns)) {
    const before = served.map(({ name }) => name);
    const place = { depth: depth + 1, but: (one: Scope) => notServed(one, before) };
    const chosen = limit ? selectSome(scope, where, limit, place) : selectAll(scope, where, place);
    served.push({ name: sql`${sql.id(context.alias("w"))}`, ...chosen });
  }
  const named = served.map(({ name, select }) => sql`${name} AS (${select}${line(depth)})`);
  return {
    isOfTheseRows: true,
    keys: [keyOf(scope)],
    select: () =>
      sql`${line(depth)}WITH ${sql.join(named)}${readAll(
        served.map(({ name }) => name),
        depth,
      )}`,
    outline: () => [
      {
        text: "served in turn, each without those before it",
        parts: served.flatMap(({ outline }) => outline()),
      },
    ],
  };
}

function together(turns: readonly AudienceCondition[]): Turn[] {
  const joined: { conditions: Condition[]; limit?: Limit | undefined }[] = [];
  for (const { where, limit } of turns) {
    if (!where) throw new Unsupported("audience", "What the audience means is not known here.");
    const last = joined.at(-1);
    if (last && !last.limit && !limit) last.conditions.push(where);
    else joined.push({ conditions: [where], limit });
  }
  return joined.map(({ conditions, limit }) => ({
    where: conditions.length === 1 ? conditions[0]! : { any: conditions },
    limit,
  }));
}

function notServed(one: Scope, before: readonly Fragment[]): Fragment[] {
  if (before.length === 0) return [];
  const create = (): KeySet => ({
    keys: [keyOf(one)],
    select: () => readAll(before, one.rows.depth + 1),
    outline: () => [{ text: "those served before", parts: [] }],
  });
  return [not(compileKeySet(one, "served before", create, "value"))];
}

/** Nobody is served twice, so every key is there once. */
function readAll(names: readonly Fragment[], depth: number): Fragment {
  const key = sql.id(relationColumn(0));
  return sql.join(
    names.map((name) => sql`${line(depth)}SELECT ${key} FROM ${name}`),
    sql`${line(depth)}UNION ALL`,
  );
}

function keyOf({ rows }: Scope): Fragment {
  return columnOf(rows.alias, rows.entity.key[0]!);
}
