import type { Catalog } from "@/lib/core/catalog/types";
import { birthDateOf } from "@/lib/core/segment/describe/birthday";
import type { Test, Value } from "@/lib/core/segment/types";

/** What a date of birth is called, where the value is one; its birthday goes without saying whose date it is. */
export function birthDateLabel(catalog: Catalog, entity: string, value: Value): string | null {
  return birthDateOf(catalog, entity, value)?.column.label ?? null;
}

/** "Birthday", as a row about one begins: whatever leads to the date of birth stays before it. */
export function birthdayName(birthDate: string | null, test: Test, label: string): string {
  if (birthDate === null || !("anniversary" in test)) return label;
  return label.endsWith(birthDate) ? `${label.slice(0, -birthDate.length)}Birthday` : "Birthday";
}
