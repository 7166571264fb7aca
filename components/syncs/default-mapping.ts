import { fieldsOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import { filledFamilies } from "@/lib/core/membership/families";
import type { Mapping } from "@/lib/core/membership/types";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import type { DestinationKindView } from "@/lib/core/views/destination";

/** Each field of the platform with the member's column of the same tag, where there is one; the country beside them. */
export function defaultMapping(kind: DestinationKindView, catalog: Catalog, entity: string): Mapping {
  const columns = fieldsOf(catalog, entity);
  const fields: Mapping["fields"] = {};
  for (const field of kind.fields) {
    const match = columns.find(({ column }) => column.pii !== null && field.tags.includes(column.pii));
    if (match) fields[field.id] = { column: match.path };
  }
  for (const field of ofOtherFamilies(kind, fields)) delete fields[field];
  if (!takesCountry(kind)) return { fields };
  const country = columns.find(({ column, path }) => column.pii === "country" || path === "country");
  return country ? { fields, country: { column: country.path } } : { fields };
}

/** Phone numbers and addresses are read as of a country; nothing else is. */
export const takesCountry = ({ fields }: Pick<DestinationKindView, "fields">): boolean =>
  fields.some(({ tags }) => NATIONAL.some((tag) => tags.includes(tag)));
const NATIONAL = ["phone", "postal_code", "state", "country"] as const;

/** What fills identifiers beside those of the first family, where an object takes one family only. */
function ofOtherFamilies({ identifiers }: DestinationKindView, fields: Mapping["fields"]): string[] {
  const [, ...others] = filledFamilies(identifiers, new Set(Object.keys(fields))).values();
  return others.flat().flatMap(({ required }) => required);
}

/** The mapping with a field set to a column, or left out. */
export function withField(mapping: Mapping, field: string, column: string | null): Mapping {
  const { [field]: _old, ...others } = mapping.fields;
  return { ...mapping, fields: column === null ? others : { ...others, [field]: { column } } };
}

/** The mapping with where phone numbers and addresses get their country. */
export function withCountry(mapping: Mapping, country: { column?: string; fallback?: string }): Mapping {
  const { country: _column, defaultCountry: _fallback, ...rest } = mapping;
  return {
    ...rest,
    ...(country.column ? { country: { column: country.column } } : {}),
    ...(country.fallback ? { defaultCountry: country.fallback } : {}),
  };
}

/** The mapping without what the policy blocks: a wider policy must not widen a sync by itself. */
export function allowedOnly(mapping: Mapping, decisions: readonly FieldDecisionView[] = []): Mapping {
  const blocked = new Set(decisions.filter(({ allowed }) => !allowed).map(({ field }) => field));
  return {
    ...mapping,
    fields: Object.fromEntries(Object.entries(mapping.fields).filter(([field]) => !blocked.has(field))),
  };
}
