import { resolveColumn } from "@/lib/core/catalog/resolve";
import { resolveTrait } from "@/lib/core/catalog/trait";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import { foldValue } from "./kinds";
import type { Value } from "./types";

/** A type as people say it: "total is a number". */
export function kindWords(type: ColumnType): string {
  return KIND_WORDS[type.kind];
}

const KIND_WORDS: Record<ColumnType["kind"], string> = {
  text: "text",
  integer: "a whole number",
  decimal: "a number",
  double: "a number",
  boolean: "yes or no",
  date: "a date",
  timestamp: "a time",
};

/** What a sentence calls a value, in a word or two: a column by its label, a measure by what it does. */
export function subjectWords(
  value: Value,
  entity: string,
  catalog: Catalog,
): { beginning: string; inside: string } {
  const phrase = (text: string) => ({ beginning: `The ${text}`, inside: `the ${text}` });
  return foldValue(value, {
    column: (node) => {
      const found = resolveColumn(catalog, entity, node.column);
      const label = "problem" in found ? node.column : found.column.label;
      return { beginning: label, inside: label };
    },
    trait: (node) => {
      const found = resolveTrait(catalog, entity, node.trait);
      const label = "problem" in found ? node.trait : found.trait.label;
      return { beginning: label, inside: label };
    },
    count: () => phrase("count"),
    count_distinct: () => phrase("count"),
    sum: () => phrase("sum"),
    avg: () => phrase("average"),
    min: () => phrase("lowest"),
    max: () => phrase("highest"),
    first: () => phrase("first value"),
    last: () => phrase("last value"),
    since: () => phrase("time elapsed"),
    part: () => phrase("part of the date"),
    trunc: () => phrase("date"),
    outer: () => phrase("value outside"),
    difference: () => phrase("difference"),
  });
}
