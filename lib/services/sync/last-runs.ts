import type { Transaction } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";

type LastOfSync = {
  /** The newest that sent something or could have: no dry run. */
  ordinary: Run | null;
  /** The newest that only took out whom people are owed it. */
  removals: Run | null;
};

/** By the id of the sync. */
export type LastRuns = ReadonlyMap<string, LastOfSync>;

/**
 * What ran last of each sync. A paused sync has a run of removals every night, so the last ordinary one
 * may be any number of runs ago.
 */
export async function lastRunsOf(
  db: Pick<Transaction, "run" | "$queryRaw">,
  syncIds: readonly string[],
): Promise<LastRuns> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT last."id" FROM unnest(${syncIds}::text[]) AS sync("id")
    CROSS JOIN unnest(ARRAY['full', 'privacy']::"RunLane"[]) AS of("lane")
    CROSS JOIN LATERAL (
      SELECT "id" FROM "Run" WHERE "syncId" = sync."id" AND "lane" = of."lane" AND "kind" <> 'dry_run'
      ORDER BY "createdAt" DESC LIMIT 1
    ) AS last`;
  const runs = await db.run.findMany({ where: { id: { in: found.map(({ id }) => id) } } });
  const newest = (syncId: string, lane: Run["lane"]) =>
    runs.find((run) => run.syncId === syncId && run.lane === lane) ?? null;
  return new Map(
    syncIds.map((id) => [id, { ordinary: newest(id, "full"), removals: newest(id, "privacy") }]),
  );
}
