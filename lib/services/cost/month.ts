import { monthOf } from "@/lib/core/cost/budget";
import type { Budget, Cost } from "@/lib/core/cost/types";
import { smallCount } from "@/lib/core/small-count";
import type { CostView, MonthView } from "@/lib/core/views/cost";
import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/** The columns of a run that say what it cost. */
const COSTS = {
  platformCalls: true,
  bytesBilled: true,
  rowsRead: true,
  rowsSent: true,
  workedMs: true,
} as const satisfies Prisma.RunSelect;

type Stored = {
  platformCalls: number | null;
  bytesBilled: bigint | null;
  rowsRead: bigint | null;
  rowsSent: bigint | null;
  workedMs: bigint | null;
};

export type Month = { since: Date; runs: number; cost: Cost };

/** What the runs of a sync, or of all syncs of a workspace, cost since the month began. */
export async function monthSoFar(
  db: Transaction,
  of: { syncId: string } | { workspaceId: string },
  now = new Date(),
): Promise<Month> {
  const since = monthOf(now);
  const where = { ...of, createdAt: { gte: since } };
  const { _sum, _count } = await db.run.aggregate({ where, _sum: COSTS, _count: true });
  return { since, runs: _count, cost: costOf(_sum) };
}

/** The syncs of a workspace that cost anything this month, those with the most calls first. */
export async function monthBySync(db: Transaction, workspaceId: string, now = new Date()) {
  const since = monthOf(now);
  const groups = await db.run.groupBy({
    by: ["syncId"],
    where: { workspaceId, createdAt: { gte: since } },
    _sum: COSTS,
    _count: true,
    orderBy: [{ _sum: { platformCalls: "desc" } }, { syncId: "asc" }],
  });
  return groups.map(({ syncId, _sum, _count }) => ({ syncId, runs: _count, cost: costOf(_sum) }));
}

export function costOf({ platformCalls, bytesBilled, rowsRead, rowsSent, workedMs }: Stored): Cost {
  return {
    platformCalls: platformCalls ?? 0,
    bytesBilled: bytesBilled === null ? null : Number(bytesBilled),
    rowsRead: Number(rowsRead ?? 0),
    rowsSent: Number(rowsSent ?? 0),
    seconds: Number(workedMs ?? 0) / 1_000,
  };
}

export function costView(cost: Cost): CostView {
  return { ...cost, rowsRead: smallCount(cost.rowsRead), rowsSent: smallCount(cost.rowsSent) };
}

export function monthView({ since, runs, cost }: Month, budget: Budget): MonthView {
  return { since: since.toISOString(), runs, cost: costView(cost), budget };
}
