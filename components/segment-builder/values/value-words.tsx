import { foldValue } from "@/lib/core/segment/kinds";
import type { Value } from "@/lib/core/segment/types";

/** A value in short words, for places where it is shown and not edited. */
export function ValueWords({ value }: { value: Value }) {
  return <span className="text-sm text-ink-2">{valueWords(value)}</span>;
}

export function valueWords(value: Value): string {
  return foldValue<string>(value, {
    column: (node) => node.column,
    trait: (node) => node.trait,
    count: (node) => `number of ${node.of}`,
    count_distinct: (node) => `number of different ${valueWords(node.count_distinct)} in ${node.of}`,
    sum: (node) => `sum of ${valueWords(node.sum)} in ${node.of}`,
    avg: (node) => `average ${valueWords(node.avg)} in ${node.of}`,
    min: (node) => `lowest ${valueWords(node.min)} in ${node.of}`,
    max: (node) => `highest ${valueWords(node.max)} in ${node.of}`,
    first: (node) => `first ${valueWords(node.first)} in ${node.of}`,
    last: (node) => `last ${valueWords(node.last)} in ${node.of}`,
    since: (node) => `${node.in}s since ${valueWords(node.since)}`,
    part: (node) => `${node.part} of ${valueWords(node.of)}`,
    trunc: (node) => `${valueWords(node.of)} by ${node.trunc}`,
    outer: (node) => `${valueWords(node.outer)} of the row outside`,
    difference: (node) => node.difference.map(valueWords).join(" minus "),
  });
}
