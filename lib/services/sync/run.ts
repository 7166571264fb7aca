import { z } from "zod";
import { Conflict, CoterieError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { recheckSync } from "../approval/recheck";
import { currentCatalog } from "../catalog/current";
import { policyInForce } from "../destination/load";
import { lockRow } from "../lock";
import { change } from "../service";
import { loadSync } from "./load";
import { requireObject } from "./object-gone";

export type StartedRun = {
  runId: string;
  lane: "full" | "privacy";
  /** Why only removals owed to consent, suppression or deletion run. */
  because: string | null;
};

/**
 * Queues a run of what was approved, as of now. Paused or void syncs get the privacy lane only; a sync that was never
 * approved does not run at all.
 */
export const runSync = change(
  {
    name: "sync.run",
    role: "marketer",
    input: z.object({ id: z.string(), reason: z.string().trim().max(1_000).optional() }),
  },
  async ({ tx, actor, audit }, { id, reason }): Promise<StartedRun> => {
    const { workspaceId, userId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    requireObject(sync);
    const standing = await recheckSync(tx, id, actor);
    if (!standing || !sync.approvedVersionId || !sync.approvedAudienceVersionId) throw notApproved(sync.name);
    await requireIdle(tx, id);
    const because = standing.reason ?? whyPaused(sync);
    const lane = because === null ? "full" : "privacy";
    const run = await tx.run.create({
      data: {
        workspaceId,
        syncId: id,
        syncVersionId: sync.approvedVersionId,
        audienceVersionId: sync.approvedAudienceVersionId,
        catalogVersionId: (await currentCatalog(tx, workspaceId)).id,
        policyVersionId: (await policyInForce(tx, sync.destinationId))!.id,
        approvedHash: sync.approvedHash,
        lane,
        asOf: new Date(),
        triggeredById: userId,
      },
    });
    await enqueue("run-sync", { runId: run.id }, { singletonKey: run.id, tx });
    await audit({
      action: "run.start",
      subject: `run:${run.id}`,
      after: { sync: id, lane, asOf: run.asOf, approvedHash: sync.approvedHash },
      reason: reason ?? because,
    });
    return { runId: run.id, lane, because };
  },
);

export function whyPaused(sync: { paused: boolean; audience: { paused: boolean } }): string | null {
  if (sync.paused) return "The sync is paused.";
  return sync.audience.paused ? "The audience is paused." : null;
}

/** The database's unique index settles two clicks at the same moment. */
async function requireIdle(tx: Transaction, syncId: string): Promise<void> {
  const active = await tx.run.findFirst({ where: { syncId, status: { in: ["queued", "running"] } } });
  if (!active) return;
  throw new Conflict("RUN_ACTIVE", "A run of this sync is under way.", "Wait for it to end, or cancel it.");
}

function notApproved(name: string): CoterieError {
  return new CoterieError({
    code: "NOT_APPROVED",
    message: `Nothing of "${name}" is approved yet.`,
    remedy: "ask_approver",
    fix: "Ask for approval; an approver other than you decides.",
  });
}
