import { resolveColumn, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { resolveTrait } from "@/lib/core/catalog/trait";
import { foldValue } from "../kinds";
import { isClockUnit } from "../time/units";
import type { DifferenceValue, MeasureScope, OuterValue, Unit, Value } from "../types";
import { isSpan, isTime } from "../value-type";
import { ageWords } from "./birthday";
import { inSentence } from "./phrase";
import { type Describing, ownerWords, restrictionWords, rowNouns } from "./scope";

/** A value as it stands after "whose": "country", "number of orders in the last 90 days", "account's plan". */
export function valueWords(value: Value, here: Describing): string {
  return foldValue(value, {
    column: (node) => columnWords(node.column, here),
    trait: (node) => inSentence(resolved(resolveTrait(here.catalog, here.entity, node.trait)).trait.label),
    count: (node) => `number of ${countedRows(node, node.count === true ? null : node.count, here)}`,
    count_distinct: (node) => over("number of different values of", node, node.count_distinct, here),
    sum: (node) => over("sum of", node, node.sum, here),
    avg: (node) => over("average", node, node.avg, here),
    min: (node) => over(isMoment(node, node.min, here) ? "earliest" : "lowest", node, node.min, here),
    max: (node) => over(isMoment(node, node.max, here) ? "latest" : "highest", node, node.max, here),
    first: (node) => picked("first", node, node.first, here),
    last: (node) => picked("last", node, node.last, here),
    since: (node) => ageWords(node, here) ?? `number of full ${node.in}s since ${momentOf(node.since, here)}`,
    part: (node) => `${node.part === "day" ? "day of the month" : node.part} of ${valueWords(node.of, here)}`,
    trunc: (node) => `${truncWords(node.trunc)} of ${valueWords(node.of, here)}`,
    outer: (node) => outerWords(node, here),
    difference: (node) => differenceWords(node, here),
  });
}

/** "orders in the last 90 days", of which only those with a known value where one is counted. */
export function countedRows(
  scope: MeasureScope,
  counted: Value | null,
  here: Describing,
  one = false,
): string {
  const nouns = rowNouns(scope.of, here);
  const known = counted === null ? "" : ` with a known ${here.on(nouns.entity).value(counted)}`;
  return `${one ? nouns.one : nouns.many}${known}${restrictionWords(scope, nouns, here)}`;
}

function truncWords(unit: Unit): string {
  if (unit === "day") return "date";
  return isClockUnit(unit) ? `begun ${unit}` : `first day of the ${unit}`;
}

/** "credit minus limit"; of times: "number of days from ordered at to shipped on". */
function differenceWords(node: DifferenceValue, here: Describing): string {
  const [left, right] = node.difference.map((value) => valueWords(value, here));
  if (node.in === undefined) return `${left} minus ${right}`;
  return `number of ${isSpan(node) ? "" : "full "}${node.in}s from ${right} to ${left}`;
}

/** "credit of the customer"; where both are customers, "credit of the customer outside". */
function outerWords({ outer }: OuterValue, here: Describing): string {
  const { outside } = here;
  if (!outside || "outer" in outer) return outside ? valueWords(outer, outside) : "value outside";
  const noun = inSentence(resolved(resolveEntity(here.catalog, outside.entity)).singular);
  return `${valueWords(outer, outside)} of the ${noun}${outside.entity === here.entity ? " outside" : ""}`;
}

function columnWords(path: string, here: Describing): string {
  const { hops, column } = resolved(resolveColumn(here.catalog, here.entity, path));
  return `${ownerWords(hops)}${inSentence(column.label)}`;
}

function over(verb: string, scope: MeasureScope, value: Value, here: Describing): string {
  const nouns = rowNouns(scope.of, here);
  return `${verb} ${here.on(nouns.entity).value(value)} over ${countedRows(scope, null, here)}`;
}

/** The latest time of orders is that of the latest order: "the latest order in the last 90 days". */
function momentOf(value: Value, here: Describing): string {
  if (!("max" in value || "min" in value)) return valueWords(value, here);
  const nouns = rowNouns(value.of, here);
  const inner = "max" in value ? value.max : value.min;
  const { timeColumn } = resolved(resolveEntity(here.catalog, nouns.entity));
  if (!("column" in inner) || inner.column !== timeColumn) return valueWords(value, here);
  return `the ${"max" in value ? "latest" : "earliest"} ${countedRows(value, null, here, true)}`;
}

/** "first order's status"; of fewer rows, "status of the first order in the last 90 days". */
function picked(which: "first" | "last", scope: MeasureScope, value: Value, here: Describing): string {
  const nouns = rowNouns(scope.of, here);
  const inner = here.on(nouns.entity).value(value);
  const isPlain = restrictionWords(scope, nouns, here) === "" && !nouns.one.includes(" of ");
  if (isPlain) return `${which} ${nouns.one}'s ${inner}`;
  return `${inner} of the ${which} ${countedRows(scope, null, here, true)}`;
}

function isMoment(scope: MeasureScope, value: Value, here: Describing): boolean {
  return isTime(here.on(rowNouns(scope.of, here).entity).type(value));
}
