import { spentWords } from "@/lib/core/cost/budget";
import { MEASURES } from "@/lib/core/cost/types";
import type { MonthView } from "@/lib/core/views/cost";

/** "2 runs, 12 calls, 3,400 rows sent, 1.2 GB scanned" */
export function costWords({ runs, cost }: MonthView): string {
  const { platformCalls, rowsSent, bytesBilled } = cost;
  const count = (number: number | string) => number.toLocaleString("en");
  const scanned = bytesBilled === null ? [] : [`${count(Math.round(bytesBilled / 1e8) / 10)} GB scanned`];
  return [
    runs === 1 ? "1 run" : `${count(runs)} runs`,
    `${count(platformCalls)} calls`,
    `${count(rowsSent)} rows sent`,
    ...scanned,
  ].join(", ");
}

/** A line for each thing the budget limits. */
export function budgetRows({ budget, cost }: MonthView): string[][] {
  return MEASURES.flatMap((measure) => {
    const limit = budget[measure];
    if (limit === null) return [];
    const spent = { of: "sync", measure, limit, spent: cost[measure] ?? 0 } as const;
    return [["budget", `${spentWords(spent)}${budget.atLimit === "block" ? ", then blocked" : ""}`]];
  });
}
