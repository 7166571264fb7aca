export type Order = { column: string; descending: boolean };
type Sortable<R> = { id: string; sort?: (row: R) => string | number | null };

/** A sorted copy; unknown values come last in both directions, equal rows keep their order. */
export function sortRows<R>(
  rows: readonly R[],
  columns: readonly Sortable<R>[],
  order: Order | null,
): readonly R[] {
  const by = order && columns.find((column) => column.id === order.column)?.sort;
  if (!order || !by) return rows;
  return [...rows].sort((left, right) => compare(by(left), by(right), order.descending));
}

function compare(left: string | number | null, right: string | number | null, descending: boolean): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const ascending =
    typeof left === "number" && typeof right === "number"
      ? left - right
      : String(left).localeCompare(String(right));
  return descending ? -ascending : ascending;
}
