import { NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Audience } from "@/lib/db/generated/client";

/** The audience, if it is in this workspace. */
export async function loadAudience(
  db: Pick<Transaction, "audience">,
  workspaceId: string,
  id: string,
): Promise<Audience> {
  const audience = await db.audience.findFirst({ where: { id, workspaceId } });
  if (!audience) throw new NotFound("audience", id);
  return audience;
}
