import { randomBytes } from "node:crypto";
import { z } from "zod";
import { sealSecrets } from "@/lib/db/secrets";
import { lockRow } from "../lock";
import { change } from "../service";
import { loadSync } from "./load";

const input = z.object({
  id: z.string(),
  /** dbt makes one of its own for each webhook; without it a new one is made here. */
  secret: z.string().trim().min(16, "The secret has 16 characters at least.").max(500).optional(),
});

/** The secret that signs the messages which start a sync, in place of any before. One made here is shown this once. */
export const setSyncHook = change(
  { name: "sync.set_hook", role: "marketer", rows: ({ id }) => ({ sync: id }), input },
  async ({ tx, actor, audit }, { id, secret }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    const made = secret ?? randomBytes(32).toString("hex");
    await tx.sync.update({
      where: { id },
      data: { hookSecret: sealSecrets({ secret: made }, `hook:${id}`) },
    });
    await audit({
      action: "sync.set_hook",
      subject: `sync:${id}`,
      before: { set: sync.hookSecret !== null },
      after: { set: true, given: secret !== undefined },
    });
    return { path: hookPath(id), secret: secret === undefined ? made : null };
  },
);

export function hookPath(syncId: string): string {
  return `/api/hooks/dbt/${syncId}`;
}
