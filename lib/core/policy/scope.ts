import type { Segment } from "@/lib/core/segment/types";
import { type PolicyScope, policyScope } from "./compare";
import type { PolicyInForce } from "./decide";
import { decideSync } from "./decide-sync";
import { decidingColumns } from "./deciding";

/** The part of a policy that touches one audience and its mapping, each mapped field decided. */
export function policyScopeOf(
  input: Omit<Parameters<typeof decideSync>[0], "inForce" | "entity"> & {
    inForce: PolicyInForce;
    segment: Segment;
  },
): PolicyScope {
  const { segment, catalog, inForce } = input;
  const rules = decideSync({ ...input, entity: segment.entity }).map(
    ({ field, rule }) => [field, rule] as const,
  );
  const tags = decidingColumns(segment, catalog).map(({ pii }) => pii);
  return policyScope(inForce.policy, segment.entity, Object.fromEntries(rules), tags);
}
