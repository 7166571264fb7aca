import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { onBehalfOf } from "@/lib/trace/on-behalf-of";
import type { Origin } from "@/lib/trace/origin";

/** Seen without anybody working on them the last time anyone of this process looked. */
export type Suspects = ReadonlySet<string>;

/**
 * Queues again what a dead worker left: runs under way whose sync nobody holds the lease of and that no job waits for. The
 * lease goes with its holder's connection, so this is known long before the queue misses a heartbeat. Only what is found
 * twice in a row is taken over: between two jobs of a healthy run nobody holds it either, for a moment.
 */
export async function takeOverRuns(suspects: Suspects): Promise<{ suspects: Suspects; taken: string[] }> {
  const found = await abandonedRuns();
  const taken = found.filter(({ id }) => suspects.has(id));
  for (const { id: runId, origin } of taken) {
    await onBehalfOf(origin, "take over", "internal", () =>
      enqueue("run-sync", { runId }, { singletonKey: runId }),
    );
  }
  return { suspects: new Set(found.map(({ id }) => id)), taken: taken.map(({ id }) => id) };
}

/** With whom the job came from that nobody works on any more. */
async function abandonedRuns(): Promise<{ id: string; origin: Origin | null }[]> {
  return database().$queryRaw`
    SELECT r.id,
           (SELECT j.data -> 'origin' FROM pgboss.job j
             WHERE j.name = 'run-sync' AND j.data ->> 'runId' = r.id
             ORDER BY j.created_on DESC LIMIT 1) AS origin
    FROM "Run" r
    WHERE r.status = 'running'
      AND NOT EXISTS (
        SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objsubid = 1
          AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('coterie:sync:' || r."syncId", 0))
      AND NOT EXISTS (
        SELECT 1 FROM pgboss.job j
        WHERE j.name = 'run-sync' AND j.state IN ('created', 'retry') AND j.data ->> 'runId' = r.id)`;
}
