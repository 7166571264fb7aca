import { z } from "zod";
import type { ChangeSetRow } from "@/lib/core/views/change-set";
import { audiencesInside, ofAudiences } from "../row-scope/inside";
import { service } from "../service";
import { withChangeSet } from "./load";
import { changeSetRow } from "./row";

const PAGE = 200;

/** The newest requests first. */
export const listChangeSets = service(
  { name: "change_set.list", role: "viewer", rows: "kept_within", input: z.object({}) },
  async ({ actor, db }): Promise<ChangeSetRow[]> => {
    const inside = await audiencesInside(db, actor);
    const found = await db.changeSet.findMany({
      where: { workspaceId: actor.workspaceId, ...(inside && { sync: ofAudiences(inside) }) },
      include: withChangeSet,
      orderBy: { requestedAt: "desc" },
      take: PAGE,
    });
    return found.map(changeSetRow);
  },
);
