import { z } from "zod";
import { service } from "../service";
import { prioritySetView } from "./view";

export const listPrioritySets = service(
  { name: "priority_set.list", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }) => {
    const sets = await db.prioritySet.findMany({
      where: { workspaceId: actor.workspaceId },
      orderBy: { name: "asc" },
    });
    return Promise.all(sets.map((set) => prioritySetView(db, set)));
  },
);
