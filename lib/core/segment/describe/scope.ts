import { singularOf } from "@/lib/core/catalog/names";
import { type Hop, resolved, resolvePath } from "@/lib/core/catalog/resolve";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import type { Condition, MeasureScope, Value, Window } from "../types";
import { inSentence } from "./phrase";

/** Where a description stands: on a row of an entity. Families of nodes reach each other through it. */
export type Describing = {
  readonly catalog: Catalog;
  readonly entity: string;
  /** Inside a relation: where the row outside stands. */
  readonly outside: Describing | null;
  /** Standing on rows of another entity, to which a relation leads from here. */
  on(entity: string): Describing;
  clause(condition: Condition): string;
  value(value: Value): string;
  window(window: Window): string;
  type(value: Value): ColumnType;
};

/** What the rows at the end of a path are called: "orders", "items of orders"; one of them: "order". */
export type RowNouns = { many: string; one: string; entity: string };

export function rowNouns(path: string, here: Describing): RowNouns {
  const { hops, end } = resolved(resolvePath(here.catalog, here.entity, path));
  const [last, ...before] = [...hops].reverse();
  const owners = before.map((hop) => ` of ${inSentence(hop.relation.label)}`).join("");
  return {
    many: `${inSentence(last!.relation.label)}${owners}`,
    one: `${singularNoun(last!)}${owners}`,
    entity: end.name,
  };
}

/** "account's " before what a column is called. */
export function ownerWords(hops: readonly Hop[]): string {
  return hops.map((hop) => `${inSentence(hop.relation.label)}'s `).join("");
}

/** What follows the noun: "by shipped on in the last 90 days whose total is more than 100". */
export function restrictionWords(scope: MeasureScope, nouns: RowNouns, here: Describing): string {
  const there = here.on(nouns.entity);
  const time = scope.at === undefined ? "" : ` by ${there.value({ column: scope.at })}`;
  const during = scope.during === undefined ? "" : ` ${here.window(scope.during)}`;
  return `${time}${during}${whereWords(scope.where, nouns, here)}`;
}

export function whereWords(where: Condition | undefined, nouns: RowNouns, here: Describing): string {
  return where === undefined ? "" : ` ${bracketed(where, here.on(nouns.entity))}`;
}

/** Several conditions as one: what follows them speaks of something else again. */
export function bracketed(condition: Condition, here: Describing): string {
  const clause = here.clause(condition);
  return isJoined(condition) ? `(${clause})` : clause;
}

function isJoined(condition: Condition): boolean {
  if ("all" in condition) return condition.all.length > 1;
  return "any" in condition && condition.any.length > 1;
}

/** A relation named like its entity borrows the entity's own noun. */
function singularNoun({ relation, to }: Hop): string {
  const isNamedAlike = relation.name === to.name || relation.label === to.label;
  if (relation.cardinality === "one") return inSentence(relation.label);
  return isNamedAlike ? inSentence(to.singular) : singularOf(inSentence(relation.label));
}
