import { sql } from "kysely";
import { resolved } from "@/lib/core/catalog/resolve";
import { resolveTrait } from "@/lib/core/catalog/trait";
import { keyTwiceText } from "@/lib/core/catalog/trait-failure";
import type { Entity, SqlPiece, SqlTrait } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { TraitValue } from "@/lib/core/segment/types";
import { type KeySetJoin, relationColumn } from "./plan";
import { INSTANT, type Quantity } from "./quantity";
import { line } from "./render-parts";
import { answeredBy, type Context, columnOf, joinOnce, type Scope } from "./scope";

/** A trait is the value it names, or a join of the data team's SELECT. */
export function compileTrait(scope: Scope, node: TraitValue): Quantity {
  const { context, rows } = scope;
  const { entity, trait } = resolved(resolveTrait(context.catalog, rows.entity.name, node.trait));
  if (trait.kind === "value") return context.value(scope, trait.value);
  const create = (): KeySetJoin => ({
    kind: "key_set",
    alias: context.alias("q"),
    keys: entity.key.map((name) => columnOf(rows.alias, name)),
    select: traitRows(context, entity, trait, rows.depth + 1),
    outline: () => [{ text: `the SELECT of the trait ${trait.name}, one row a key`, parts: [] }],
  });
  const join = joinOnce(scope, scope.keySets, JSON.stringify(["trait", trait.name]), create, (one) => one);
  answeredBy(scope, join);
  const stored = columnOf(join.alias, "v");
  if (trait.type.kind !== "timestamp" || trait.type.zone === null)
    return { expression: stored, type: trait.type };
  return { expression: context.dialect.instant(stored, trait.type), type: INSTANT };
}

/** One row a key: `k1`, `k2`, … and `v`. Two rows for a key fail the query, since either value would be a guess. */
function traitRows(
  { dialect, catalog }: Pick<Context, "dialect" | "catalog">,
  entity: Entity,
  trait: SqlTrait,
  depth: number,
): Fragment {
  const keys = trait.key.map((name) => sql.id("t", name));
  const named = keys.map((key, index) => sql`${key} AS ${sql.id(relationColumn(index))}`);
  const value = dialect.only(sql.id("t", trait.column), trait.type, keyTwiceText(entity.name, trait.name));
  const rows = sql`(${sql.join(
    trait.text.map((piece) => renderPiece({ dialect, catalog }, piece)),
    sql``,
  )}\n)`;
  const known = keys.map((key) => sql`${key} IS NOT NULL`);
  return sql`${line(depth)}SELECT ${sql.join([...named, sql`${value} AS ${sql.id("v")}`])}${line(depth)}FROM ${rows} AS ${sql.id("t")}${line(depth)}WHERE ${sql.join(known, sql` AND `)}${line(depth)}GROUP BY ${sql.join(keys)}`;
}

/** Rows of an entity with the columns the catalog declares, and no others. */
function renderPiece({ dialect, catalog }: Pick<Context, "dialect" | "catalog">, piece: SqlPiece): Fragment {
  if (typeof piece === "string") return sql.raw(piece);
  const entity = catalog.entities[piece.entity]!;
  const columns = Object.keys(entity.columns).map((name) => sql.id("e", name));
  const alias = piece.alias === null ? sql`` : sql` AS ${sql.raw(piece.alias)}`;
  return sql`(SELECT ${sql.join(columns)} FROM ${dialect.source(entity)} AS ${sql.id("e")})${alias}`;
}
