import { namesRead, outsideEnvelope } from "@/lib/core/approval/envelope";
import { hasRole } from "@/lib/core/approval/may-decide";
import { CoterieError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { StandingApproval } from "@/lib/db/generated/client";
import { storedBound, storedCatalog, storedEnvelope, storedImpact, storedMapping } from "@/lib/db/stored";
import { type Meaning, meaningOf } from "../audience/meaning";
import { allChecks } from "../change-set/all-checks";
import type { LoadedChangeSet } from "../change-set/load";
import { withOwnTraits } from "../trait/merged";
import { movedOn } from "./moved-on";

/** A standing approval of somebody else's, and why a request is outside of it; nothing: it is inside. */
export type Fit = { standing: StandingApproval; outside: string[] };

/** How a measured request stands to all that is decided in advance, the oldest first. */
export async function fitsOf(tx: Transaction, changeSet: LoadedChangeSet, now: Date): Promise<Fit[]> {
  const { workspaceId, requestedById, sync } = changeSet;
  const impact = storedImpact(changeSet.impact);
  const active = await tx.standingApproval.findMany({
    where: { workspaceId, withdrawnAt: null, expiresAt: { gt: now }, createdById: { not: requestedById } },
    orderBy: { createdAt: "asc" },
  });
  if (!impact || active.length === 0) return [];
  const read = await readBy(tx, changeSet);
  if (!read) return [];
  const { meaning, reads } = read;
  const checks = await allChecks(tx, changeSet);
  const asked = {
    bound: storedBound(changeSet.boundTo),
    destinationId: sync.destinationId,
    ...{ reads, impact },
    failing: checks.filter(({ ok }) => !ok).map(({ text }) => text),
  };
  const fits: Fit[] = [];
  for (const standing of active) {
    if (!(await stillDecides(tx, workspaceId, standing.createdById))) continue;
    const outside = outsideEnvelope(storedEnvelope(standing.envelope), asked);
    const moved = await movedOn(tx, changeSet, meaning, standing.createdAt);
    fits.push({ standing, outside: moved === null ? outside : [...outside, moved] });
  }
  return fits;
}

/** Null where the request can no longer be read: nothing is known of what it reads then. */
async function readBy(
  tx: Transaction,
  changeSet: LoadedChangeSet,
): Promise<{ meaning: Meaning; reads: string[] } | null> {
  const { workspaceId, audienceVersion, syncVersion, catalogVersion } = changeSet;
  const catalog = await withOwnTraits(tx, workspaceId, storedCatalog(catalogVersion.content));
  try {
    const meaning = await meaningOf(tx, workspaceId, audienceVersion, syncVersion.split);
    return { meaning, reads: namesRead(meaning.segment, storedMapping(syncVersion.mapping), catalog) };
  } catch (error) {
    if (error instanceof CoterieError) return null;
    throw error;
  }
}

/** Who left, or decides no more, decided nothing in advance either. */
async function stillDecides(tx: Transaction, workspaceId: string, userId: string): Promise<boolean> {
  const member = await tx.membership.findFirst({ where: { workspaceId, userId, disabled: false } });
  return member !== null && hasRole(member.role, "approver");
}
