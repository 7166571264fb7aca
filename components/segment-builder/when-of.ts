import { type Field, fieldsOf, isMoment, timeOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";

/** Columns that can say when a row happened: its own first, then those of rows it belongs to. */
export function momentsOf(catalog: Catalog, entity: string): Field[] {
  return fieldsOf(catalog, entity).filter((field) => isMoment(field.column));
}

/** By which column a row is asked when it happened; null where none says. `ofDates`: in whole days. */
export function whenOf(
  catalog: Catalog,
  entity: string,
  named: string | undefined,
): { at: string | null; ofDates: boolean } {
  const moments = momentsOf(catalog, entity);
  const at = named ?? timeOf(catalog, entity) ?? moments[0]?.path ?? null;
  return { at, ofDates: moments.find(({ path }) => path === at)?.column.type.kind === "date" };
}
