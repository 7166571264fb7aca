import { isSame } from "@/lib/core/canonical";
import type { PiiTag } from "@/lib/core/catalog/types";
import type { Condition } from "@/lib/core/segment/types";
import type { FieldRule, Policy, Suppression } from "./types";

/** The part of a policy that touches one sync: the rule of each mapped field, and consent, suppression and minimum of its entity. */
export type PolicyScope = {
  fields: Readonly<Record<string, FieldRule>>;
  consent: Condition | "not_required" | null;
  suppression: readonly Suppression[];
  minimumSize: number;
  /** Tags that decide who is in the audience, and whether they may. */
  deciding?: Readonly<Record<string, boolean>>;
};

const STRENGTH: Record<FieldRule, number> = { blocked: 2, hashed: 1, plain: 0 };

/** `fields`: the rule decided for each mapped field. `tags`: those of the columns that decide who is in. */
export function policyScope(
  policy: Policy,
  entity: string,
  fields: PolicyScope["fields"],
  tags: readonly PiiTag[],
): PolicyScope {
  return {
    fields,
    deciding: Object.fromEntries(tags.map((tag) => [tag, (policy.deciding ?? []).includes(tag)])),
    consent: policy.consent[entity] ?? null,
    suppression: policy.suppression[entity] ?? [],
    minimumSize: policy.minimumSize,
  };
}

/** True when nobody and nothing may leave under `after` that could not under `before`. When in doubt, false. */
export function isStricterOrEqual(before: PolicyScope, after: PolicyScope): boolean {
  return widened(before, after) === null;
}

/** What a change lets leave that did not leave before, as the end of a sentence; null when nothing. */
export function widened(before: PolicyScope, after: PolicyScope): string | null {
  const looser = Object.entries(after.fields).find(
    ([field, rule]) => STRENGTH[rule] < STRENGTH[before.fields[field] ?? "blocked"],
  );
  if (looser) return `lets ${looser[0]} leave ${looser[1]}`;
  if (!isNarrowerConsent(before.consent, after.consent)) return "is satisfied with less consent";
  if (!before.suppression.every((list) => after.suppression.some((one) => isSame(one, list)))) {
    return "keeps back fewer people";
  }
  return after.minimumSize < before.minimumSize ? "allows smaller audiences" : null;
}

/** No rule at all means nobody leaves; adding a condition to the old ones can only keep more people back. */
function isNarrowerConsent(before: PolicyScope["consent"], after: PolicyScope["consent"]): boolean {
  if (after === null || before === "not_required") return true;
  if (before === null || after === "not_required") return false;
  const kept = conjuncts(after);
  return conjuncts(before).every((one) => kept.some((other) => isSame(one, other)));
}

function conjuncts(condition: Condition): readonly Condition[] {
  return "all" in condition ? condition.all.flatMap(conjuncts) : [condition];
}
