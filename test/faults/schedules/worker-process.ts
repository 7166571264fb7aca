// First: nothing may keep the real clock for itself.
import "./shifted-clock";

import { flushCompileCache } from "node:module";
import { closeDatabase } from "@/lib/db/client";
import { stopQueue } from "@/lib/db/queue";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { PATIENCE, type Patience } from "@/lib/services/run/execute/deps";
import { shiftClock } from "./shifted-clock";
import type { Answer, Order } from "./warm-worker";

// The product's worker in a process that waits to be told for whom it works: loading takes longer than most schedules last.
// Its waits are shorter, nothing else is different.
const patience: Patience = {
  ...PATIENCE,
  ...{ firstMs: 150, longestMs: 2_000, giveUpMs: 6_000, holdMs: 1_500, callMs: 2_000 },
  settle: { firstMs: 250, longestMs: 2_000, giveUpMs: PATIENCE.settle.giveUpMs },
};
const pace = { runSeconds: 0.5, otherSeconds: 3, takeOverMs: 2_000 };

let worker: Worker | undefined;

async function obey(order: Order): Promise<void> {
  if (order.do === "jump") {
    return shiftClock(order.byMs);
  }
  if (order.do === "start") {
    for (const name of ["COTERIE_CRASH_AT", "COTERIE_STATE"]) delete process.env[name];
    shiftClock(0);
    Object.assign(process.env, order.environment);
    await forget();
    worker = await startWorker({ home: process.env.COTERIE_HOME!, world: { patience }, pace });
    return answer("working");
  }
  await worker?.stop();
  await forget();
  answer("waiting");
}

/** A job that was just being taken may have asked for the queue of those it worked for once more. */
async function forget(): Promise<void> {
  await stopQueue(0);
  await closeDatabase();
}

function answer(answer: Answer): void {
  process.send?.(answer);
}

process.on("message", (order: Order) => {
  obey(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
// Whoever started it is gone.
process.on("disconnect", () => process.exit());
// One that is killed would keep nothing of it for the next.
flushCompileCache();
answer("waiting");
