import { endOf, fieldsOf } from "@/lib/core/catalog/fields";
import { plainValue, sqlTraitOf } from "@/lib/core/catalog/trait";
import type { Catalog, ColumnKind, PiiTag } from "@/lib/core/catalog/types";
import type { Value } from "@/lib/core/segment/types";
import { isMeasure, type Measure, measured, measureOf } from "./measures";

const SHOWING = new Set<Measure>(["min", "max", "first", "last"]);

/**
 * What the values of a value tell of a person: a column's own tag, also through lowest, highest, first and last, and
 * through rounding. Counts, ages and the time between two dates tell nothing, nor does the month of a birth.
 */
export function piiOf(catalog: Catalog, entity: string, value: Value): PiiTag | null {
  if ("trait" in value) {
    const plain = plainValue(catalog, entity, value);
    if ("trait" in plain) return sqlTraitOf(catalog, entity, plain)?.pii ?? null;
    return piiOf(catalog, entity, plain);
  }
  if ("column" in value) {
    return fieldsOf(catalog, entity).find((field) => field.path === value.column)?.column.pii ?? null;
  }
  if ("part" in value) {
    const tag = piiOf(catalog, entity, value.of);
    return tag === "birth_date" ? null : tag;
  }
  if ("trunc" in value) return piiOf(catalog, entity, value.of);
  if ("difference" in value && value.in === undefined) {
    return value.difference.map((one) => piiOf(catalog, entity, one)).find((tag) => tag !== null) ?? null;
  }
  if (!isMeasure(value) || !SHOWING.has(measureOf(value))) return null;
  const inner = measured(value);
  return inner && piiOf(catalog, endOf(catalog, entity, value.of), inner);
}

/** A tag in a person's words. */
const PII_WORDS: Record<PiiTag, string> = {
  email: "e-mail addresses",
  phone: "phone numbers",
  first_name: "first names",
  last_name: "last names",
  full_name: "names",
  street: "streets of people",
  city: "cities of people",
  state: "states of people",
  postal_code: "postal codes",
  country: "countries of people",
  birth_date: "dates of birth",
  gender: "genders",
  ip_address: "IP addresses",
  device_id: "ids of devices",
  external_id: "ids of people elsewhere",
  sensitive: "sensitive facts",
  unclassified: "values nobody has classified yet, so they count as personal",
};

/** Why a column's values cannot be written into a condition, and who could change that; null where they can. */
export function lockReason(pii: PiiTag | null, kind: ColumnKind, isLocked: boolean): string | null {
  if (pii === null || !isLocked) return null;
  const asked =
    kind === "date" || kind === "timestamp"
      ? "only for spans of time, and whether there is one"
      : "only whether there is one, and whether it equals another value";
  return `It holds ${PII_WORDS[pii]}. Values of people are never written into an audience, so one can ask ${asked}. An admin can classify the column otherwise in the catalog.`;
}
