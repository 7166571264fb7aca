import { NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";

/** Why a sync is not found: links from its runs and from the activity outlive one that ended. */
export async function notHere(
  db: Pick<Transaction, "sync">,
  workspaceId: string,
  id: string,
): Promise<NotFound> {
  const ended = await db.sync.findFirst({
    where: { id, workspaceId, endedAt: { not: null } },
    select: { name: true },
  });
  if (!ended) return new NotFound("sync", id);
  return new NotFound("sync", id, {
    message: `“${ended.name}” has ended.`,
    fix: "What it did stays in its runs and in the activity; set up another one from the audience.",
  });
}
