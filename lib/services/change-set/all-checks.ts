import { OPEN_CHANGE_SETS } from "@/lib/core/approval/status";
import { decideSync } from "@/lib/core/policy/decide-sync";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import type { Transaction } from "@/lib/db/client";
import {
  storedBound,
  storedCatalog,
  storedImpact,
  storedMapping,
  storedPolicy,
  storedRecord,
  storedTree,
} from "@/lib/db/stored";
import { type AudienceTables, prioritySets } from "../audience/named";
import { mappedDefinitionOf } from "../destination/definitions";
import { policyInForce } from "../destination/load";
import { type Check, checksOf, newerPolicyCheck } from "./checks";
import type { LoadedChangeSet } from "./load";

/** What a reviewer would otherwise have to work out; all of it has to be well where nobody reviews. */
export async function allChecks(
  db: Pick<Transaction, "policyVersion"> & AudienceTables,
  changeSet: LoadedChangeSet,
): Promise<Check[]> {
  const isOpen = OPEN_CHANGE_SETS.includes(changeSet.status);
  const newest = isOpen ? await policyInForce(db, changeSet.sync.destinationId) : null;
  return [
    ...checksOf({
      bound: storedBound(changeSet.boundTo),
      hash: changeSet.hash,
      decisions: decisionsOf(changeSet),
      impact: storedImpact(changeSet.impact),
    }),
    ...newerPolicyCheck(changeSet.policyVersion.version, newest?.version ?? null),
    ...(isOpen ? await priorityCheck(db, changeSet) : []),
  ];
}

/** What leaves, field by field, under the policy the request was made under. */
export function decisionsOf(changeSet: LoadedChangeSet): FieldDecisionView[] {
  const { sync, syncVersion, policyVersion, catalogVersion } = changeSet;
  return decideSync({
    inForce: { policy: storedPolicy(policyVersion.policy), version: policyVersion.version },
    mapping: storedMapping(syncVersion.mapping),
    record: storedRecord(syncVersion.record),
    definition: mappedDefinitionOf(sync.destination.kind),
    catalog: storedCatalog(catalogVersion.content),
    entity: sync.audience.entity,
  });
}

/** A set that means another version of this audience may leave a person in two of its audiences. */
async function priorityCheck(
  db: AudienceTables,
  { workspaceId, audienceVersion }: LoadedChangeSet,
): Promise<Check[]> {
  const wanted = storedTree(audienceVersion.tree).priority?.set;
  if (wanted === undefined) return [];
  const set = (await prioritySets(db, workspaceId)).find(({ slug }) => slug === wanted);
  const place = set?.audiences.find(({ audience }) => audience === audienceVersion.audience.slug);
  if (!set || place?.version === audienceVersion.version) return [];
  const meant = place?.version === undefined ? "no version" : `version ${place.version}`;
  const text = `The priority set ${set.name} means ${meant} of this audience: until it moves up, audiences after it may have the same people.`;
  return [{ name: "Priority", ok: false, text }];
}
