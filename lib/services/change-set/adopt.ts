import { nextStatus } from "@/lib/core/approval/status";
import type { Transaction } from "@/lib/db/client";
import type { AuditEntry } from "../audit";
import { reclaimSync } from "../sync/record/claims";
import type { LoadedChangeSet } from "./load";

export type Adoption = {
  /** Who decided; in advance, of a standing approval. */
  byId: string;
  text?: string;
  standingApprovalId?: string;
  unreviewed?: boolean;
  audit(entry: AuditEntry): Promise<void>;
};

/** Makes exactly these two versions what the sync runs. The caller holds both locks and saw that it is not void. */
export async function adopt(tx: Transaction, changeSet: LoadedChangeSet, adoption: Adoption): Promise<void> {
  const { id, sync } = changeSet;
  const { byId, text, standingApprovalId, unreviewed = false, audit } = adoption;
  const status = nextStatus(changeSet.status, "approve");
  const now = new Date();
  await tx.changeSet.update({
    where: { id },
    data: {
      ...{ status, decidedById: byId, decidedAt: now, decisionReason: text },
      ...{ standingApprovalId, unreviewed },
    },
  });
  await tx.sync.update({
    where: { id: sync.id },
    data: {
      approvedVersionId: changeSet.syncVersionId,
      approvedAudienceVersionId: changeSet.audienceVersionId,
      approvedChangeSetId: id,
      approvedHash: changeSet.hash,
      approvedAt: now,
      voidReason: null,
    },
  });
  await reclaimSync(tx, sync.id);
  await audit({
    action: "change_set.approve",
    subject: `change_set:${id}`,
    before: {
      status: changeSet.status,
      approvedHash: sync.approvedHash,
      audienceVersion: changeSet.fromAudienceVersion?.version ?? null,
    },
    after: {
      ...{ status, sync: sync.id, approvedHash: changeSet.hash },
      audienceVersion: changeSet.audienceVersion.version,
      syncVersion: changeSet.syncVersion.version,
      ...(standingApprovalId === undefined ? {} : { standingApproval: standingApprovalId }),
      ...(unreviewed ? { unreviewed } : {}),
    },
    reason: text,
  });
}
