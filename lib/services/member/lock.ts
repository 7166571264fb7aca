import type { Transaction } from "@/lib/db/client";

/** Holds what a person may here until the transaction ends, so that nobody is given a row scope while becoming an admin. */
export async function lockMember(tx: Transaction, workspaceId: string, userId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT "id" FROM "Membership" WHERE "workspaceId" = ${workspaceId} AND "userId" = ${userId} FOR UPDATE`;
}
