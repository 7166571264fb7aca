import { z } from "zod";
import { service } from "../service";
import { channelView } from "./load";

/** Who recipients are is an admin's to know. */
export const listAlertChannels = service(
  { name: "alert_channel.list", role: "admin", input: z.object({}) },
  async ({ actor, db }) => {
    const rows = await db.alertChannel.findMany({
      where: { workspaceId: actor.workspaceId },
      orderBy: { name: "asc" },
    });
    return rows.map(channelView);
  },
);
