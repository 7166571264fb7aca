import { NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";

/** The run, locked until the transaction ends, if it is in this workspace. */
export async function lockRun(tx: Transaction, workspaceId: string, id: string) {
  await tx.$queryRaw`SELECT "id" FROM "Run" WHERE "id" = ${id} AND "workspaceId" = ${workspaceId} FOR UPDATE`;
  const run = await tx.run.findFirst({
    where: { id, workspaceId },
    include: { sync: { include: { audience: true } } },
  });
  if (!run) throw new NotFound("run", id);
  return run;
}
