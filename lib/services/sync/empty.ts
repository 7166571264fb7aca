import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { lockRow } from "../lock";
import { startRun } from "../run/start";
import { change } from "../service";
import { requireIdle } from "./idle";
import { requireSet } from "./kind";
import { loadSync } from "./load";
import { requireMayEmpty } from "./may-empty";
import { requireObject } from "./object-gone";

/**
 * Removes all that Coterie put into the object, and ends the sync when nobody is left. Nothing is sent, so it needs no
 * approval; whoever is let out of an exclusion sees ads, so that takes an approver.
 */
export const emptySync = change(
  {
    name: "sync.empty",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string(), reason: z.string().trim().min(1).max(1_000) }),
  },
  async (step, { id, reason }) => {
    const { tx, actor, audit } = step;
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    requireObject(sync);
    requireSet(sync);
    await requireMayEmpty(step, sync);
    await requireIdle(tx, id);
    const last = await tx.run.findFirst({ where: { syncId: id }, orderBy: { createdAt: "desc" } });
    if (!last) throw new Conflict("NEVER_RAN", "This sync has put nobody there.", "End it as it is.");
    await tx.sync.update({ where: { id }, data: { endingAt: new Date() } });
    const { syncVersionId, audienceVersionId } = last;
    return startRun(
      tx,
      sync,
      { syncVersionId, audienceVersionId },
      {
        ...{ kind: "empty", trigger: actor.token === undefined ? "person" : "api" },
        ...{ by: actor, asOf: new Date(), reason, audit },
      },
    );
  },
);
