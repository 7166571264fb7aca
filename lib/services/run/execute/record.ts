import type { LedgerCounts, PlanSummary, RunPhase, RunStatus, Waterfall } from "@/lib/core/membership/types";
import type { ErrorView } from "@/lib/core/views/error";
import { database, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import { appendAudit, COTERIE } from "@/lib/services/audit";
import { forgetStep } from "@/lib/services/run/forget-step";
import { followRun } from "@/lib/services/schedule/follow";
import { finishEmptying } from "@/lib/services/sync/finish-emptying";
import type { Subject } from "./subject";

/** What the run's row tells: where it is, what it counted, how it ended. Counts and ids only. */
export async function recordStart(runId: string, at: Date): Promise<void> {
  const { startedAt } = await database().run.findUniqueOrThrow({ where: { id: runId } });
  await database().run.update({
    where: { id: runId },
    data: { status: "running", startedAt: startedAt ?? at, finishedAt: null, attempts: { increment: 1 } },
  });
}

/** How the run has ended, or null while it has not. */
export async function endedStatus(runId: string): Promise<RunStatus | null> {
  const { status } = await database().run.findUniqueOrThrow({
    where: { id: runId },
    select: { status: true },
  });
  return status === "queued" || status === "running" ? null : status;
}

export async function recordPhase(runId: string, phase: RunPhase): Promise<void> {
  await database().run.update({ where: { id: runId }, data: { phase } });
}

export async function recordWaterfall(runId: string, subject: Subject, waterfall: Waterfall): Promise<void> {
  await database().run.update({ where: { id: runId }, data: { waterfall: toJson(waterfall) } });
  await recordSize(subject, waterfall.members);
}

/** One point of the audience's history of sizes; a share of it says nothing of that. */
export async function recordSize(
  { workspaceId, audienceId, asOf, split }: Subject,
  members: number,
): Promise<void> {
  if (split !== null) return;
  await database().audienceSize.upsert({
    where: { audienceId_asOf: { audienceId, asOf } },
    create: { workspaceId, audienceId, asOf, members },
    update: { members },
  });
}

export async function recordPlan(runId: string, summary: PlanSummary): Promise<void> {
  await database().run.update({ where: { id: runId }, data: { plan: toJson(summary) } });
}

export async function recordProblem(runId: string, problem: ErrorView["error"] | null): Promise<void> {
  await database().run.update({
    where: { id: runId },
    data: { problem: problem ? toJson(problem) : Prisma.DbNull },
  });
}

export type Ending = {
  status: RunStatus;
  problem: ErrorView["error"] | null;
  ledger: LedgerCounts | null;
};

/** Run, sync and audit trail move together: the ledger's counts are what this run left. */
export async function recordEnd(
  runId: string,
  subject: Subject,
  { status, problem, ledger }: Ending,
  at: Date,
): Promise<void> {
  const isComplete = status === "succeeded" || status === "partly_failed";
  await database().$transaction(async (tx) => {
    const run = await tx.run.update({
      where: { id: runId },
      data: {
        status,
        finishedAt: at,
        problem: problem ? toJson(problem) : Prisma.DbNull,
        ...(isComplete ? { phase: "done" } : {}),
        ...(ledger ? { ledger: toJson(ledger) } : {}),
      },
    });
    await forgetStep(tx, runId);
    if (ledger) {
      await tx.sync.update({ where: { id: subject.syncId }, data: { ledger: toJson(ledger) } });
    }
    if (isComplete) {
      await recordDestinationWell(tx, runId, subject);
      await followRun(tx, run);
    }
    await appendAudit(tx, subject.workspaceId, COTERIE, {
      action: "run.end",
      subject: `run:${runId}`,
      after: { sync: subject.syncId, lane: run.lane, status, plan: run.plan, ledger },
      reason: problem?.code ?? null,
    });
    if (run.kind === "empty") await finishEmptying(tx, run, status);
  });
}

/** Calls that went through show that what was wrong with the account is mended; a run without any shows nothing. */
async function recordDestinationWell(
  tx: Transaction,
  runId: string,
  { destination }: Subject,
): Promise<void> {
  const sent = await tx.runBatch.findFirst({ where: { runId, state: "acknowledged" } });
  if (!sent) return;
  await tx.destination.updateMany({
    where: { id: destination.id, status: "failing" },
    data: { status: "connected", problem: null },
  });
}

/** What the platform thinks of the account, for everyone who looks at the destination. */
export async function recordDestinationFailure({ destination }: Subject, problem: string): Promise<void> {
  await database().destination.update({
    where: { id: destination.id },
    data: { status: "failing", problem },
  });
}
