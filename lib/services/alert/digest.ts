import { type DayOfSync, digestDue, digestLines } from "@/lib/core/alerts/digest";
import { database } from "@/lib/db/client";
import { enqueue, queue } from "@/lib/db/queue";
import { storedAlerts } from "@/lib/db/stored";
import { meantFor } from "./hearing";
import { linkTo } from "./link";
import { liveUnseen } from "./live-unseen";
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
  const alerts = digestLines(days, channel.levels);
  const unseen = await liveUnseen(channel.workspaceId, day.from, day.until);
  if (alerts.length + unseen.length === 0) return;
  await deliver(channel, {
    id: `digest-${channel.id}-${day.until}`.replaceAll(":", "-"),
    subject: `workspace:${channel.workspaceId}`,
    change: "digest",
    level: "warning",
    title: titleOfDay(alerts.length, unseen.length),
    lines: [...alerts, ...unseen],
    open: [],
    at: day.until,
    link: linkTo("/syncs"),
  });
}

/** "Alerts of the day: 2 syncs; went live unseen: 1" */
function titleOfDay(alerts: number, unseen: number): string {
  const parts = [
    ...(alerts > 0 ? [`Alerts of the day: ${alerts === 1 ? "1 sync" : `${alerts} syncs`}`] : []),
    ...(unseen > 0 ? [`${alerts > 0 ? "w" : "W"}ent live unseen: ${unseen}`] : []),
  ];
  return parts.join("; ");
}
