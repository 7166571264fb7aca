import { namesRead, outsideEnvelope } from "@/lib/core/approval/envelope";
import { hasRole } from "@/lib/core/approval/may-decide";
import { CoterieError } from "@/lib/core/errors";
import { database, type Transaction } from "@/lib/db/client";
import type { StandingApproval } from "@/lib/db/generated/client";
import { storedBound, storedCatalog, storedEnvelope, storedImpact, storedMapping } from "@/lib/db/stored";
import { voidIfChanged } from "../approval/recheck";
import { type Meaning, meaningOf } from "../audience/meaning";
import { appendAudit, COTERIE } from "../audit";
import { adopt } from "../change-set/adopt";
import { allChecks } from "../change-set/all-checks";
import { type LoadedChangeSet, lockChangeSet } from "../change-set/load";
import { withOwnTraits } from "../trait/merged";
import { movedOn } from "./moved-on";

/**
 * Approves a measured request that lies inside what someone else decided in advance. Returns whether it did; a request
 * that does not waits for a person, whatever happens here.
 */
export async function goLiveIfStanding(changeSetId: string, now: Date): Promise<boolean> {
  return database().$transaction(async (tx) => {
    const { workspaceId } = await tx.changeSet.findUniqueOrThrow({ where: { id: changeSetId } });
    const changeSet = await lockChangeSet(tx, workspaceId, changeSetId);
    if (changeSet.status !== "waiting") return false;
    const standing = await standingFor(tx, changeSet, now);
    if (!standing || (await voidIfChanged(tx, changeSet, COTERIE)) !== null) return false;
    await adopt(tx, changeSet, {
      byId: standing.createdById,
      text: `Inside the standing approval “${standing.name}”.`,
      standingApprovalId: standing.id,
      audit: (entry) => appendAudit(tx, workspaceId, COTERIE, entry),
    });
    return true;
  });
}

async function standingFor(
  tx: Transaction,
  changeSet: LoadedChangeSet,
  now: Date,
): Promise<StandingApproval | null> {
  const { workspaceId, requestedById, sync } = changeSet;
  const impact = storedImpact(changeSet.impact);
  const active = await tx.standingApproval.findMany({
    where: { workspaceId, withdrawnAt: null, expiresAt: { gt: now }, createdById: { not: requestedById } },
    orderBy: { createdAt: "asc" },
  });
  if (!impact || active.length === 0) return null;
  const read = await readBy(tx, changeSet);
  if (!read) return null;
  const { meaning, reads } = read;
  const checks = await allChecks(tx, changeSet);
  const asked = {
    bound: storedBound(changeSet.boundTo),
    destinationId: sync.destinationId,
    ...{ reads, impact },
    failing: checks.filter(({ ok }) => !ok).map(({ text }) => text),
  };
  for (const standing of active) {
    const outside = outsideEnvelope(storedEnvelope(standing.envelope), asked);
    if (outside.length > 0 || !(await stillDecides(tx, workspaceId, standing.createdById))) continue;
    if ((await movedOn(tx, changeSet, meaning, standing.createdAt)) === null) return standing;
  }
  return null;
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
