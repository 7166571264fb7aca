import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { sealSecrets } from "@/lib/db/secrets";
import { toJson } from "@/lib/db/stored";
import { change } from "../service";
import { parseWarehouse } from "./load";

/** As typed into the form; what is left empty is left out. */
export const typedSettings = z.record(z.string(), z.string().max(10_000));

const input = z.object({
  kind: z.string(),
  name: z.string().trim().min(1, "Give it a name.").max(200),
  settings: typedSettings.default({}),
  secrets: z.record(z.string(), z.string()).default({}),
});

/** Keeps how to reach a warehouse, its secrets sealed. Nothing is read from it yet. */
export const createWarehouse = change(
  { name: "warehouse.create", role: "admin", input },
  async ({ tx, actor, audit }, { kind, name, ...typed }) => {
    const { workspaceId, userId } = actor;
    const { settings, secrets } = parseWarehouse(kind, typed.settings, typed.secrets);
    await requireFreeName(tx, workspaceId, name);
    const id = randomUUID();
    await tx.warehouse.create({
      data: {
        ...{ id, workspaceId, kind, name, createdById: userId },
        settings: toJson(settings),
        secrets: sealSecrets(secrets, id),
      },
    });
    await audit({ action: "warehouse.create", subject: `warehouse:${id}`, after: { kind, name, settings } });
    return { id };
  },
);

export async function requireFreeName(tx: Transaction, workspaceId: string, name: string, except?: string) {
  const other = await tx.warehouse.findFirst({
    where: { workspaceId, name, ...(except ? { id: { not: except } } : {}) },
  });
  if (!other) return;
  throw new Conflict("NAME_TAKEN", `There is already a warehouse “${name}”.`, "Choose another name.");
}
