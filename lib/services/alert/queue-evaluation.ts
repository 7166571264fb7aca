import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";

/** A run has ended: how its sync is now is judged at once. */
export async function queueEvaluation(runId: string): Promise<void> {
  const { syncId } = await database().run.findUniqueOrThrow({ where: { id: runId } });
  await enqueue("evaluate-alerts", { syncId }, { singletonKey: syncId });
}
