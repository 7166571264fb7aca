import { z } from "zod";
import type { StandingApprovalView } from "@/lib/core/views/standing-approval";
import { service } from "../service";
import { standingApprovalView, withStanding } from "./view";

const PAGE = 200;

/** The newest first, with those that hold no more. */
export const listStandingApprovals = service(
  { name: "standing_approval.list", role: "viewer", input: z.object({}) },
  async ({ actor, db }): Promise<StandingApprovalView[]> => {
    const { workspaceId } = actor;
    const destinations = await db.destination.findMany({ where: { workspaceId } });
    const found = await db.standingApproval.findMany({
      where: { workspaceId },
      include: withStanding,
      orderBy: { createdAt: "desc" },
      take: PAGE,
    });
    const now = new Date();
    return found.map((one) => standingApprovalView(one, destinations, now));
  },
);
