import { isStricterOrEqual } from "@/lib/core/policy/compare";
import { policyScopeOf } from "@/lib/core/policy/scope";
import { database } from "@/lib/db/client";
import { mappedDefinitionOf } from "@/lib/services/destination/definitions";
import { policyInForce } from "@/lib/services/destination/load";
import { runWithSubject } from "./subject";

/** Under which policy the run was started, and the newest one there is. */
export type PolicyFacts = { policyVersionId: string; policyInForceId: string | null; destinationId: string };

/**
 * Whether the policy a run was started under lets go what the policy in force now keeps back. A wider policy voids the
 * approval; a stricter one does not, so a run that was planned before it has to notice by itself.
 */
export async function letsMoreLeave(
  runId: string,
  { policyVersionId, policyInForceId, destinationId }: PolicyFacts,
): Promise<boolean> {
  if (policyInForceId === policyVersionId) return false;
  const now = await policyInForce(database(), destinationId);
  if (!now) return false;
  const { subject } = await runWithSubject(runId);
  const { catalog, mapping, terms, segment, destination, inForce } = subject;
  const definition = mappedDefinitionOf(destination.kind);
  const asked = { catalog, mapping, record: terms, segment, definition };
  return !isStricterOrEqual(policyScopeOf({ ...asked, inForce: now }), policyScopeOf({ ...asked, inForce }));
}
