import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { change } from "../service";
import { finishEmptying } from "../sync/finish-emptying";
import { forgetStep } from "./forget-step";
import { lockRun } from "./load";
import { runRow } from "./view";

/** One that waits ends now; one that runs stops after the batches it has under way. */
export const cancelRun = change(
  {
    name: "run.cancel",
    role: "marketer",
    rows: ({ id }) => ({ run: id }),
    input: z.object({ id: z.string(), reason: z.string().trim().max(1_000).optional() }),
  },
  async ({ tx, actor, audit }, { id, reason }) => {
    const run = await lockRun(tx, actor.workspaceId, id);
    if (run.status !== "queued" && run.status !== "running") {
      throw new Conflict("NOT_RUNNING", "This run has already ended.", "Open the sync to start another.");
    }
    const now = new Date();
    const ended = run.status === "queued" ? { status: "cancelled" as const, finishedAt: now } : {};
    const after = await tx.run.update({ where: { id }, data: { cancelRequestedAt: now, ...ended } });
    if (after.status === "cancelled") await forgetStep(tx, id);
    if (run.kind === "empty" && after.status === "cancelled") await finishEmptying(tx, run, after.status);
    await audit({
      action: "run.cancel",
      subject: `run:${id}`,
      before: { status: run.status, phase: run.phase },
      after: { status: after.status },
      reason,
    });
    return runRow(after);
  },
);
