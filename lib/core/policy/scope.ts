import { type PolicyScope, policyScope } from "./compare";
import { decideMapping, type PolicyInForce } from "./decide";

/** The part of a policy that touches one mapping of an entity, each mapped field decided. */
export function policyScopeOf(
  input: Omit<Parameters<typeof decideMapping>[0], "inForce"> & { inForce: PolicyInForce },
): PolicyScope {
  const rules = decideMapping(input).map(({ field, rule }) => [field, rule] as const);
  return policyScope(input.inForce.policy, input.entity, Object.fromEntries(rules));
}
