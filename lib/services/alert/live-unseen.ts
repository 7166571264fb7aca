import { database } from "@/lib/db/client";
import { titleOf } from "../change-set/row";

/** What went live in that time without a second person looking: under a standing approval, or approved by who asked. */
export async function liveUnseen(workspaceId: string, from: string, until: string): Promise<string[]> {
  const decided = await database().changeSet.findMany({
    where: {
      ...{ workspaceId, status: { in: ["approved", "void"] }, decidedAt: { gt: from, lte: until } },
      OR: [{ standingApprovalId: { not: null } }, { unreviewed: true }],
    },
    include: {
      sync: { include: { destination: { select: { name: true } } } },
      audienceVersion: { include: { audience: { select: { name: true } } } },
      standingApproval: { select: { name: true } },
    },
    orderBy: { decidedAt: "asc" },
  });
  return decided.map((changeSet) => {
    const { standingApproval } = changeSet;
    const how = standingApproval
      ? `under the standing approval “${standingApproval.name}”`
      : "approved by who asked for it";
    return `${titleOf(changeSet)} went live, ${how}.`;
  });
}
