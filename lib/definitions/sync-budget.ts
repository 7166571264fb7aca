import { z } from "zod";
import { type Budget, NO_BUDGET } from "@/lib/core/cost/types";
import { strict } from "./zod-problems";

const GIGABYTE = 1e9;
const amount = z.number().min(0);

/** What a file says of what a sync may cost in a month of UTC. */
export const budgetSection = strict({
  calls: z.int().min(0).optional().describe("Calls to the platform."),
  gigabytes: amount.optional().describe("What the warehouse bills for scanning."),
  at_limit: z
    .enum(["warn", "block"])
    .default("warn")
    .describe("block: nobody is added beyond it; removals owed to people go on."),
});
export type BudgetSection = z.output<typeof budgetSection>;

/** Null where a sync has none. */
export function budgetText({ platformCalls, bytesBilled, atLimit }: Budget): BudgetSection | null {
  if (platformCalls === null && bytesBilled === null) return null;
  return {
    ...(platformCalls !== null && { calls: platformCalls }),
    ...(bytesBilled !== null && { gigabytes: bytesBilled / GIGABYTE }),
    at_limit: atLimit,
  };
}

/** One without any amount is none. */
export function budgetOf({ calls, gigabytes, at_limit }: BudgetSection): Budget {
  if (calls === undefined && gigabytes === undefined) return NO_BUDGET;
  return {
    platformCalls: calls ?? null,
    bytesBilled: gigabytes === undefined ? null : Math.round(gigabytes * GIGABYTE),
    atLimit: at_limit,
  };
}
