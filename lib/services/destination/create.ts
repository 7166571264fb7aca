import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { sealSecrets } from "@/lib/db/secrets";
import { toJson } from "@/lib/db/stored";
import { change } from "../service";
import { definitionOf } from "./definitions";
import { chooseEndpoint } from "./endpoint";
import { accountOf, parseConnection } from "./load";

const input = z.object({
  kind: z.string(),
  name: z.string().trim().min(1).max(200),
  settings: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
  /** A simulator on this machine; in demo mode only. */
  endpoint: z.string().optional(),
});

/** Connects an account. Nothing may leave for it until a policy is set. */
export const createDestination = change(
  { name: "destination.create", role: "admin", input },
  async ({ tx, actor, audit }, { kind, name, ...given }) => {
    const { workspaceId, userId } = actor;
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const { settings, secrets } = parseConnection(kind, given.settings, given.secrets);
    const { endpoint, simulated } = chooseEndpoint(definitionOf(kind), workspace.demo, given.endpoint);
    await requireFreeName(tx, workspaceId, name);
    const id = randomUUID();
    const data = { id, workspaceId, kind, name, endpoint, simulated, createdById: userId };
    await tx.destination.create({
      data: {
        ...data,
        settings: toJson(settings),
        account: accountOf(kind, settings),
        secrets: sealSecrets(secrets, id),
      },
    });
    await audit({
      action: "destination.create",
      subject: `destination:${id}`,
      after: { kind, name, settings, endpoint },
    });
    return { id };
  },
);

export async function requireFreeName(tx: Transaction, workspaceId: string, name: string, except?: string) {
  const other = await tx.destination.findFirst({
    where: { workspaceId, name, ...(except ? { id: { not: except } } : {}) },
  });
  if (other) {
    throw new Conflict("NAME_TAKEN", `There is already a destination "${name}".`, "Choose another name.");
  }
}
