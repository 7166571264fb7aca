import type { Logger } from "pino";
import { z } from "zod";
import { Conflict, CoterieError } from "@/lib/core/errors";
import type { FrozenPlan, SyncState } from "@/lib/core/ports/state-store";
import { acquireLease } from "@/lib/db/lease";
import { openState } from "./execute/open-state";
import type { Subject } from "./execute/subject";
import { runWorld } from "./execute/world";

const ignore = () => {};
const SILENT: Pick<Logger, "info" | "warn" | "error"> = { info: ignore, warn: ignore, error: ignore };

/** Of a run that was stopped on its way: which of its plans, from 1; left out: the one it ended with. */
export const earlierPlan = z.coerce.number().int().min(1).optional();

export type PastPlan = { state: SyncState; plan: FrozenPlan };

/** Which plan of which run: its last, or one it was stopped at, by the number its batches have in the journal. */
export type Asked = { runId: string; subject: Subject; earlier?: number };

/** Opens a plan a run froze, while no run of its sync is at work. Throws Conflict while one is, or when it is not kept. */
export async function withPastPlan<T>(
  { runId, subject, earlier }: Asked,
  work: (past: PastPlan) => Promise<T>,
): Promise<T> {
  const lease = await acquireLease(`sync:${subject.syncId}`);
  if (!lease) throw busy();
  const home = process.env.COTERIE_HOME ?? ".data";
  const world = runWorld({ home, log: SILENT, stopping: new AbortController().signal });
  try {
    const state = await openState(world, subject);
    try {
      const plan = await state.plan(runId, earlier);
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
