import type { ChangeSetRow } from "@/lib/core/views/change-set";
import type { LoadedChangeSet } from "./load";

export function changeSetRow(changeSet: LoadedChangeSet): ChangeSetRow {
  const { requestedBy, decidedBy } = changeSet;
  return {
    id: changeSet.id,
    title: titleOf(changeSet),
    status: changeSet.status,
    requestedBy: { id: requestedBy.id, name: requestedBy.name },
    requestedAt: changeSet.requestedAt.toISOString(),
    decidedBy: decidedBy ? { id: decidedBy.id, name: decidedBy.name } : null,
    decidedAt: changeSet.decidedAt?.toISOString() ?? null,
    standing: changeSet.standingApproval,
    unreviewed: changeSet.unreviewed,
  };
}

type Titled = {
  audienceVersion: { version: number; audience: { name: string } };
  sync: { objectName: string; destination: { name: string } };
};

/** "Lapsing VIPs v4 → Meta “Lapsing VIPs”" */
export function titleOf({ audienceVersion, sync }: Titled): string {
  const { audience, version } = audienceVersion;
  return `${audience.name} v${version} → ${sync.destination.name} “${sync.objectName}”`;
}
