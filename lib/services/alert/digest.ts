import { type DayOfSync, digestDue, digestLines } from "@/lib/core/alerts/digest";
import { database } from "@/lib/db/client";
import { enqueue, queue } from "@/lib/db/queue";
import { storedAlerts } from "@/lib/db/stored";
import { meantFor } from "./hearing";
import { linkTo } from "./link";
import { deliver } from "./send";

const KEPT_MS = 90 * 86_400_000;

/** Queues the digests that are due, each once: whoever moves a channel's mark is who queues it. */
export async function queueDigests(now: Date): Promise<void> {
  await queue();
  const channels = await database().alertChannel.findMany({
    where: { digest: true, enabled: true },
    include: { workspace: { select: { zone: true } } },
  });
  for (const { id: channelId, digestedAt, workspace } of channels) {
    const until = digestDue(workspace.zone, digestedAt, now);
    if (!until) continue;
    await database().$transaction(async (tx) => {
      const claim = { where: { id: channelId, digestedAt }, data: { digestedAt: until } };
      if ((await tx.alertChannel.updateMany(claim)).count === 0) return;
      const day = { channelId, from: digestedAt.toISOString(), until: until.toISOString() };
      await enqueue("send-digest", day, { singletonKey: `${channelId} ${day.until}`, tx });
    });
  }
  await database().alertNotice.deleteMany({ where: { at: { lt: new Date(now.getTime() - KEPT_MS) } } });
}

/** One message of what changed in that time; none where nothing did that the channel hears of. */
export async function sendDigest(day: { channelId: string; from: string; until: string }): Promise<void> {
  const channel = await database().alertChannel.findUnique({ where: { id: day.channelId } });
  if (!channel?.enabled) return;
  const notices = await database().alertNotice.findMany({
    where: { workspaceId: channel.workspaceId, at: { gt: day.from, lte: day.until } },
    include: { sync: { select: { name: true, alertChannelIds: true } } },
    orderBy: { id: "asc" },
  });
  const bySync = Map.groupBy(notices, ({ syncId }) => syncId);
  const days: DayOfSync[] = [...bySync.values()].map((changes) => ({
    name: changes[0]!.sync.name,
    changes: changes.map(({ sync, before, after }) => ({
      before: meantFor(channel, sync, storedAlerts(before)),
      after: meantFor(channel, sync, storedAlerts(after)),
    })),
  }));
  const lines = digestLines(days, channel.levels);
  if (lines.length === 0) return;
  await deliver(channel, {
    id: `digest-${channel.id}-${day.until}`.replaceAll(":", "-"),
    subject: `workspace:${channel.workspaceId}`,
    change: "digest",
    level: "warning",
    title: `Alerts of the day: ${lines.length === 1 ? "1 sync" : `${lines.length} syncs`}`,
    lines,
    open: [],
    at: day.until,
    link: linkTo("/syncs"),
  });
}
