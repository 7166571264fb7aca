import { z } from "zod";
import type { WorkspaceMonthView } from "@/lib/core/views/cost";
import type { Transaction } from "@/lib/db/client";
import { service } from "../service";
import { storedBudget } from "./budgets";
import { costView, monthBySync, monthSoFar, monthView } from "./month";

/** What this month cost so far, and what it may cost. */
export const getWorkspaceMonth = service(
  { name: "cost.month", role: "viewer", input: z.object({}) },
  ({ actor, db }) => readWorkspaceMonth(db, actor.workspaceId),
);

export async function readWorkspaceMonth(db: Transaction, id: string): Promise<WorkspaceMonthView> {
  const { budget } = await db.workspace.findUniqueOrThrow({ where: { id }, select: { budget: true } });
  const month = await monthSoFar(db, { workspaceId: id });
  const groups = await monthBySync(db, id);
  const syncs = await db.sync.findMany({
    where: { workspaceId: id, id: { in: groups.map(({ syncId }) => syncId) } },
    select: { id: true, name: true, endedAt: true },
  });
  const named = new Map(syncs.map((sync) => [sync.id, sync]));
  return {
    ...monthView(month, storedBudget(budget)),
    bytesOfQuestions: await bytesOfQuestions(db, id, month.since),
    syncs: groups.map(({ syncId: id, runs, cost }) => {
      const sync = named.get(id)!;
      return { id, name: sync.name, hasEnded: sync.endedAt !== null, runs, cost: costView(cost) };
    }),
  };
}

async function bytesOfQuestions(db: Transaction, workspaceId: string, since: Date): Promise<number> {
  const where = { workspaceId, day: { gte: since } };
  const { _sum } = await db.scannedBytes.aggregate({ where, _sum: { bytes: true } });
  return Number(_sum.bytes ?? 0);
}
