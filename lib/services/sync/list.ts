import { z } from "zod";
import { audiencesInside, ofAudiences } from "../row-scope/inside";
import { service } from "../service";
import { lastRunsOf } from "./last-runs";
import { syncRow, withSyncRow } from "./view";

export const listSyncs = service(
  { name: "sync.list", role: "viewer", rows: "kept_within", input: z.object({}) },
  async ({ actor, db }) => {
    const inside = await audiencesInside(db, actor);
    const syncs = await db.sync.findMany({
      where: { workspaceId: actor.workspaceId, endedAt: null, ...ofAudiences(inside) },
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
