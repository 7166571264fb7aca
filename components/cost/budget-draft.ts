import type { Budget } from "@/lib/core/cost/types";

/** As it is typed. */
export type BudgetDraft = { calls: string; gigabytes: string; atLimit: Budget["atLimit"] };

export type ReadBudget = {
  /** Null while something is wrong with it. */
  budget: Budget | null;
  problems: { calls?: string; gigabytes?: string };
};

const GIGABYTE = 1e9;

export function draftOf({ platformCalls, bytesBilled, atLimit }: Budget): BudgetDraft {
  return {
    calls: platformCalls === null ? "" : String(platformCalls),
    gigabytes: bytesBilled === null ? "" : String(bytesBilled / GIGABYTE),
    atLimit,
  };
}

export function budgetOf({ calls, gigabytes, atLimit }: BudgetDraft): ReadBudget {
  const platformCalls = numberOf(calls);
  const size = numberOf(gigabytes);
  const problems = {
    ...(platformCalls === undefined || !Number.isInteger(platformCalls ?? 0)
      ? { calls: "Write a whole number, or nothing." }
      : {}),
    ...(size === undefined ? { gigabytes: "Write a number, or nothing." } : {}),
  };
  if (Object.keys(problems).length > 0) return { budget: null, problems };
  const bytesBilled = size == null ? null : Math.round(size * GIGABYTE);
  return { budget: { platformCalls: platformCalls ?? null, bytesBilled, atLimit }, problems };
}

/** Null where nothing is written, undefined where it is no number. */
function numberOf(text: string): number | null | undefined {
  const written = text.replaceAll(/[\s,]/g, "");
  if (written === "") return null;
  return /^\d{1,12}(\.\d{1,9})?$/.test(written) ? Number(written) : undefined;
}
