import { z } from "zod";
import type { SyncView } from "@/lib/core/views/sync";
import type { Transaction } from "@/lib/db/client";
import { currentCatalog } from "../catalog/current";
import { monthSoFar } from "../cost/month";
import { policyInForce } from "../destination/load";
import { service } from "../service";
import { lastRunsOf } from "./last-runs";
import { notHere } from "./not-here";
import { syncView, withSyncView } from "./view";

export const getSync = service(
  { name: "sync.get", role: "viewer", rows: ({ id }) => ({ sync: id }), input: z.object({ id: z.string() }) },
  ({ actor, db }, { id }) => readSync(db, actor.workspaceId, id),
);

export async function readSync(db: Transaction, workspaceId: string, id: string): Promise<SyncView> {
  const sync = await db.sync.findFirst({ where: { id, workspaceId, endedAt: null }, include: withSyncView });
  if (!sync) throw await notHere(db, workspaceId, id);
  const { catalog } = await currentCatalog(db, workspaceId);
  const inForce = await policyInForce(db, sync.destinationId);
  const month = await monthSoFar(db, { syncId: id });
  return syncView(sync, catalog, inForce, { month, last: await lastRunsOf(db, [id]) });
}
