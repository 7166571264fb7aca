import type { Logger } from "pino";
import { Conflict, CoterieError } from "@/lib/core/errors";
import type { FrozenPlan, SyncState } from "@/lib/core/ports/state-store";
import { acquireLease } from "@/lib/db/lease";
import { openState } from "./execute/open-state";
import type { Subject } from "./execute/subject";
import { runWorld } from "./execute/world";

const ignore = () => {};
const SILENT: Pick<Logger, "info" | "warn" | "error"> = { info: ignore, warn: ignore, error: ignore };

export type PastPlan = { state: SyncState; plan: FrozenPlan };

/** Opens the plan a run froze, while no run of its sync is at work. Throws Conflict while one is, or when it is not kept. */
export async function withPastPlan<T>(
  { runId, subject }: { runId: string; subject: Subject },
  work: (past: PastPlan) => Promise<T>,
): Promise<T> {
  const lease = await acquireLease(`sync:${subject.syncId}`);
  if (!lease) throw busy();
  const home = process.env.COTERIE_HOME ?? ".data";
  const world = runWorld({ home, log: SILENT, stopping: new AbortController().signal });
  try {
    const state = await openState(world, subject);
    try {
      const plan = await state.plan(runId);
      if (!plan) throw notKept();
      return await work({ state, plan });
    } finally {
      await state.close();
    }
  } finally {
    await lease.release();
  }
}

const busy = () =>
  new Conflict("RUN_ACTIVE", "A run of this sync is at work.", "Look again when it has ended.");

const notKept = () =>
  new CoterieError({
    code: "PLAN_NOT_KEPT",
    message: "The plan of this run is not kept, or not on this machine.",
    remedy: "fix_input",
    fix: "Plans are kept for COTERIE_PLAN_DAYS; look at a newer run.",
  });
