import { bytesInWords, count, share } from "@/components/ui/numbers";
import type { Budget } from "@/lib/core/cost/types";
import type { CostView } from "@/lib/core/views/cost";

/** "812 of 1,000 calls (81.2 %)" for each measure that is limited; empty without a budget. */
export function budgetWords(budget: Budget, cost: CostView): string[] {
  const { platformCalls: calls, bytesBilled: bytes } = budget;
  const scanned = cost.bytesBilled ?? 0;
  return [
    ...(calls === null
      ? []
      : [`${count(cost.platformCalls)} of ${count(calls)} calls (${share(cost.platformCalls, calls)})`]),
    ...(bytes === null
      ? []
      : [`${bytesInWords(scanned)} of ${bytesInWords(bytes)} scanned (${share(scanned, bytes)})`]),
  ];
}

export function atLimitWords({ atLimit }: Budget): string {
  return atLimit === "block"
    ? "Runs that would go beyond it add nobody; privacy removals are carried out."
    : "Going beyond it is told, and stops nothing.";
}
