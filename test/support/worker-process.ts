import { bundle } from "@/scripts/lib/bundle.mjs";
import { spawnWorker, type WorkerProcess } from "@/test/support/spawn-worker";

export type { WorkerProcess } from "@/test/support/spawn-worker";

/** Starts the product's worker as a process of its own, as `npm run worker` does. */
export async function startWorkerProcess(environment: Record<string, string>): Promise<WorkerProcess> {
  return spawnWorker(await bundle("worker", "lib/jobs/main.ts"), environment);
}
