import { z } from "zod";
import { service } from "../service";
import { lastRunsOf } from "./last-runs";
import { syncRow, withSyncRow } from "./view";

export const listSyncs = service(
  { name: "sync.list", role: "viewer", input: z.object({}) },
  async ({ actor, db }) => {
    const syncs = await db.sync.findMany({
      where: { workspaceId: actor.workspaceId, endedAt: null },
      include: withSyncRow,
      orderBy: { name: "asc" },
    });
    const last = await lastRunsOf(
      db,
      syncs.map(({ id }) => id),
    );
    return syncs.map((sync) => syncRow(sync, last));
  },
);
