import { type AlertMessage, linesOf, titleOf } from "@/lib/core/alerts/message";
import type { Transition } from "@/lib/core/alerts/transition";
import { asCoterieError } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import type { AlertChannel, AlertNotice, Prisma } from "@/lib/db/generated/client";
import { storedAlerts } from "@/lib/db/stored";
import { notify } from "@/lib/notify/channel";
import { openChannel } from "../alert-channel/load";
import { heardBy } from "./hearing";
import { linkTo } from "./link";

const withSync = {
  sync: { select: { name: true, alertChannelIds: true } },
} satisfies Prisma.AlertNoticeInclude;
type Notice = Prisma.AlertNoticeGetPayload<{ include: typeof withSync }>;

/** Tells one channel of one change. Throws what another time may get over; what somebody has to mend stays on the channel. */
export async function sendAlert({
  noticeId,
  channelId,
}: {
  noticeId: string;
  channelId: string;
}): Promise<void> {
  const channel = await database().alertChannel.findUnique({ where: { id: channelId } });
  const notice = await database().alertNotice.findUnique({
    where: { id: noticeId },
    include: withSync,
  });
  if (!channel?.enabled || !notice) return;
  const change = changeFor(channel, notice);
  if (!change || (channel.kind === "pagerduty" && (await isOutdated(channel, notice)))) return;
  await deliver(channel, messageOf(notice, notice.sync.name, change));
}

/** Sends and notes on the channel what came of it. */
export async function deliver(channel: AlertChannel, message: AlertMessage): Promise<void> {
  const { id } = channel;
  const now = new Date();
  try {
    await notify(openChannel(channel), message, now);
    await database().alertChannel.updateMany({ where: { id }, data: { sentAt: now, problem: null } });
  } catch (error) {
    const failure = asCoterieError(error);
    await database().alertChannel.updateMany({ where: { id }, data: { problem: failure.message } });
    if (failure.remedy === "retry") throw failure;
  }
}

function messageOf({ id, syncId, at }: AlertNotice, name: string, change: Transition): AlertMessage {
  return {
    id,
    subject: `sync:${syncId}`,
    change: change.change,
    level: change.level,
    title: titleOf(name, change),
    lines: linesOf(change),
    open: change.open.map(({ kind }) => kind),
    at: at.toISOString(),
    link: linkTo(`/syncs/${syncId}`),
  };
}

function changeFor(channel: AlertChannel, { sync, before, after }: Notice) {
  return heardBy(channel, sync, storedAlerts(before), storedAlerts(after));
}

/** An incident that was resolved must not be opened again by a message that was held up. */
async function isOutdated(channel: AlertChannel, { syncId, id }: Notice): Promise<boolean> {
  const later = await database().alertNotice.findMany({
    where: { syncId, id: { gt: id } },
    include: withSync,
  });
  return later.some((notice) => changeFor(channel, notice) !== null);
}
