import { Unsupported } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { AudienceCondition, Condition } from "@/lib/core/segment/types";
import { compileKeySet } from "./key-set";
import { planLimit } from "./limit";
import { and, type Use } from "./logic";
import type { Scope } from "./scope";
import { compileShare } from "./share";
import { planTurns } from "./turns";

/** Members of another audience, or of the audience itself after its limit and in one of its shares. */
export function compileAudience(scope: Scope, node: AudienceCondition, use: Use): Fragment {
  const { turns } = node;
  if (turns) return compileKeySet(scope, JSON.stringify(turns), () => planTurns(scope, turns), use);
  if (!node.limit && !node.share) return scope.context.condition(scope, meaningOf(node), use);
  return and(partsOf(scope, node, use));
}

export function compileAudienceConjuncts(scope: Scope, node: AudienceCondition): Fragment[] {
  if (node.turns) return [compileAudience(scope, node, "conjunct")];
  if (!node.limit) {
    const where = scope.context.conjuncts(scope, meaningOf(node));
    return node.share ? [...where, compileShare(scope, node.share)] : where;
  }
  return partsOf(scope, node, "conjunct");
}

function partsOf(scope: Scope, node: AudienceCondition, use: Use): Fragment[] {
  const { limit, share } = node;
  const where = meaningOf(node);
  const kept = limit
    ? compileKeySet(scope, JSON.stringify([where, limit]), () => planLimit(scope, where, limit), use)
    : scope.context.condition(scope, where, use);
  return share ? [kept, compileShare(scope, share)] : [kept];
}

function meaningOf({ where }: AudienceCondition): Condition {
  if (where) return where;
  throw new Unsupported("audience", "What the audience means is not known here.");
}
