import { z } from "zod";
import { isLooser } from "@/lib/core/cost/budget";
import type { Budget } from "@/lib/core/cost/types";
import type { WorkspaceMonthView } from "@/lib/core/views/cost";
import type { SyncView } from "@/lib/core/views/sync";
import { Prisma } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { toJson } from "@/lib/db/stored";
import { requireRole } from "../actor";
import { change } from "../service";
import { readSync } from "../sync/get";
import { loadSync } from "../sync/load";
import { budgetSchema, isLimited, storedBudget } from "./budgets";
import { readWorkspaceMonth } from "./month-of-workspace";

/**
 * What the runs of one sync may cost a month. Not bound by approval: it never lets anything leave. Whoever may edit the sync
 * may make it stricter; letting more be spent takes an admin.
 */
export const setSyncBudget = change(
  { name: "sync.set_budget", role: "marketer", input: z.object({ id: z.string(), budget: budgetSchema }) },
  async ({ tx, actor, audit }, { id, budget }): Promise<SyncView> => {
    const sync = await loadSync(tx, actor.workspaceId, id);
    const before = storedBudget(sync.budget);
    if (isLooser(before, budget)) requireRole(actor, "admin");
    await tx.sync.update({ where: { id }, data: { budget: kept(budget) } });
    const action = "sync.set_budget";
    await audit({ action, subject: `sync:${id}`, before, after: budget });
    await enqueue("evaluate-alerts", { syncId: id }, { singletonKey: id, tx });
    return readSync(tx, actor.workspaceId, id);
  },
);

/** What the runs of all syncs together may cost a month. */
export const setWorkspaceBudget = change(
  { name: "workspace.set_budget", role: "admin", input: z.object({ budget: budgetSchema }) },
  async ({ tx, actor, audit }, { budget }): Promise<WorkspaceMonthView> => {
    const { workspaceId: id } = actor;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id }, select: { budget: true } });
    await tx.workspace.update({ where: { id }, data: { budget: kept(budget) } });
    const action = "workspace.set_budget";
    await audit({ action, subject: `workspace:${id}`, before: storedBudget(before.budget), after: budget });
    return readWorkspaceMonth(tx, id);
  },
);

const kept = (budget: Budget) => (isLimited(budget) ? toJson(budget) : Prisma.DbNull);
