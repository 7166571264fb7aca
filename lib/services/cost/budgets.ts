import { z } from "zod";
import type { Budget, BudgetUse } from "@/lib/core/cost/types";
import { NO_BUDGET } from "@/lib/core/cost/types";
import type { Transaction } from "@/lib/db/client";
import { type Month, monthBySync, monthSoFar } from "./month";

const limit = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

export const budgetSchema: z.ZodType<Budget> = z.strictObject({
  platformCalls: limit,
  bytesBilled: limit,
  atLimit: z.enum(["warn", "block"]),
});

export function storedBudget(json: unknown): Budget {
  return json === null || json === undefined ? NO_BUDGET : budgetSchema.parse(json);
}

export function isLimited({ platformCalls, bytesBilled }: Budget): boolean {
  return platformCalls !== null || bytesBilled !== null;
}

type Limited = { id: string; workspaceId: string; budget: unknown; workspace: { budget: unknown } };

/** What has been spent of the budgets a sync is under; none where nobody set one. */
export async function budgetUses(db: Transaction, sync: Limited, now = new Date()): Promise<BudgetUse[]> {
  const { id: syncId, workspaceId } = sync;
  const own = storedBudget(sync.budget);
  const whole = storedBudget(sync.workspace.budget);
  return [
    ...(isLimited(own) ? [budgetUse("sync", own, await monthSoFar(db, { syncId }, now))] : []),
    ...(isLimited(whole) ? [budgetUse("workspace", whole, await monthSoFar(db, { workspaceId }, now))] : []),
  ];
}

/** The same for alerts: what all spent together is told once, of the sync that spent most. */
export async function budgetUsesToTell(db: Transaction, sync: Limited, now: Date): Promise<BudgetUse[]> {
  const uses = await budgetUses(db, sync, now);
  if (!uses.some(({ of }) => of === "workspace")) return uses;
  const [most] = await monthBySync(db, sync.workspaceId, now);
  return uses.filter(({ of }) => of === "sync" || most?.syncId === sync.id);
}

const budgetUse = (of: BudgetUse["of"], budget: Budget, { cost }: Month): BudgetUse => ({
  of,
  budget,
  spent: cost,
});
