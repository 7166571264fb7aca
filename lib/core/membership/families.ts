import type { IdentifierKind } from "@/lib/core/ports/destination";

/** The identifiers that these fields fill, by the family an object takes no other with; in the definition's order. */
export function filledFamilies(
  identifiers: readonly IdentifierKind[],
  fields: ReadonlySet<string>,
): ReadonlyMap<string, readonly IdentifierKind[]> {
  const families = new Map<string, IdentifierKind[]>();
  for (const kind of identifiers) {
    if (kind.family === undefined || !kind.required.every((field) => fields.has(field))) continue;
    families.set(kind.family, [...(families.get(kind.family) ?? []), kind]);
  }
  return families;
}
