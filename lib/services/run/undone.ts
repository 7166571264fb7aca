import type { UndoneView } from "@/lib/core/views/undone";
import type { Transaction } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";

/** Which run each of these takes back, by the id of that one. */
export async function undoneBy(
  db: Pick<Transaction, "run">,
  runs: readonly Pick<Run, "undoesRunId">[],
): Promise<ReadonlyMap<string, UndoneView>> {
  const ids = runs.flatMap(({ undoesRunId }) => undoesRunId ?? []);
  if (ids.length === 0) return new Map();
  const undone = await db.run.findMany({
    where: { id: { in: ids } },
    select: { id: true, startedAt: true, asOf: true },
  });
  return new Map(
    undone.map(({ id, startedAt, asOf }) => [id, { id, at: (startedAt ?? asOf).toISOString() }]),
  );
}
