import { z } from "zod";
import type { OpenAlertView } from "@/lib/core/views/alert";
import { audiencesInside, ofAudiences } from "../row-scope/inside";
import { service } from "../service";

const input = z.object({ syncId: z.string().optional(), destinationId: z.string().optional() });

/** What is wrong now: in the workspace, of one sync, or of those of one destination. */
export const listAlerts = service(
  { name: "alert.list", role: "viewer", rows: "kept_within", input },
  async ({ actor, db }, { syncId, destinationId }): Promise<OpenAlertView[]> => {
    const inside = await audiencesInside(db, actor);
    const states = await db.alertState.findMany({
      where: {
        workspaceId: actor.workspaceId,
        syncId,
        sync: { destinationId, ...ofAudiences(inside) },
      },
      include: { sync: { select: { name: true } } },
      orderBy: [{ level: "desc" }, { since: "desc" }],
    });
    return states.map(({ kind, level, message, since, sync, ...state }) => ({
      sync: { id: state.syncId, name: sync.name },
      kind,
      level,
      message,
      since: since.toISOString(),
    }));
  },
);
