import { z } from "zod";
import { openSecrets, sealSecrets } from "@/lib/db/secrets";
import { toJson } from "@/lib/db/stored";
import { channelSchema } from "@/lib/notify/channel";
import { lockRow } from "../lock";
import { parse } from "../parse";
import { change } from "../service";
import { channelFields } from "./create";
import { channelView, loadChannel, requireFreeName, requireOrdinary } from "./load";

const input = z.object({
  id: z.string(),
  name: channelFields.name.optional(),
  levels: channelFields.levels.optional(),
  digest: channelFields.digest.optional(),
  enabled: z.boolean().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  /** Only those given are replaced. */
  secrets: z.record(z.string(), z.string()).optional(),
});

/** Only what is given changes; its kind never does. */
export const updateAlertChannel = change(
  { name: "alert_channel.update", role: "admin", input },
  async ({ tx, actor, audit }, { id, settings, secrets, ...given }) => {
    await lockRow(tx, "AlertChannel", actor.workspaceId, id);
    const before = await loadChannel(tx, actor.workspaceId, id);
    const { name, levels, digest, enabled } = { ...before, ...defined(given) };
    requireOrdinary({ kind: before.kind, digest });
    await requireFreeName(tx, actor.workspaceId, name, id);
    const channel = parse(channelSchema, {
      kind: before.kind,
      settings: settings ?? before.settings,
      secrets: { ...openSecrets(before.secrets, id), ...secrets },
    });
    const row = await tx.alertChannel.update({
      where: { id },
      data: {
        ...{ name, levels: [...new Set(levels)], digest, enabled },
        settings: toJson(channel.settings),
        secrets: sealSecrets(channel.secrets, id),
        // What changed before it became a digest was told already.
        ...(digest && !before.digest ? { digestedAt: new Date() } : {}),
      },
    });
    await audit({
      action: "alert_channel.update",
      subject: `alert_channel:${id}`,
      before: said(before),
      after: {
        ...said(row),
        settingsReplaced: settings !== undefined,
        secretsReplaced: secrets !== undefined,
      },
    });
    return channelView(row);
  },
);

type Said = { name: string; levels: string[]; digest: boolean; enabled: boolean };
const said = ({ name, levels, digest, enabled }: Said): Said => ({ name, levels, digest, enabled });

/** Without what was not given, so that it does not hide what is there. */
function defined<T extends object>(given: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  // The same keys, fewer of them.
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
