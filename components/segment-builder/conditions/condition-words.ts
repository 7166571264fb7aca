import { calledOr } from "@/lib/core/catalog/called";
import { relatedLabel } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import { asGroup, type GroupKind } from "@/lib/core/segment/edit/group";
import { foldCondition } from "@/lib/core/segment/kinds";
import type { Condition } from "@/lib/core/segment/types";
import { birthDateLabel, birthdayName } from "../birthday";
import { isMeasure, MEASURE_LABELS, measureOf } from "../measures";
import { valueWords } from "../values/value-words";

export const GROUP_WORDS: Record<GroupKind, string> = {
  all: "all of",
  any: "any of",
  none: "none of",
  not_all: "not all of",
};

/** A row's name for menus, handles and screen readers: short, not the sentence. */
export function conditionWords(catalog: Catalog, entity: string, condition: Condition): string {
  const group = asGroup(condition);
  if (group) return `${GROUP_WORDS[group.kind]} ${group.children.length} conditions`;
  const unnamed = () => "group";
  return foldCondition<string>(condition, {
    all: unnamed,
    any: unnamed,
    not: (node) => `not ${conditionWords(catalog, entity, node.not)}`,
    value: ({ value, is }) => {
      if (isMeasure(value))
        return `${MEASURE_LABELS[measureOf(value)]} ${relatedLabel(catalog, entity, value.of)}`;
      const birthDate = birthDateLabel(catalog, entity, value);
      return birthdayName(birthDate, is, valueWords(catalog, entity, value));
    },
    every: (node) => `every one of ${relatedLabel(catalog, entity, node.every)}`,
    audience: (node) => `audience ${calledOr(node.audience, catalog.called?.audiences)}`,
    list: (node) => `list ${calledOr(node.list, catalog.called?.lists)}`,
    sequence: ({ sequence }) =>
      `sequence: ${sequence.steps
        .map((step) => `${step.none ? "no " : ""}${relatedLabel(catalog, entity, step.of)}`)
        .join(", then ")}`,
    rank: ({ rank }) => `rank by ${valueWords(catalog, entity, rank.by)}`,
  });
}
