import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { toJson } from "@/lib/db/stored";
import { appendAudit, COTERIE } from "../audit";
import { forgetStep } from "./forget-step";

const PROBLEM: ErrorView["error"] = {
  code: "WORKER_KEPT_ENDING",
  message: "The process working on this run ended again and again.",
  fix: "Look at the worker's log and its memory, then run it again: it goes on where it stopped.",
  remedy: "retry",
};

/** Ends a run nobody works on any more; what was sent stays in the journal for the next one. */
export async function giveUpRun(runId: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: runId, status: { in: ["queued", "running"] } },
      data: { status: "failed", finishedAt: new Date(), problem: toJson(PROBLEM) },
    });
    if (count === 0) return;
    await forgetStep(tx, runId);
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId } });
    await appendAudit(tx, run.workspaceId, COTERIE, {
      action: "run.fail",
      subject: `run:${runId}`,
      after: { status: "failed", code: PROBLEM.code },
    });
  });
}
