import { judge } from "@/lib/core/alerts/judge";
import { transition } from "@/lib/core/alerts/transition";
import type { Alert } from "@/lib/core/alerts/types";
import { database, type Transaction } from "@/lib/db/client";
import { enqueue, queue } from "@/lib/db/queue";
import { toJson } from "@/lib/db/stored";
import { syncFacts, type WatchedSync, watchedSync } from "./facts";
import { heardBy } from "./hearing";
import { rulesOf } from "./rules-of";

/**
 * Judges a sync anew and, where its state is another than before, queues one message for each channel that hears of it. However
 * many workers do so at a time: the sync's row is held while its runs are read and its state is written, so that nobody
 * judges by what was true before. Messages leave when that is committed, and the queue repeats them until they do. Returns
 * the notice of the change, null without one.
 */
export async function evaluateSync(syncId: string, clock = () => new Date()): Promise<string | null> {
  // Not within the transaction: a queue that is yet to start takes its time.
  await queue();
  return database().$transaction(async (tx) => {
    // Runs refer to the row and may go on doing so.
    await tx.$queryRaw`SELECT "id" FROM "Sync" WHERE "id" = ${syncId} FOR NO KEY UPDATE`;
    const sync = await watchedSync(tx, syncId);
    return sync && (await change(tx, sync, clock()));
  });
}

/** All syncs that run, and those that ended with something still open. A sync that cannot be judged holds up no other. */
export async function evaluateAll(
  failed: (syncId: string, error: unknown) => void,
  clock?: () => Date,
): Promise<void> {
  const syncs = await database().sync.findMany({
    where: { OR: [{ endedAt: null }, { alertStates: { some: {} } }] },
    select: { id: true },
  });
  for (const { id } of syncs) {
    await evaluateSync(id, clock).catch((error: unknown) => failed(id, error));
  }
}

async function change(tx: Transaction, sync: WatchedSync, now: Date): Promise<string | null> {
  const rules = rulesOf(sync);
  const after = judge(await syncFacts(tx, sync, rules, now), rules);
  const before = await openAlerts(tx, sync.id);
  await writeStates(tx, sync, before, after, now);
  if (!transition(before, after)) return null;
  const { id: syncId, workspaceId } = sync;
  const notice = await tx.alertNotice.create({
    data: { workspaceId, syncId, at: now, before: toJson(before), after: toJson(after) },
  });
  await queueMessages(tx, notice.id, sync, before, after);
  return notice.id;
}

async function openAlerts(tx: Transaction, syncId: string): Promise<Alert[]> {
  const states = await tx.alertState.findMany({ where: { syncId }, orderBy: { kind: "asc" } });
  return states.map(({ kind, level, message }) => ({ kind, level, message }));
}

/** A sentence that says the same with other numbers is kept, and not told. */
async function writeStates(
  tx: Transaction,
  { id: syncId, workspaceId }: WatchedSync,
  before: readonly Alert[],
  after: readonly Alert[],
  now: Date,
): Promise<void> {
  await tx.alertState.deleteMany({ where: { syncId, kind: { notIn: after.map(({ kind }) => kind) } } });
  for (const { kind, level, message } of after) {
    const isTold = before.some((alert) => alert.kind === kind && alert.level === level);
    await tx.alertState.upsert({
      where: { syncId_kind: { syncId, kind } },
      create: { syncId, kind, workspaceId, level, message, since: now, toldAt: now },
      update: { level, message, ...(isTold ? {} : { toldAt: now }) },
    });
  }
}

async function queueMessages(
  tx: Transaction,
  noticeId: string,
  sync: WatchedSync,
  before: readonly Alert[],
  after: readonly Alert[],
): Promise<void> {
  const { workspaceId } = sync;
  const channels = await tx.alertChannel.findMany({ where: { workspaceId, enabled: true, digest: false } });
  for (const channel of channels) {
    if (!heardBy(channel, sync, before, after)) continue;
    const channelId = channel.id;
    const singletonKey = `${noticeId} ${channelId}`;
    await enqueue("send-alert", { noticeId, channelId }, { singletonKey, tx });
  }
}
