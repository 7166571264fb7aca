import { z } from "zod";
import { mayDecide } from "@/lib/core/approval/may-decide";
import { Conflict, Forbidden, NotFound } from "@/lib/core/errors";
import type { PassView } from "@/lib/core/views/guard";
import { storedFindings } from "@/lib/db/stored";
import { lockRow } from "../../lock";
import { change } from "../../service";
import { lockRun } from "../load";
import { takeUpAgain } from "../retry";
import { passView, withPass } from "./view";

/**
 * Decides on a run that guards blocked, with a reason; never by who asked. Let pass, it is taken up where it stopped, and goes on
 * up to what the guards found then: what is worse by then blocks again.
 */
export const decidePass = change(
  {
    name: "run.decide_pass",
    role: "approver",
    rows: ({ id }) => ({ pass: id }),
    input: z.object({ id: z.string(), pass: z.boolean(), reason: z.string().trim().min(1).max(2_000) }),
  },
  async (step, { id, pass: isPassed, reason }): Promise<PassView> => {
    const { tx, actor, audit } = step;
    await lockRow(tx, "RunPass", actor.workspaceId, id);
    const asked = await tx.runPass.findFirst({ where: { id, workspaceId: actor.workspaceId } });
    if (!asked) throw new NotFound("request", id);
    const decision = mayDecide(actor, asked);
    if (!decision.may) throw new Forbidden(decision.because, "Ask another approver or admin to decide.");
    if (asked.status !== "waiting") {
      throw new Conflict("DECIDED", "This was decided already.", "Load the page again to see how.");
    }
    const status = isPassed ? "approved" : "refused";
    const decided = await tx.runPass.update({
      where: { id },
      data: { status, decidedById: actor.userId, decidedAt: new Date(), decisionReason: reason },
      include: withPass,
    });
    await audit({
      action: isPassed ? "run.let_pass" : "run.refuse_pass",
      subject: `run:${asked.runId}`,
      after: { pass: id, guards: storedFindings(asked.findings).map(({ guard }) => guard) },
      reason,
    });
    if (isPassed) await takeUpAgain(step, await lockRun(tx, actor.workspaceId, asked.runId));
    return passView(decided, actor);
  },
);
