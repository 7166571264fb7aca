import type { Pass } from "@/lib/core/guards/look";
import type { Facts } from "@/lib/core/guards/types";
import { database } from "@/lib/db/client";
import { storedFindings, storedImpact } from "@/lib/db/stored";

/** What somebody let pass of this run, up to what was measured then. */
export async function passesOf(runId: string): Promise<Pass[]> {
  const approved = await database().runPass.findMany({
    where: { runId, status: "approved" },
    select: { findings: true },
  });
  return approved.flatMap(({ findings }) =>
    storedFindings(findings).map(({ guard, subject, measured }) => ({ guard, subject, upTo: measured })),
  );
}

type History = Pick<Facts, "approved" | "sinceLast"> & {
  emptyColumns: readonly string[];
  /** People of whom something would have been held then. */
  approvedHeld: number | null;
};

/** What approval measured, and how long ago this sync last ran through. */
export async function historyOf(syncId: string, asOf: string): Promise<History> {
  const { approvedAt, approvedChangeSet } = await database().sync.findUniqueOrThrow({
    where: { id: syncId },
    select: { approvedAt: true, approvedChangeSet: { select: { impact: true } } },
  });
  const last = await database().run.findFirst({
    // A step of a first run brings only some of them: whoever is left was approved to enter too.
    where: {
      syncId,
      lane: "full",
      kind: { notIn: ["dry_run", "ramp"] },
      status: { in: ["succeeded", "partly_failed"] },
    },
    orderBy: { asOf: "desc" },
    select: { asOf: true, createdAt: true },
  });
  const isFirst = !last || (approvedAt !== null && last.createdAt < approvedAt);
  const impact = storedImpact(approvedChangeSet?.impact ?? null);
  return {
    approved: impact && {
      members: impact.members.after,
      ...(impact.usual ?? { dailyEnter: 0, dailyLeave: 0, days: 0 }),
      atOnce: isFirst ? impact.plan.people : null,
    },
    sinceLast: last && (Date.parse(asOf) - last.asOf.getTime()) / 3_600_000,
    approvedHeld: impact && impact.plan.people.enter + impact.plan.people.stay,
    emptyColumns: impact?.emptyColumns ?? [],
  };
}
