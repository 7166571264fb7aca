import { z } from "zod";
import { rulesWith, syncRules } from "@/lib/core/alerts/rules";
import { InvalidInput } from "@/lib/core/errors";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import type { Transaction } from "@/lib/db/client";
import { storedAlertRules, toJson } from "@/lib/db/stored";
import { requireOrder, workspaceRulesOf } from "../alert/rules-of";
import { lockRow } from "../lock";
import { change, service } from "../service";
import { loadSync } from "./load";

/** Where alerts of a sync begin, and who is told. */
export const getSyncAlerts = service(
  {
    name: "sync.alerts",
    role: "viewer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string() }),
  },
  ({ actor, db }, { id }) => readAlerts(db, actor.workspaceId, id),
);

/**
 * All of it at once: numbers that are not given are the workspace's, and no channel means all of them. Takes effect at the
 * next look; what is owed to people is watched by the workspace's rules and told to all.
 */
export const setSyncAlerts = change(
  {
    name: "sync.set_alerts",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string(), rules: syncRules.default({}), channels: z.array(z.string()).max(50) }),
  },
  async ({ tx, actor, audit }, { id, rules, channels }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const before = await readAlerts(tx, workspaceId, id);
    requireOrder(before.inherited, rules);
    requireChannels(before, channels);
    const chosen = before.channels.map((one) => one.id).filter((one) => channels.includes(one));
    await tx.sync.update({ where: { id }, data: { alertRules: toJson(rules), alertChannelIds: chosen } });
    await audit({
      action: "sync.set_alerts",
      subject: `sync:${id}`,
      before: { rules: before.set, channels: before.chosen },
      after: { rules, channels: chosen },
    });
    return readAlerts(tx, workspaceId, id);
  },
);

async function readAlerts(db: Transaction, workspaceId: string, id: string): Promise<SyncAlertsView> {
  const { alertRules, alertChannelIds } = await loadSync(db, workspaceId, id);
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const channels = await db.alertChannel.findMany({ where: { workspaceId }, orderBy: { name: "asc" } });
  const inherited = workspaceRulesOf(workspace);
  const set = storedAlertRules(alertRules) ?? {};
  return {
    ...{ inherited, set, inForce: rulesWith(inherited, set) },
    // Names and kinds alone: where they lead is an admin's to know.
    channels: channels.map(({ id, name, kind, enabled }) => ({ id, name, kind, enabled })),
    chosen: alertChannelIds,
  };
}

function requireChannels({ channels }: SyncAlertsView, wanted: readonly string[]): void {
  const unknown = wanted.find((id) => !channels.some((one) => one.id === id));
  if (unknown === undefined) return;
  throw new InvalidInput({
    code: "UNKNOWN_CHANNEL",
    message: "One of the channels is not there any more.",
    fix: "Choose from those the workspace has.",
    path: "channels",
  });
}
