import type { Transaction } from "@/lib/db/client";
import type { Actor } from "../actor";

export async function addComment(
  tx: Transaction,
  changeSet: { id: string; workspaceId: string },
  author: Actor,
  text: string,
): Promise<void> {
  const { id: changeSetId, workspaceId } = changeSet;
  await tx.changeSetComment.create({ data: { workspaceId, changeSetId, authorId: author.userId, text } });
}
