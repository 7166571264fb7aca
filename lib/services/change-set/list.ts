import { z } from "zod";
import type { ChangeSetRow } from "@/lib/core/views/change-set";
import { service } from "../service";
import { withChangeSet } from "./load";
import { changeSetRow } from "./row";

const PAGE = 200;

/** The newest requests first. */
export const listChangeSets = service(
  { name: "change_set.list", role: "viewer", input: z.object({}) },
  async ({ actor, db }): Promise<ChangeSetRow[]> => {
    const found = await db.changeSet.findMany({
      where: { workspaceId: actor.workspaceId },
      include: withChangeSet,
      orderBy: { requestedAt: "desc" },
      take: PAGE,
    });
    return found.map(changeSetRow);
  },
);
