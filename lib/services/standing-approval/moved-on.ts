import { changeSetHash } from "@/lib/core/approval/hash";
import { isVoid } from "@/lib/core/approval/void";
import type { Transaction } from "@/lib/db/client";
import { storedBound, storedCatalog, storedPolicy } from "@/lib/db/stored";
import { boundOf } from "../approval/binding";
import type { Meaning } from "../audience/meaning";
import type { LoadedChangeSet } from "../change-set/load";
import { withOwnTraits } from "../trait/merged";

/**
 * Why what a request rests on is not what it was when someone decided in advance, as a sentence; null where it is, or lets less
 * leave. A wider policy or another catalog voids what was approved, and nobody who decided before it has seen it.
 */
export async function movedOn(
  tx: Transaction,
  { workspaceId, sync, syncVersion, boundTo }: LoadedChangeSet,
  meaning: Meaning,
  decidedAt: Date,
): Promise<string | null> {
  const known = { createdAt: { lte: decidedAt } };
  const newest = { orderBy: { version: "desc" } } as const;
  const policyThen = await tx.policyVersion.findFirst({
    where: { destinationId: sync.destinationId, ...known },
    ...newest,
  });
  const catalogThen = await tx.catalogVersion.findFirst({ where: { workspaceId, ...known }, ...newest });
  if (!policyThen || !catalogThen) return "There was no policy or no catalog yet.";
  const { policy, version } = policyThen;
  const then = boundOf({
    ...{ ...meaning, sync, syncVersion },
    catalog: await withOwnTraits(tx, workspaceId, storedCatalog(catalogThen.content)),
    baseFolder: catalogThen.baseFolder,
    inForce: { policy: storedPolicy(policy), version },
  });
  const validity = isVoid({ bound: then, hash: changeSetHash(then) }, storedBound(boundTo));
  return validity.isVoid ? validity.reason : null;
}
