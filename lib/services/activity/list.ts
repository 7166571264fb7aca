import { z } from "zod";
import { smallCount } from "@/lib/core/small-count";
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
      after: asShown(event.after),
    }));
  },
);

const COUNTED = ["plan", "ledger", "left"];

/** The chain keeps exact counts. How many people entered and left is told by the run; of identifiers small groups are hidden here too. */
function asShown(after: Prisma.JsonValue): Prisma.JsonValue {
  if (!isObject(after)) return after;
  const counts = COUNTED.flatMap((name) => {
    const counted = after[name];
    return isObject(counted) ? [[name, withoutFew(counted)] as const] : [];
  });
  return { ...after, ...Object.fromEntries(counts) };
}

function withoutFew({ people: _, ...counts }: Prisma.JsonObject): Prisma.JsonObject {
  const shown = Object.entries(counts).map(([name, value]) => [
    name,
    typeof value === "number" && name !== "calls" ? smallCount(value) : value,
  ]);
  return Object.fromEntries(shown);
}

function isObject(value: Prisma.JsonValue | undefined): value is Prisma.JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
