import { strongestPii } from "@/lib/core/catalog/pii";
import { resolveColumn, resolved, resolvePath } from "@/lib/core/catalog/resolve";
import { resolveTrait } from "@/lib/core/catalog/trait";
import type { Catalog, PiiTag } from "@/lib/core/catalog/types";
import { foldValue } from "../kinds";
import type { MeasureScope, Value } from "../types";
import type { Outside } from "../value-type";

/** What a value shown tells of a person: the strongest tag of what it is made of. How many rows there are tells nothing. */
export function personalTag(
  value: Value,
  entity: string,
  catalog: Catalog,
  outside: Outside = [],
): PiiTag | null {
  const here = (one: Value) => personalTag(one, entity, catalog, outside);
  const inside = ({ of }: MeasureScope, one: Value) =>
    personalTag(one, resolved(resolvePath(catalog, entity, of)).end.name, catalog, [entity, ...outside]);
  return foldValue<PiiTag | null>(value, {
    column: ({ column }) => resolved(resolveColumn(catalog, entity, column)).column.pii,
    trait: ({ trait }) => {
      const found = resolved(resolveTrait(catalog, entity, trait)).trait;
      return found.kind === "sql" ? found.pii : personalTag(found.value, entity, catalog);
    },
    count: () => null,
    count_distinct: () => null,
    sum: (node) => inside(node, node.sum),
    avg: (node) => inside(node, node.avg),
    min: (node) => inside(node, node.min),
    max: (node) => inside(node, node.max),
    first: (node) => inside(node, node.first),
    last: (node) => inside(node, node.last),
    since: (node) => here(node.since),
    part: (node) => here(node.of),
    trunc: (node) => here(node.of),
    outer: (node) => {
      const [nearest, ...further] = outside;
      return nearest === undefined ? null : personalTag(node.outer, nearest, catalog, further);
    },
    difference: (node) => strongestPii(node.difference.map(here)),
  });
}
