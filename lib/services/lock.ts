import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** Holds a row of this workspace until the transaction ends, so that what was read of it stays true. */
export async function lockRow(
  tx: Transaction,
  table:
    | "AlertChannel"
    | "ApiToken"
    | "Audience"
    | "ChangeSet"
    | "Destination"
    | "HeldList"
    | "Run"
    | "RunPass"
    | "Sync"
    | "Trait"
    | "Warehouse",
  workspaceId: string,
  id: string,
): Promise<void> {
  // The name is one of those above, never anyone's input.
  const name = Prisma.raw(`"${table}"`);
  await tx.$queryRaw`SELECT "id" FROM ${name} WHERE "id" = ${id} AND "workspaceId" = ${workspaceId} FOR UPDATE`;
}
