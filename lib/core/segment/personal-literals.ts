import { resolveColumn, resolved, resolvePath } from "@/lib/core/catalog/resolve";
import { plainValue, sqlTraitOf } from "@/lib/core/catalog/trait";
import type { Catalog, PiiTag } from "@/lib/core/catalog/types";
import type { Literal, Operand, Segment, Test, Value, ValueCondition } from "./types";
import type { Outside } from "./value-type";
import { visitCondition } from "./visit";

/** Tags of values that point at one person, alone or with little else. */
export const IDENTIFYING_TAGS: ReadonlySet<PiiTag> = new Set([
  "email",
  "phone",
  "first_name",
  "last_name",
  "full_name",
  "street",
  "postal_code",
  "ip_address",
  "device_id",
  "external_id",
  "sensitive",
  "unclassified",
]);

/** A test that would write a personal value into a definition; `literals` counts them and does not show them. */
export type PersonalLiteral = {
  entity: string;
  column: string;
  pii: PiiTag;
  condition: ValueCondition;
  literals: number;
};

/**
 * Tests that carry literals for identifying columns, the columns reached through measures included. Such values belong
 * in a held list; where definitions are stored, these are refused.
 */
export function personalLiterals(segment: Segment, catalog: Catalog): PersonalLiteral[] {
  const found: PersonalLiteral[] = [];
  visitCondition(segment.where, segment.entity, catalog, {
    comparison: (condition, entity, outside) => {
      const literals = literalsOf(condition.is).length;
      const source = literals > 0 ? sourceOf(condition.value, entity, catalog, outside) : null;
      if (!source?.pii || !isPersonal(source.pii, condition.is)) return;
      found.push({ ...source, pii: source.pii, condition, literals });
    },
  });
  return found;
}

/** A day of birth points at few people, a range of them at a generation. */
export function isPersonal(pii: PiiTag, test: object): boolean {
  const namesDays = "eq" in test || "not_eq" in test || "in" in test || "not_in" in test;
  return IDENTIFYING_TAGS.has(pii) || (pii === "birth_date" && namesDays);
}

/** Values a person wrote to compare with: not windows, not whether it is known. */
function literalsOf(test: Test): Literal[] {
  if ("in" in test) return [...test.in];
  if ("not_in" in test) return [...test.not_in];
  if ("between" in test) return test.between.filter(isLiteral);
  const operands: unknown[] = Object.entries(test)
    .filter(([kind]) => !["known", "during", "anniversary", "ignore_case"].includes(kind))
    .map(([, operand]) => operand);
  return operands.filter((operand) => isLiteral(operand as Operand)) as Literal[];
}

function isLiteral(operand: Operand): operand is Literal {
  return typeof operand !== "object";
}

/**
 * The column whose own values a value shows; counts, sums, averages and ages show none. The month or weekday of a birth
 * points at nobody.
 */
function sourceOf(
  given: Value,
  entity: string,
  catalog: Catalog,
  outside: Outside,
): { entity: string; column: string; pii: PiiTag | null } | null {
  const value = plainValue(catalog, entity, given);
  const trait = sqlTraitOf(catalog, entity, value);
  if (trait) return { entity, column: trait.name, pii: trait.pii };
  if ("column" in value) {
    const found = resolved(resolveColumn(catalog, entity, value.column));
    return { entity: found.entity.name, column: found.column.name, pii: found.column.pii };
  }
  if ("part" in value) {
    const source = sourceOf(value.of, entity, catalog, outside);
    return source?.pii === "birth_date" ? null : source;
  }
  if ("trunc" in value) return sourceOf(value.of, entity, catalog, outside);
  // The time between two dates shows neither; of two numbers, one may be known to all.
  if ("difference" in value && value.in === undefined) {
    const sources = value.difference.map((one) => sourceOf(one, entity, catalog, outside));
    return sources.find((source) => source?.pii) ?? null;
  }
  if ("outer" in value) {
    const [nearest, ...further] = outside;
    return nearest === undefined ? null : sourceOf(value.outer, nearest, catalog, further);
  }
  const inner = innerOf(value);
  if (inner === null) return null;
  const { end } = resolved(resolvePath(catalog, entity, inner.of));
  return sourceOf(inner.value, end.name, catalog, [entity, ...outside]);
}

function innerOf(value: Value): { of: string; value: Value } | null {
  if ("min" in value) return { of: value.of, value: value.min };
  if ("max" in value) return { of: value.of, value: value.max };
  if ("first" in value) return { of: value.of, value: value.first };
  if ("last" in value) return { of: value.of, value: value.last };
  return null;
}
