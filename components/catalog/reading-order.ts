import type { CatalogEntityView } from "@/lib/core/views/catalog";

/** People first: what holds personal columns and can be made an audience of; then by name. */
export function inReadingOrder(entities: readonly CatalogEntityView[]): CatalogEntityView[] {
  return [...entities].sort(
    (left, right) => rank(left) - rank(right) || left.label.localeCompare(right.label),
  );
}

/** The key first, then by name. */
export function columnsInReadingOrder({ columns, key }: CatalogEntityView): CatalogEntityView["columns"] {
  const isKey = (name: string) => Number(!key.includes(name));
  return [...columns].sort(
    (left, right) => isKey(left.name) - isKey(right.name) || left.label.localeCompare(right.label),
  );
}

function rank(entity: CatalogEntityView): number {
  const isPersonal = entity.columns.some((column) => column.pii !== null);
  return Number(!entity.segmentable) * 2 + Number(!isPersonal);
}
