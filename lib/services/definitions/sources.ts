import { z } from "zod";
import type { Bound } from "@/lib/core/approval/types";
import { EMPTY_POLICY } from "@/lib/core/policy/types";
import type { SyncSourcesView } from "@/lib/core/views/exposure";
import { bindUnder, type Under } from "../approval/binding";
import { currentCatalog } from "../catalog/current";
import { policyInForce } from "../destination/load";
import { service } from "../service";

const withSlug = { include: { audience: { select: { slug: true } } } } as const;

/** Which tables each sync reads: of what is approved, or of its newest versions before that; consent and suppression too. */
export const listSyncSources = service(
  { name: "definitions.sources", role: "viewer", input: z.object({}) },
  async ({ actor, db }): Promise<SyncSourcesView[]> => {
    const { workspaceId } = actor;
    const syncs = await db.sync.findMany({
      where: { workspaceId, endedAt: null },
      include: {
        owner: true,
        destination: true,
        approvedVersion: true,
        approvedAudienceVersion: withSlug,
        versions: { orderBy: { version: "desc" }, take: 1 },
        audience: { include: { versions: { ...withSlug, orderBy: { version: "desc" }, take: 1 } } },
      },
      orderBy: { name: "asc" },
    });
    if (syncs.length === 0) return [];
    const { catalog, baseFolder } = await currentCatalog(db, workspaceId);
    return Promise.all(
      syncs.map(async (sync) => {
        const { id, name, description, owner, destination, audience } = sync;
        const inForce = await policyInForce(db, sync.destinationId);
        const under = { catalog, baseFolder, inForce: inForce ?? { version: 0, policy: EMPTY_POLICY } };
        const audienceVersion = sync.approvedAudienceVersion ?? audience.versions[0];
        const syncVersion = sync.approvedVersion ?? sync.versions[0];
        const bound =
          audienceVersion && syncVersion
            ? await bindUnder(db, { sync, audienceVersion, syncVersion }, under)
            : null;
        return {
          ...{ id, name, description, audience: audience.name, destination: destination.name },
          object: sync.objectName,
          owner: owner && { name: owner.name, email: owner.email },
          ...readFrom(bound, under),
        };
      }),
    );
  },
);

function readFrom(bound: Bound | null, { catalog }: Under): Pick<SyncSourcesView, "tables" | "others"> {
  const names = new Set([...Object.keys(bound?.catalog ?? {}), ...Object.keys(bound?.policyCatalog ?? {})]);
  const read = [...names].sort().flatMap((name) => catalog.entities[name] ?? []);
  return {
    tables: read.flatMap(({ source }) => (source.kind === "table" ? [source.table] : [])),
    others: read.flatMap(({ name, source }) => (source.kind === "table" ? [] : [name])),
  };
}
