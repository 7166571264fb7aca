import { z } from "zod";
import type { ActivityRow } from "@/lib/core/views";
import { service } from "../service";

const PAGE = 100;

/** The newest events first, a page at a time: those before a sequence number. */
export const listActivity = service(
  {
    name: "activity.list",
    role: "viewer",
    input: z.object({ before: z.coerce.number().int().positive().optional() }),
  },
  async ({ actor, db }, { before }): Promise<ActivityRow[]> => {
    const events = await db.auditEvent.findMany({
      where: { workspaceId: actor.workspaceId, ...(before ? { sequence: { lt: before } } : {}) },
      orderBy: { sequence: "desc" },
      take: PAGE,
    });
    return events.map((event) => ({
      sequence: event.sequence,
      at: event.at.toISOString(),
      actor: event.actor,
      action: event.action,
      subject: event.subject,
      reason: event.reason,
      before: event.before,
      after: event.after,
    }));
  },
);
