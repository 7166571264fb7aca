import { NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { lockRow } from "../lock";

export type LockedRun = Awaited<ReturnType<typeof lockRun>>;

/** The run, locked until the transaction ends, if it is in this workspace. */
export async function lockRun(tx: Transaction, workspaceId: string, id: string) {
  await lockRow(tx, "Run", workspaceId, id);
  const run = await tx.run.findFirst({
    where: { id, workspaceId },
    include: { sync: { include: { audience: true, workspace: true } } },
  });
  if (!run) throw new NotFound("run", id);
  return run;
}
