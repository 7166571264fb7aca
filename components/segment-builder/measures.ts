import type { Catalog, PiiTag } from "@/lib/core/catalog/types";
import {
  AGGREGATES,
  type MeasureScope,
  type MeasureValue,
  PICKS,
  type Value,
} from "@/lib/core/segment/types";
import { endOf, fieldsOf, isNumeric, namedTime, timeOf } from "./fields";

export const MEASURES = ["count", ...AGGREGATES, ...PICKS] as const;
export type Measure = (typeof MEASURES)[number];

export const MEASURE_LABELS: Record<Measure, string> = {
  count: "number of",
  count_distinct: "number of different",
  sum: "sum of",
  avg: "average",
  min: "lowest",
  max: "highest",
  first: "first",
  last: "last",
};

export function isMeasure(value: Value): value is MeasureValue {
  return "of" in value && !("part" in value) && !("trunc" in value);
}

export function measureOf(value: MeasureValue): Measure {
  return MEASURES.find((measure) => measure in value)!;
}

/** What is measured of each row; null when rows are counted. */
export function measured(value: MeasureValue): Value | null {
  const inner = (value as Record<string, unknown>)[measureOf(value)];
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

export function withMeasured(value: MeasureValue, column: string): MeasureValue {
  return buildMeasure(measureOf(value), { column }, scopeOf(value));
}

/** The telling key is the measure's own name, so the object is of exactly that kind. */
function buildMeasure(measure: Measure, inner: Value, scope: MeasureScope): MeasureValue {
  return { [measure]: inner, ...scope } as MeasureValue;
}

export function scopeOf({ of, where, during, at }: MeasureScope): MeasureScope {
  return {
    of,
    ...(where === undefined ? {} : { where }),
    ...(during === undefined ? {} : { during }),
    ...(at === undefined ? {} : { at }),
  };
}

export function columnsFor(catalog: Catalog, end: string, measure: Measure) {
  return fieldsOf(catalog, end).filter((field) => !needsNumber(measure) || isNumeric(field.column));
}

function isPick(measure: Measure): boolean {
  return measure === "first" || measure === "last";
}

function needsNumber(measure: Measure): boolean {
  return measure === "sum" || measure === "avg";
}

function isNumberIn(catalog: Catalog, end: string, inner: Value): boolean {
  return fieldsOf(catalog, end).some(
    (field) => "column" in inner && field.path === inner.column && isNumeric(field.column),
  );
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

/** What the values of a value tell of a person: a column's own tag, also through lowest, highest, first and last. */
export function piiOf(catalog: Catalog, entity: string, value: Value): PiiTag | null {
  if ("column" in value) {
    return fieldsOf(catalog, entity).find((field) => field.path === value.column)?.column.pii ?? null;
  }
  if (!isMeasure(value) || !SHOWING.has(measureOf(value))) return null;
  const inner = measured(value);
  return inner && piiOf(catalog, endOf(catalog, entity, value.of), inner);
}

const SHOWING = new Set<Measure>(["min", "max", "first", "last"]);
