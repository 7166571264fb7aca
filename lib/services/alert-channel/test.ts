import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AlertMessage } from "@/lib/core/alerts/message";
import { asCoterieError } from "@/lib/core/errors";
import { notify } from "@/lib/notify/channel";
import { linkTo } from "../alert/link";
import { service } from "../service";
import { channelView, loadChannel, openChannel } from "./load";

/** Sends a message that says it is a test, and keeps what came of it. Throws what came in the way. */
export const testAlertChannel = service(
  { name: "alert_channel.test", role: "admin", input: z.object({ id: z.string() }) },
  async ({ actor, db, transaction }, { id }) => {
    const channel = await loadChannel(db, actor.workspaceId, id);
    const now = new Date();
    const failure = await notify(openChannel(channel), testMessage(now), now).then(
      () => null,
      (error: unknown) => asCoterieError(error),
    );
    const row = await transaction(async ({ tx, audit }) => {
      const outcome = failure ? { problem: failure.message } : { problem: null, sentAt: now };
      const written = await tx.alertChannel.update({ where: { id }, data: outcome });
      await audit({
        action: "alert_channel.test",
        subject: `alert_channel:${id}`,
        after: { sent: failure === null, code: failure?.code ?? null },
      });
      return written;
    });
    if (failure) throw failure;
    return channelView(row);
  },
);

function testMessage(now: Date): AlertMessage {
  const id = randomUUID();
  return {
    id,
    subject: `test:${id}`,
    change: "test",
    level: "warning",
    title: "This is a test",
    lines: ["Alerts of Coterie arrive here. Nothing is wrong."],
    open: [],
    at: now.toISOString(),
    link: linkTo("/settings/alerts"),
  };
}
