import { z } from "zod";
import { Conflict, CoterieError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { Prisma, type Run, type Sync } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { recheckSync } from "../approval/recheck";
import { change, type Step } from "../service";
import { requireIdle } from "../sync/idle";
import { requireMayEmpty } from "../sync/may-empty";
import { requireObject } from "../sync/object-gone";
import { requireStep } from "./forget-step";
import { type LockedRun, lockRun } from "./load";
import { whyPaused } from "./start";
import { runRow } from "./view";

/** Takes up a run where it stopped, with the same as_of; only while it is the sync's newest and still approved. */
export const retryRun = change(
  {
    name: "run.retry",
    role: "marketer",
    rows: ({ id }) => ({ run: id }),
    input: z.object({ id: z.string() }),
  },
  async (step, { id }) => runRow(await takeUpAgain(step, await lockRun(step.tx, step.actor.workspaceId, id))),
);

/** Queues a run that stopped short; one that is no longer approved is left as it is and refused. */
export async function takeUpAgain(step: Step, run: LockedRun): Promise<Run> {
  const { tx, actor, audit, unchanged, refuseAfterCommit } = step;
  await requireRetriable(tx, run);
  requireObject(run.sync);
  if (run.kind === "empty" || run.kind === "undo") await requireMayEmpty(step, run.sync);
  const standing = await recheckSync(tx, run.syncId, actor);
  const reason = standing?.reason ?? whyPaused(run.sync, run.id);
  // What only takes out asks for no approval, as when it was started.
  if (run.lane === "full" && run.kind !== "empty" && reason !== null) {
    unchanged();
    refuseAfterCommit(noLongerApproved(reason));
    return run;
  }
  const after = await tx.run.update({
    where: { id: run.id },
    data: { status: "queued", problem: Prisma.DbNull, cancelRequestedAt: null, finishedAt: null },
  });
  if (run.kind === "empty")
    await tx.sync.update({ where: { id: run.syncId }, data: { endingAt: new Date() } });
  await enqueue("run-sync", { runId: run.id }, { singletonKey: run.id, tx });
  await audit({
    action: "run.retry",
    subject: `run:${run.id}`,
    before: { status: run.status, phase: run.phase },
    after: { status: after.status, asOf: after.asOf },
  });
  return after;
}

const RETRIABLE: readonly Run["status"][] = ["failed", "partly_failed", "blocked", "cancelled"];

/** Whether a run may still be taken up; asked too before anyone is bothered for a decision on it. */
export async function requireRetriable(tx: Transaction, run: Run & { sync: Sync }): Promise<void> {
  if (!RETRIABLE.includes(run.status) || run.kind === "dry_run") {
    throw new Conflict(
      "NOT_RETRIABLE",
      "This run did not stop short.",
      "Start a new run of the sync instead.",
    );
  }
  requireStep(run);
  // Removals owed to people go on every night while a decision is waited for; a run that is taken up plans anew after them.
  const stands = run.lane === "full" ? { lane: run.lane } : {};
  const newest = await tx.run.findFirst({
    where: { syncId: run.syncId, kind: { not: "dry_run" }, ...stands },
    orderBy: { createdAt: "desc" },
  });
  // The hash and not the versions alone: the same versions may have been approved again over another catalog or policy.
  const isNewest = newest?.id === run.id && run.approvedHash === run.sync.approvedHash;
  if (isNewest) return requireIdle(tx, run.syncId);
  throw new Conflict(
    "SUPERSEDED",
    "Something newer was approved or run since.",
    "Start a new run of the sync instead.",
  );
}

function noLongerApproved(reason: string): CoterieError {
  return new CoterieError({
    code: "NOT_APPROVED",
    message: reason,
    remedy: "ask_approver",
    fix: "Resume the sync, or ask for approval again, then start a new run.",
  });
}
