import { spentWords, stoppedBy } from "@/lib/core/cost/budget";
import type { BudgetUse } from "@/lib/core/cost/types";
import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { budgetUses } from "@/lib/services/cost/budgets";
import type { Attempt } from "./attempt";

/** The budgets a run is under, as they stand now. Taking back what another run did is under none. */
export async function budgetsOf({ kind, subject }: Pick<Attempt, "kind" | "subject">): Promise<BudgetUse[]> {
  if (kind === "undo") return [];
  const { syncId: id } = subject;
  const sync = await database().sync.findUniqueOrThrow({
    where: { id },
    select: { id: true, workspaceId: true, budget: true, workspace: { select: { budget: true } } },
  });
  return budgetUses(database(), sync);
}

/** Why a run may add nobody: a budget that blocks is spent, or its plan takes more calls than are left. */
export function overBudget(uses: readonly BudgetUse[], plannedCalls = 0): ErrorView["error"] | null {
  const stop = stoppedBy(uses, plannedCalls);
  if (!stop) return null;
  const whose = stop.of === "sync" ? "of this sync" : "of this workspace";
  const planned = plannedCalls > 0 ? `, and this run plans ${plannedCalls.toLocaleString("en")} calls` : "";
  return {
    code: "BUDGET_SPENT",
    message: `The month's budget ${whose} does not reach: ${spentWords(stop)}${planned}.`,
    remedy: "ask_admin",
    fix: "An admin raises it, or lets it warn only; else it goes on next month.",
  };
}
