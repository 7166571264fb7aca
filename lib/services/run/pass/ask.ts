import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { PassView } from "@/lib/core/views/guard";
import { storedFindings, toJson } from "@/lib/db/stored";
import { change } from "../../service";
import { lockRun } from "../load";
import { requireRetriable } from "../retry";
import { passView, withPass } from "./view";

/** Asks that a run which guards blocked may go on; someone else decides. */
export const askToPass = change(
  {
    name: "run.ask_to_pass",
    role: "marketer",
    rows: ({ id }) => ({ run: id }),
    input: z.object({ id: z.string(), reason: z.string().trim().min(1).max(2_000) }),
  },
  async ({ tx, actor, audit }, { id, reason }): Promise<PassView> => {
    const { workspaceId, userId } = actor;
    const run = await lockRun(tx, workspaceId, id);
    const blocking = storedFindings(run.findings).filter(({ action }) => action === "block");
    if (run.status !== "blocked" || blocking.length === 0) {
      throw new Conflict(
        "NOTHING_TO_PASS",
        "No guard holds this run back.",
        "Load the page again to see how it is.",
      );
    }
    await requireRetriable(tx, run);
    const waiting = await tx.runPass.findFirst({ where: { runId: id, status: "waiting" } });
    if (waiting) {
      throw new Conflict("ASKED_ALREADY", "Someone has asked for this already.", "Wait for the decision.");
    }
    const pass = await tx.runPass.create({
      data: { workspaceId, runId: id, findings: toJson(blocking), reason, requestedById: userId },
      include: withPass,
    });
    const guards = blocking.map(({ guard }) => guard);
    await audit({
      action: "run.ask_to_pass",
      subject: `run:${id}`,
      after: { pass: pass.id, guards },
      reason,
    });
    return passView(pass, actor);
  },
);
