import type { Impact } from "@/lib/core/membership/types";
import type { SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { scanBudget } from "@/lib/services/builder/budget";

/** Two weeks have every weekday twice. */
const DAYS = 14;

/**
 * How many entered and left from one day to the next in the days before, at most. Where the warehouse bills what it scans, over as
 * many days as a day's budget of one person pays for.
 */
export async function usualChurn(
  warehouse: Warehouse,
  /** Who came and went on the day that began so many days before; null where days mean nothing. */
  dayOfChurn: (before: number) => SqlQuery | null,
  signal: AbortSignal,
): Promise<NonNullable<Impact["usual"]>> {
  const first = dayOfChurn(0);
  if (!first) return { dailyEnter: 0, dailyLeave: 0, days: DAYS };
  const price = await warehouse.estimate?.(first, { signal });
  const days = price ? Math.min(DAYS, Math.floor(scanBudget().daily / Math.max(1, price.bytes))) : DAYS;
  const usual = { dailyEnter: 0, dailyLeave: 0, days };
  for (let before = 0; before < days; before++) {
    const query = dayOfChurn(before);
    const [row] = query ? await warehouse.rows(query, { signal }) : [];
    usual.dailyEnter = Math.max(usual.dailyEnter, Number(row?.enter ?? 0));
    usual.dailyLeave = Math.max(usual.dailyLeave, Number(row?.leave ?? 0));
  }
  return usual;
}
