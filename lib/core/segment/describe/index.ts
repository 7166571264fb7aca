import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Condition, Segment, Value } from "../types";
import { valueType } from "../value-type";
import { clauseOf } from "./condition";
import { linesOf, type SentenceLine } from "./lines";
import { capitalise } from "./phrase";
import type { Describing } from "./scope";
import { valueWords } from "./value";
import { windowWords } from "./window";

export { type DiffLine, diffLines, type SentenceLine } from "./lines";

/** The segment as one English sentence. The tree has been parsed against this catalog. */
export function describe(segment: Segment, catalog: Catalog): string {
  const { label } = resolved(resolveEntity(catalog, segment.entity));
  if (isEmpty(segment.where, "all")) return `Everyone in ${label}.`;
  if (isEmpty(segment.where, "any")) return `No one in ${label}.`;
  const clause = describing(catalog, segment.entity).clause(segment.where);
  return `Everyone in ${label} ${clause.replace(/^not among those/, "except those")}.`;
}

/** One condition about rows of an entity, as a line of its own: "Country is “DE”", "At least 3 orders". */
export function describeCondition(condition: Condition, entity: string, catalog: Catalog): string {
  if (isEmpty(condition, "all")) return "Everyone";
  if (isEmpty(condition, "any")) return "No one";
  const clause = describing(catalog, entity).clause(condition);
  return capitalise(clause.replace(/^(whose|with) /, ""));
}

/** A value of rows of an entity: "country", "number of orders in the last 90 days". */
export function describeValue(value: Value, entity: string, catalog: Catalog): string {
  return describing(catalog, entity).value(value);
}

/** The segment line by line, groups indented: what the approver compares with the version before. */
export function sentenceLines(segment: Segment, catalog: Catalog): SentenceLine[] {
  return linesOf(segment, catalog, (condition) => describeCondition(condition, segment.entity, catalog));
}

function describing(catalog: Catalog, entity: string, outside: Describing | null = null): Describing {
  const here: Describing = {
    catalog,
    entity,
    outside,
    on: (other) => describing(catalog, other, here),
    clause: (condition) => clauseOf(condition, here),
    value: (value) => valueWords(value, here),
    window: (window) => windowWords(window, here),
    type: (value) => resolved(valueType(catalog, entity, value, outsideOf(here))),
  };
  return here;
}

function outsideOf({ outside }: Describing): string[] {
  return outside === null ? [] : [outside.entity, ...outsideOf(outside)];
}

function isEmpty(condition: Condition, kind: "all" | "any"): boolean {
  return kind === "all"
    ? "all" in condition && condition.all.length === 0
    : "any" in condition && condition.any.length === 0;
}
