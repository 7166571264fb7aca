import { OPEN_CHANGE_SETS } from "@/lib/core/approval/status";
import { isVoid } from "@/lib/core/approval/void";
import type { PrioritySet } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { PolicyInForce } from "@/lib/core/policy/decide";
import type { VoidedView } from "@/lib/core/views/definitions";
import type { Transaction } from "@/lib/db/client";
import type { ChangeSet } from "@/lib/db/generated/client";
import { storedBound } from "@/lib/db/stored";
import { bindUnder, type Pair } from "../approval/binding";
import { currentCatalog } from "../catalog/current";
import { policyInForce } from "../destination/load";

/** What would be in force: a catalog, the policy of one destination, or all priority sets. */
export type Future =
  | { catalog: Catalog }
  | { destinationId: string; policy: PolicyInForce }
  | { prioritySets: readonly PrioritySet[] };

const withSlug = { include: { audience: { select: { slug: true } } } } as const;

/** The approvals and open requests that would no longer hold, by the rules that make them void when it happens. */
export async function voidedBy(db: Transaction, workspaceId: string, future: Future): Promise<VoidedView[]> {
  const there = await currentCatalog(db, workspaceId);
  const syncs = await db.sync.findMany({
    where: {
      ...{ workspaceId, endedAt: null },
      ...("destinationId" in future && { destinationId: future.destinationId }),
    },
    include: {
      destination: true,
      approvedChangeSet: true,
      approvedVersion: true,
      approvedAudienceVersion: withSlug,
      changeSets: {
        where: { status: { in: [...OPEN_CHANGE_SETS] } },
        include: { audienceVersion: withSlug, syncVersion: true },
      },
    },
    orderBy: { name: "asc" },
  });
  const voided: VoidedView[] = [];
  for (const sync of syncs) {
    const inForce = "policy" in future ? future.policy : await policyInForce(db, sync.destinationId);
    if (!inForce) continue;
    const catalog = "catalog" in future ? future.catalog : there.catalog;
    const sets = "prioritySets" in future && { prioritySets: future.prioritySets };
    const under = { catalog, baseFolder: there.baseFolder, inForce, ...sets };
    const look = async (what: VoidedView["what"], sealed: ChangeSet, pair: Pair) => {
      const bound = await bindUnder(db, pair, under);
      const validity = isVoid({ bound: storedBound(sealed.boundTo), hash: sealed.hash }, bound);
      if (!validity.isVoid) return;
      voided.push({ sync: { id: sync.id, name: sync.name }, what, reason: validity.reason });
    };
    const {
      approvedChangeSet,
      approvedVersion: syncVersion,
      approvedAudienceVersion: audienceVersion,
    } = sync;
    if (approvedChangeSet && syncVersion && audienceVersion && sync.voidReason === null) {
      await look("approval", approvedChangeSet, { sync, syncVersion, audienceVersion });
    }
    for (const open of sync.changeSets) await look("request", open, { sync, ...open });
  }
  return voided;
}
