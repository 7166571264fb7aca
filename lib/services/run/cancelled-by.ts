import type { RunView } from "@/lib/core/views/run";
import type { Transaction } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";

/** Who asked a run to stop, as the audit trail has it; null where nobody did. */
export async function cancelledBy(
  db: Pick<Transaction, "auditEvent">,
  { id, workspaceId, cancelRequestedAt }: Pick<Run, "id" | "workspaceId" | "cancelRequestedAt">,
): Promise<RunView["cancelled"]> {
  if (cancelRequestedAt === null) return null;
  const event = await db.auditEvent.findFirst({
    where: { workspaceId, subject: `run:${id}`, action: "run.cancel" },
    orderBy: { sequence: "desc" },
    select: { actor: true },
  });
  return { by: event?.actor ?? null, at: cancelRequestedAt.toISOString() };
}
