import { endOf, fieldLabel, relatedLabel } from "@/lib/core/catalog/fields";
import { traitLabel } from "@/lib/core/catalog/trait";
import type { Catalog } from "@/lib/core/catalog/types";
import { foldValue } from "@/lib/core/segment/kinds";
import type { MeasureValue, Value } from "@/lib/core/segment/types";
import { measured, measureLabel, measureOf, measuresTimes } from "../measures";

/** A value in a few words, for menus, handles and screen readers; the whole sentence is the describing reader's. */
export function valueWords(catalog: Catalog, entity: string, value: Value): string {
  const here = (inner: Value) => valueWords(catalog, entity, inner);
  const measure = (node: MeasureValue) => {
    const inner = measured(node);
    const of = relatedLabel(catalog, entity, node.of);
    const what = inner && valueWords(catalog, endOf(catalog, entity, node.of), inner);
    const ofTimes = measuresTimes(catalog, endOf(catalog, entity, node.of), node);
    return [measureLabel(measureOf(node), ofTimes), what && `${what} in`, of].filter(Boolean).join(" ");
  };
  return foldValue<string>(value, {
    column: (node) =>
      node.column === "" ? "a value not chosen yet" : fieldLabel(catalog, entity, node.column),
    trait: (node) => traitLabel(catalog, entity, node.trait),
    count: measure,
    count_distinct: measure,
    sum: measure,
    avg: measure,
    min: measure,
    max: measure,
    first: measure,
    last: measure,
    since: (node) => `${node.in}s since ${here(node.since)}`,
    part: (node) => `${node.part} of ${here(node.of)}`,
    trunc: (node) => `${node.trunc} of ${here(node.of)}`,
    // Of which entity the row outside is, is not known here; its column's name says enough.
    outer: (node) => `${"column" in node.outer ? node.outer.column : "value"} of the row outside`,
    difference: (node) =>
      node.in === undefined
        ? node.difference.map(here).join(" minus ")
        : `${node.in}s from ${here(node.difference[1])} to ${here(node.difference[0])}`,
  });
}
