import { resolveColumn, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { foldCondition, valueKind } from "@/lib/core/segment/kinds";
import type { Condition, Operand, Test, Value } from "@/lib/core/segment/types";
import type { Policy, Suppression } from "./types";

/**
 * What is wrong with a policy against a catalog, beyond its shape. The conditions themselves are read by the
 * segment's own validator; here: that consent cannot be given by what is unknown, and that suppression leads somewhere.
 */
export function checkPolicy(policy: Policy, catalog: Catalog): Problem[] {
  return [
    ...Object.entries(policy.consent).flatMap(([entity, rule]) => [
      ...known(catalog, entity, `consent.${entity}`),
      ...(rule === "not_required" ? [] : negations(rule, `consent.${entity}`)),
    ]),
    ...Object.entries(policy.suppression).flatMap(([entity, lists]) =>
      lists.flatMap((list, at) => checkSuppression(list, entity, catalog, `suppression.${entity}[${at}]`)),
    ),
    ...Object.keys(policy.columns).flatMap((name) => checkColumn(name, catalog)),
  ];
}

function known(catalog: Catalog, entity: string, path: string): Problem[] {
  const found = resolveEntity(catalog, entity);
  return "problem" in found ? [{ ...found.problem, path }] : [];
}

function checkColumn(name: string, catalog: Catalog): Problem[] {
  const dot = name.indexOf(".");
  const found = resolveColumn(catalog, name.slice(0, dot), name.slice(dot + 1));
  return "problem" in found ? [{ ...found.problem, path: `columns.${name}` }] : [];
}

function checkSuppression(list: Suppression, entity: string, catalog: Catalog, path: string): Problem[] {
  const member = resolveColumn(catalog, entity, list.memberColumn);
  const listed = resolveColumn(catalog, list.entity, list.column);
  return [
    ...("problem" in member ? [{ ...member.problem, path: `${path}.memberColumn` }] : []),
    ...("problem" in listed ? [{ ...listed.problem, path: `${path}.column` }] : []),
  ];
}

/** Consent must be said, not left unsaid: a negated condition would be met by people we know nothing of. */
function negations(condition: Condition, path: string): Problem[] {
  const refuse = (what: string): Problem => ({
    code: "CONSENT_BY_ABSENCE",
    path,
    message: `Consent cannot rest on ${what}: people we know nothing of would count as consenting.`,
    fix: "Say what the consent is: for example, that a consent column is true.",
  });
  return foldCondition<Problem[]>(condition, {
    all: (node) =>
      node.all.length === 0
        ? [refuse("an empty group, which everyone meets")]
        : node.all.flatMap((one, at) => negations(one, `${path}.all[${at}]`)),
    any: (node) => node.any.flatMap((one, at) => negations(one, `${path}.any[${at}]`)),
    not: () => [refuse("a negation")],
    value: (node) => {
      if ("known" in node.is && !node.is.known) return [refuse("something being unknown")];
      return isCounted(node.value) && !needsSome(node.is) ? [refuse("having none of something")] : [];
    },
    every: () => [refuse("“every”, which is met by people who have none")],
    audience: () => [refuse("another audience")],
    list: () => [],
    sequence: () => [],
    rank: () => [refuse("a ranking")],
  });
}

/** Measures that are 0 over nothing at all. */
function isCounted(value: Value): boolean {
  return ["count", "count_distinct", "sum"].includes(valueKind(value));
}

/** Whether 0 fails the test. */
function needsSome(test: Test): boolean {
  if ("gt" in test) return above(test.gt, 0, true);
  if ("gte" in test) return above(test.gte, 0, false);
  if ("eq" in test) return above(test.eq, 0, false);
  if ("between" in test) return above(test.between[0], 0, false);
  return false;
}

function above(operand: Operand, floor: number, orEqual: boolean): boolean {
  const number = typeof operand === "object" ? Number.NaN : Number(operand);
  return orEqual ? number >= floor : number > floor;
}
