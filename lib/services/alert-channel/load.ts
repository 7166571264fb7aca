import { Conflict, NotFound } from "@/lib/core/errors";
import type { AlertChannelView } from "@/lib/core/views/alert";
import type { Transaction } from "@/lib/db/client";
import type { AlertChannel } from "@/lib/db/generated/client";
import { openSecrets } from "@/lib/db/secrets";
import { type Channel, channelSchema } from "@/lib/notify/channel";
import { parse } from "../parse";

/** The channel, if it is in this workspace. */
export async function loadChannel(
  db: Pick<Transaction, "alertChannel">,
  workspaceId: string,
  id: string,
): Promise<AlertChannel> {
  const row = await db.alertChannel.findFirst({ where: { id, workspaceId } });
  if (!row) throw new NotFound("alert channel", id);
  return row;
}

/** With its secrets, for the life of one message. */
export function openChannel({ id, kind, settings, secrets }: AlertChannel): Channel {
  return parse(channelSchema, { kind, settings, secrets: openSecrets(secrets, id) });
}

export function channelView(row: AlertChannel): AlertChannelView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    // Written from the same schema; who may read it is an admin.
    settings: row.settings as AlertChannelView["settings"],
    levels: row.levels,
    digest: row.digest,
    enabled: row.enabled,
    sentAt: row.sentAt?.toISOString() ?? null,
    problem: row.problem,
  };
}

/** PagerDuty keeps incidents, and a digest is none. */
export function requireOrdinary({ kind, digest }: Pick<AlertChannel, "kind" | "digest">): void {
  if (kind !== "pagerduty" || !digest) return;
  throw new Conflict(
    "NO_DIGEST",
    "PagerDuty opens and resolves incidents as they happen; it takes no digest.",
    "Send the digest to e-mail, Slack or a webhook.",
  );
}

export async function requireFreeName(
  tx: Transaction,
  workspaceId: string,
  name: string,
  except?: string,
): Promise<void> {
  const other = await tx.alertChannel.findFirst({
    where: { workspaceId, name, ...(except ? { id: { not: except } } : {}) },
  });
  if (!other) return;
  throw new Conflict("NAME_TAKEN", `There is already a channel "${name}".`, "Choose another name.");
}
