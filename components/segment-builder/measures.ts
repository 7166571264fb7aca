import { fieldsOf, isNumeric, namedTime, timeOf } from "@/lib/core/catalog/fields";
import type { Catalog, ColumnKind } from "@/lib/core/catalog/types";
import type { ValueKinds } from "@/lib/core/segment/kinds";
import {
  AGGREGATES,
  type MeasureScope,
  type MeasureValue,
  PICKS,
  type Value,
} from "@/lib/core/segment/types";
import { isNumber, isTime, valueType } from "@/lib/core/segment/value-type";

export const MEASURES = ["count", "count_known", ...AGGREGATES, ...PICKS] as const;
/** As people choose it: rows are counted, or those where something is known. */
export type Measure = (typeof MEASURES)[number];

export const MEASURE_LABELS: Record<Measure, string> = {
  count: "number of",
  count_known: "number with a known",
  count_distinct: "number of different",
  sum: "sum of",
  avg: "average",
  min: "lowest",
  max: "highest",
  first: "first",
  last: "last",
};

/** Of dates nobody says that they are high. */
export function measureLabel(measure: Measure, ofTimes: boolean): string {
  if (ofTimes && measure === "min") return "earliest";
  return ofTimes && measure === "max" ? "latest" : MEASURE_LABELS[measure];
}

/** Whether what is measured of each row is a date or a time. */
export function measuresTimes(catalog: Catalog, end: string, value: MeasureValue): boolean {
  const inner = measured(value);
  const type = inner && valueType(catalog, end, inner);
  return type !== null && !("problem" in type) && isTime(type);
}

export function isMeasure(value: Value): value is MeasureValue {
  return "of" in value && !("part" in value) && !("trunc" in value);
}

export function measureOf(value: MeasureValue): Measure {
  if ("count" in value) return value.count === true ? "count" : "count_known";
  return MEASURES.find((measure) => measure in value)!;
}

/** What is measured of each row; null when rows are counted. */
export function measured(value: MeasureValue): Value | null {
  const inner = (value as Record<string, unknown>)[keyOf(measureOf(value))];
  return inner === true ? null : (inner as Value);
}

/** The same rows, measured another way. A column is kept where the new measure can use it. */
export function withMeasure(
  catalog: Catalog,
  end: string,
  value: MeasureValue,
  measure: Measure,
): MeasureValue {
  if (measure === "count") return { count: true, ...scopeOf(value) };
  const inner = measured(value);
  const keep = inner !== null && (!needsNumber(measure) || isNumberIn(catalog, end, inner));
  const scope =
    isPick(measure) && value.at === undefined
      ? { ...scopeOf(value), ...namedTime(catalog, end) }
      : scopeOf(value);
  return buildMeasure(measure, keep ? inner : { column: firstColumn(catalog, end, measure) }, scope);
}

export function withMeasured(value: MeasureValue, inner: Value): MeasureValue {
  return buildMeasure(measureOf(value), inner, scopeOf(value));
}

/** The telling key of a measure. */
export function keyOf(measure: Measure): keyof ValueKinds {
  return measure === "count_known" ? "count" : measure;
}

/** The telling key is the measure's own name, so the object is of exactly that kind. */
function buildMeasure(measure: Measure, inner: Value, scope: MeasureScope): MeasureValue {
  return { [keyOf(measure)]: inner, ...scope } as MeasureValue;
}

export function scopeOf({ of, where, during, at }: MeasureScope): MeasureScope {
  return {
    of,
    ...(where === undefined ? {} : { where }),
    ...(during === undefined ? {} : { during }),
    ...(at === undefined ? {} : { at }),
  };
}

function columnsFor(catalog: Catalog, end: string, measure: Measure) {
  return fieldsOf(catalog, end).filter((field) => !needsNumber(measure) || isNumeric(field.column));
}

function isPick(measure: Measure): boolean {
  return measure === "first" || measure === "last";
}

function needsNumber(measure: Measure): boolean {
  return measure === "sum" || measure === "avg";
}

function isNumberIn(catalog: Catalog, end: string, inner: Value): boolean {
  const type = valueType(catalog, end, inner);
  return !("problem" in type) && isNumber(type);
}

/** Kinds of value the measure can take: numbers to add up, everything but yes or no to find the highest of. */
export function canMeasure(measure: Measure, kind: ColumnKind): boolean {
  if (needsNumber(measure)) return kind === "integer" || kind === "decimal" || kind === "double";
  return !(kind === "boolean" && (measure === "min" || measure === "max"));
}

function firstColumn(catalog: Catalog, end: string, measure: Measure): string {
  return columnsFor(catalog, end, measure)[0]?.path ?? "";
}

/** Measures that make sense over these rows: sums need a number, a first and a last need a time. */
export function measuresFor(catalog: Catalog, end: string, current: Measure): Measure[] {
  const hasTime = timeOf(catalog, end) !== null;
  return MEASURES.filter(
    (measure) =>
      measure === current ||
      measure === "count" ||
      (columnsFor(catalog, end, measure).length > 0 && (hasTime || !isPick(measure))),
  );
}
