import { funnelRows } from "@/lib/core/segment/funnel/rows";
import type { Condition } from "@/lib/core/segment/types";
import type { FunnelRowView } from "@/lib/core/views/builder";

/** Rows by what they ask: while a newer answer is on its way, a condition that was moved keeps its number. */
export type RowIndex = ReadonlyMap<string, readonly FunnelRowView[]>;

export function indexRows(where: Condition, rows: readonly FunnelRowView[]): RowIndex {
  const index = new Map<string, FunnelRowView[]>();
  for (const [at, { condition }] of funnelRows(where).entries()) {
    const row = rows[at];
    if (!row) continue;
    const spelled = JSON.stringify(condition);
    index.set(spelled, [...(index.get(spelled) ?? []), row]);
  }
  return index;
}

/** The row of the condition at its place, else of the same condition anywhere. */
export function findRow(index: RowIndex, condition: unknown, path: string): FunnelRowView | null {
  const rows = index.get(JSON.stringify(condition)) ?? [];
  return rows.find((row) => row.path === path) ?? rows[0] ?? null;
}
