import { readFileSync } from "node:fs";
import { join } from "node:path";
import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ACCOUNT } from "@/test/support/meta";
import * as people from "@/test/support/people-file";
import { spawnWorker } from "@/test/support/spawn-worker";
import type { Measured } from "./child";
import { usageOf } from "./usage";

export type MirrorJob = { home: string; sync: TestSync; warmUp: TestSync };

/** An approved mirror with every guard as it is unless somebody changes it. */
export function approvedMirror(endpoint: string, audience: string, table: string): Promise<TestSync> {
  return createSync({
    ...ACCOUNT,
    kind: "meta",
    endpoint,
    object: { id: audience, name: "An audience" },
    catalog: people.peopleCatalog(table),
    tree: people.wantedPeople,
    policy: people.peoplePolicy,
    mapping: people.emailMapping,
  });
}

/**
 * One run of the product's own worker, as `npm run worker` starts it. It did a run of a thousand people before, as a
 * worker that has just started is rare; the peak is that of the whole process all the same.
 */
export async function measureMirror({
  home,
  sync,
  warmUp,
}: MirrorJob): Promise<Measured & { runId: string }> {
  const { flags, script } = workerCommand();
  const worker = await spawnWorker(script, { COTERIE_HOME: home }, { flags });
  try {
    await runToItsEnd(await createRun(warmUp));
    const before = usageOf(worker.pid);
    const runId = await createRun(sync);
    const { startedAt, finishedAt } = await runToItsEnd(runId);
    const { cpuSeconds, peakMb } = usageOf(worker.pid);
    const wallSeconds = (finishedAt!.getTime() - startedAt!.getTime()) / 1_000;
    return { runId, wallSeconds, cpuSeconds: cpuSeconds - before.cpuSeconds, peakMb };
  } finally {
    await worker.kill();
  }
}

/** As package.json has it: `node --flags scripts/worker.mjs`. */
function workerCommand(): { flags: string[]; script: string } {
  const root = process.env.COTERIE_ROOT!;
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [, ...words] = String(scripts.worker).split(" ");
  return { flags: words.slice(0, -1), script: join(root, words.at(-1)!) };
}

async function runToItsEnd(runId: string) {
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  for (;;) {
    const run = await database().run.findUniqueOrThrow({ where: { id: runId } });
    if (run.finishedAt && run.status === "succeeded") return run;
    if (run.finishedAt) throw new Error(`A run ended ${run.status}: ${JSON.stringify(run.problem)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
