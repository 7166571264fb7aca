import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { appendAudit, COTERIE } from "../audit";
import { currentCatalog } from "../catalog/current";
import { policyInForce } from "../destination/load";
import { isThereAgain, reopenEpoch } from "../sync/object-gone";
import { whyPaused } from "./start";

/** A sync that ran since has removed what was owed. */
const RECENT_MS = 20 * 3_600_000;

/**
 * Queues a run of the privacy lane for every sync whose ordinary runs do not happen: paused, void, blocked the last
 * time, or not run to its end for a day. What is owed to someone who withdrew consent does not wait for the sync.
 * Returns the runs.
 */
export async function startPrivacyRuns(only?: { syncId: string }): Promise<string[]> {
  const syncs = await database().sync.findMany({
    where: {
      ...(only ? { id: only.syncId } : {}),
      endedAt: null,
      // Without a ledger and a call that was begun, nobody is there to be removed.
      OR: [{ ledger: { not: Prisma.DbNull } }, { runs: { some: { batches: { some: wasBegun } } } }],
    },
    include: {
      workspace: true,
      audience: true,
      destination: true,
      runs: { where: notDry, orderBy: { createdAt: "desc" }, take: 1 },
    },
  });
  const started: string[] = [];
  for (const sync of syncs.filter(isWaiting)) {
    if (sync.objectGoneAt !== null && !(await foundAgain(sync))) continue;
    const run = await startOne(sync.id);
    if (run) started.push(run);
  }
  return started;
}

const notDry = { kind: { not: "dry_run" as const } };
const wasBegun = { sentAt: { not: null } };

type SyncWithRun = Prisma.SyncGetPayload<{
  include: { workspace: true; audience: true; destination: true; runs: true };
}>;

function isWaiting(sync: SyncWithRun): boolean {
  const [last] = sync.runs;
  if (whyPaused(sync) !== null || sync.voidReason !== null || !last) return true;
  const isThrough = last.status === "succeeded" || last.status === "partly_failed";
  return !isThrough || (last.finishedAt?.getTime() ?? 0) < Date.now() - RECENT_MS;
}

/** With the object went everyone who was owed a removal; but a platform may have said so of what a token could not see. */
async function foundAgain(sync: SyncWithRun): Promise<boolean> {
  if (!(await isThereAgain(sync).catch(() => false))) return false;
  await database().$transaction((tx) =>
    reopenEpoch(tx, sync, (entry) => appendAudit(tx, sync.workspaceId, COTERIE, entry)),
  );
  return true;
}

/** Null when a run of the sync is under way: that one removes what is owed. */
async function startOne(syncId: string): Promise<string | null> {
  return database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Sync" WHERE "id" = ${syncId} FOR UPDATE`;
    const active = await tx.run.findFirst({ where: { syncId, status: { in: ["queued", "running"] } } });
    const last = await tx.run.findFirst({ where: { syncId, ...notDry }, orderBy: { createdAt: "desc" } });
    if (active || !last) return null;
    const sync = await tx.sync.findUniqueOrThrow({ where: { id: syncId } });
    const { workspaceId, syncVersionId, audienceVersionId } = last;
    const run = await tx.run.create({
      data: {
        workspaceId,
        syncId,
        syncVersionId: sync.approvedVersionId ?? syncVersionId,
        audienceVersionId: sync.approvedAudienceVersionId ?? audienceVersionId,
        catalogVersionId: (await currentCatalog(tx, workspaceId)).id,
        policyVersionId: (await policyInForce(tx, sync.destinationId))?.id ?? last.policyVersionId,
        approvedHash: sync.approvedHash,
        lane: "privacy",
        trigger: "coterie",
        asOf: new Date(),
      },
    });
    await enqueue("run-sync", { runId: run.id }, { singletonKey: run.id, tx });
    await appendAudit(tx, workspaceId, COTERIE, {
      action: "run.start",
      subject: `run:${run.id}`,
      after: { sync: syncId, lane: "privacy", asOf: run.asOf },
      reason: "Removals owed while the sync does not run.",
    });
    return run.id;
  });
}
