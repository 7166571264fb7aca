import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";

/** Seen without anybody working on them the last time anyone of this process looked. */
export type Suspects = ReadonlySet<string>;

/**
 * Queues again what a dead worker left: runs under way whose sync nobody holds the lease of and that no job waits for. The
 * lease goes with its holder's connection, so this is known long before the queue misses a heartbeat. Only what is found
 * twice in a row is taken over: between two jobs of a healthy run nobody holds it either, for a moment.
 */
export async function takeOverRuns(suspects: Suspects): Promise<{ suspects: Suspects; taken: string[] }> {
  const found = await abandonedRuns();
  const taken = found.filter((runId) => suspects.has(runId));
  for (const runId of taken) await enqueue("run-sync", { runId }, { singletonKey: runId });
  return { suspects: new Set(found), taken };
}

async function abandonedRuns(): Promise<string[]> {
  const runs = await database().$queryRaw<{ id: string }[]>`
    SELECT r.id FROM "Run" r
    WHERE r.status = 'running'
      AND NOT EXISTS (
        SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objsubid = 1
          AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('coterie:sync:' || r."syncId", 0))
      AND NOT EXISTS (
        SELECT 1 FROM pgboss.job j
        WHERE j.name = 'run-sync' AND j.state IN ('created', 'retry') AND j.data ->> 'runId' = r.id)`;
  return runs.map(({ id }) => id);
}
