import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { checkPolicy } from "@/lib/core/policy/check";
import type { Policy } from "@/lib/core/policy/types";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { Condition } from "@/lib/core/segment/types";
import { personalProblems } from "../audience/personal";

/** A policy whose conditions nobody has looked at yet. */
export type GivenPolicy = Omit<Policy, "consent"> & { consent: Record<string, object | "not_required"> };

/** The policy, every name in it known and every condition parsed, or all that is wrong with it. */
export function checkedPolicy(
  given: GivenPolicy,
  catalog: Catalog,
): { policy: Policy; problems: [] } | { policy: null; problems: Problem[] } {
  const consent: Policy["consent"] = {};
  const problems: Problem[] = [];
  for (const [entity, condition] of Object.entries(given.consent)) {
    if (condition === "not_required") {
      consent[entity] = condition;
      continue;
    }
    const { segment, problems: found } = readCondition(entity, condition, catalog);
    problems.push(...found.map((one) => ({ ...one, path: `consent.${entity}.${one.path}` })));
    if (segment) consent[entity] = segment.where;
  }
  if (problems.length > 0) return { policy: null, problems };
  const policy: Policy = { ...given, consent };
  const unknown = checkPolicy(policy, catalog);
  return unknown.length > 0 ? { policy: null, problems: unknown } : { policy, problems: [] };
}

function readCondition(entity: string, where: object, catalog: Catalog) {
  const read = parseSegment({ version: 1, entity, where: where as Condition }, { catalog });
  const personal = read.segment ? personalProblems(personalLiterals(read.segment, catalog)) : [];
  return personal.length > 0 ? { segment: null, problems: personal } : read;
}
