import { z } from "zod";
import { change } from "../service";
import { loadChannel } from "./load";

/** It is told of nothing any more, nor of what waits to be sent. */
export const deleteAlertChannel = change(
  { name: "alert_channel.delete", role: "admin", input: z.object({ id: z.string() }) },
  async ({ tx, actor, audit }, { id }) => {
    const { kind, name } = await loadChannel(tx, actor.workspaceId, id);
    await tx.alertChannel.delete({ where: { id } });
    // A sync that is left without any tells all of them.
    await tx.$executeRaw`
      UPDATE "Sync" SET "alertChannelIds" = array_remove("alertChannelIds", ${id})
      WHERE "workspaceId" = ${actor.workspaceId} AND ${id} = ANY("alertChannelIds")`;
    await audit({
      action: "alert_channel.delete",
      subject: `alert_channel:${id}`,
      before: { kind, name },
    });
    return { id };
  },
);
