import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { lockRow } from "../lock";
import { change } from "../service";
import { readSync } from "./get";
import { loadSync } from "./load";

const label = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .transform((text) => text.toLowerCase());

export const describing = {
  description: z.string().trim().max(2_000),
  labels: z
    .array(label)
    .max(10)
    .transform((labels) => [...new Set(labels)].sort()),
  /** A member of the workspace. */
  ownerId: z.string(),
};

/** What people know a sync by; nothing of it is bound by approval. */
export const describeSync = change(
  {
    name: "sync.describe",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z
      .object({ id: z.string(), ...describing })
      .partial({ description: true, labels: true, ownerId: true }),
  },
  async ({ tx, actor, audit }, { id, ...wanted }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    if (wanted.ownerId !== undefined && wanted.ownerId !== sync.ownerId) {
      await requireMember(tx, workspaceId, wanted.ownerId);
    }
    await tx.sync.update({ where: { id }, data: wanted });
    const { description, labels, ownerId } = sync;
    await audit({
      action: "sync.describe",
      subject: `sync:${id}`,
      before: { description, labels, ownerId },
      after: { description, labels, ownerId, ...wanted },
    });
    return readSync(tx, workspaceId, id);
  },
);

/** Throws InvalidInput for who is no active member. */
export async function requireMember(tx: Transaction, workspaceId: string, userId: string): Promise<void> {
  if (await tx.membership.findFirst({ where: { workspaceId, userId, disabled: false } })) return;
  throw new InvalidInput({
    code: "NOT_A_MEMBER",
    message: "The owner of a sync is an active member of the workspace.",
    fix: "Choose one of the list.",
    path: "ownerId",
  });
}
