import { NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";

/** The list, if it is in this workspace. */
export async function loadList(db: Pick<Transaction, "heldList">, workspaceId: string, id: string) {
  const list = await db.heldList.findFirst({
    where: { id, workspaceId },
    include: { createdBy: true, updatedBy: true },
  });
  if (!list) throw new NotFound("list", id);
  return list;
}
