import { z } from "zod";
import { hasRole } from "@/lib/core/approval/may-decide";
import type { SessionView } from "@/lib/core/views/session";
import { audiencesInside, ofAudiences } from "../row-scope/inside";
import { scopeInWords } from "../row-scope/words";
import { service } from "../service";

/** Who is signed in, where, and how many requests wait for this person. */
export const getSession = service(
  { name: "session.get", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }): Promise<SessionView> => {
    const { workspaceId, userId, role } = actor;
    const workspace = await db.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      include: { additionsStoppedBy: { select: { name: true } } },
    });
    const { additionsStoppedAt: stoppedAt } = workspace;
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    const inside = await audiencesInside(db, actor);
    const waitingForMe = { workspaceId, status: "waiting" as const, requestedById: { not: userId } };
    const ofMine = ofAudiences(inside);
    const approvalsWaiting = hasRole(role, "approver")
      ? (await db.changeSet.count({ where: { ...waitingForMe, sync: ofMine } })) +
        (await db.runPass.count({ where: { ...waitingForMe, run: { sync: ofMine } } }))
      : 0;
    return {
      user: { id: user.id, name: user.name, email: user.email },
      role,
      rowScope: await scopeInWords(db, actor),
      workspace: {
        id: workspace.id,
        name: workspace.name,
        zone: workspace.zone,
        demo: workspace.demo,
        selfApprovalHours: workspace.selfApprovalHours,
        additionsStopped: stoppedAt && {
          at: stoppedAt.toISOString(),
          by: workspace.additionsStoppedBy?.name ?? null,
          reason: workspace.additionsStopReason ?? "",
        },
      },
      approvalsWaiting,
    };
  },
);
