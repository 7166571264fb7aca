import { z } from "zod";
import { service } from "../service";
import { syncRow, withSyncRow } from "./view";

export const listSyncs = service(
  { name: "sync.list", role: "viewer", input: z.object({}) },
  async ({ actor, db }) => {
    const syncs = await db.sync.findMany({
      where: { workspaceId: actor.workspaceId, endedAt: null },
      include: withSyncRow,
      orderBy: { name: "asc" },
    });
    return syncs.map(syncRow);
  },
);
