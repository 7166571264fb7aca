import { z } from "zod";
import type { ActivityRow } from "@/lib/core/views/activity";
import type { Prisma } from "@/lib/db/generated/client";
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
      after: withoutPeople(event.after),
    }));
  },
);

/** How many people entered and left is told by the run, with small groups hidden; the chain keeps the exact counts. */
function withoutPeople(after: Prisma.JsonValue): Prisma.JsonValue {
  if (!isObject(after) || !isObject(after.plan)) return after;
  const { people: _, ...plan } = after.plan;
  return { ...after, plan };
}

function isObject(value: Prisma.JsonValue | undefined): value is Prisma.JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
