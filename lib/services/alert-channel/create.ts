import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ALERT_LEVELS } from "@/lib/core/alerts/types";
import { sealSecrets } from "@/lib/db/secrets";
import { toJson } from "@/lib/db/stored";
import { channelSchema } from "@/lib/notify/channel";
import { change } from "../service";
import { channelView, requireFreeName, requireOrdinary } from "./load";

export const channelFields = {
  name: z.string().trim().min(1).max(100),
  levels: z.array(z.enum(ALERT_LEVELS)).min(1, "Choose what it is told of.").max(ALERT_LEVELS.length),
  digest: z.boolean(),
};

const input = z.object({
  ...channelFields,
  levels: channelFields.levels.default([...ALERT_LEVELS]),
  digest: channelFields.digest.default(false),
  channel: channelSchema,
});

/** From now on it is told of every change. */
export const createAlertChannel = change(
  { name: "alert_channel.create", role: "admin", input },
  async ({ tx, actor, audit }, { name, levels, digest, channel }) => {
    const { workspaceId, userId } = actor;
    const { kind, settings } = channel;
    requireOrdinary({ kind, digest });
    await requireFreeName(tx, workspaceId, name);
    const id = randomUUID();
    const row = await tx.alertChannel.create({
      data: {
        ...{ id, workspaceId, kind, name, digest, createdById: userId },
        levels: [...new Set(levels)],
        settings: toJson(settings),
        secrets: sealSecrets(channel.secrets, id),
      },
    });
    // Recipients are people's addresses: how many is told, not which.
    await audit({
      action: "alert_channel.create",
      subject: `alert_channel:${id}`,
      after: {
        kind,
        name,
        levels,
        digest,
        recipients: channel.kind === "email" ? channel.settings.to.length : null,
      },
    });
    return channelView(row);
  },
);
