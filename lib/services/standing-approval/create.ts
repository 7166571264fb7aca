import { z } from "zod";
import { envelopeSchema } from "@/lib/core/approval/envelope";
import { NotFound } from "@/lib/core/errors";
import { toJson } from "@/lib/db/stored";
import { change } from "../service";
import { standingApprovalView, withStanding } from "./view";

const input = z.object({
  name: z.string().trim().min(1).max(200),
  envelope: envelopeSchema,
  days: z.number().int().min(1).max(366),
  reason: z.string().trim().min(1).max(1_000),
});

const DAY_MS = 86_400_000;

/**
 * Decides in advance: what others ask for inside this envelope goes live as soon as it is measured. It is never of any
 * use to who made it, since nobody approves their own request.
 */
export const createStandingApproval = change(
  { name: "standing_approval.create", role: "approver", input },
  async ({ tx, actor, audit }, { name, envelope, days, reason }) => {
    const { workspaceId, userId } = actor;
    const destinations = await tx.destination.findMany({
      where: { workspaceId, id: { in: envelope.destinations } },
    });
    const gone = envelope.destinations.find((id) => !destinations.some((one) => one.id === id));
    if (gone !== undefined) throw new NotFound("destination", gone);
    const now = new Date();
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const data = { workspaceId, name, reason, expiresAt, createdById: userId, envelope: toJson(envelope) };
    const made = await tx.standingApproval.create({ data, include: withStanding });
    await audit({
      action: "standing_approval.create",
      subject: `standing_approval:${made.id}`,
      after: { name, envelope, expiresAt },
      reason,
    });
    return standingApprovalView(made, destinations, now);
  },
);
