import { namedTime, type Related, relatedOf, timeOf } from "@/lib/core/catalog/fields";
import type { Catalog } from "@/lib/core/catalog/types";
import { partNamesOf } from "@/lib/core/segment/part-names";
import type { Condition, SequenceStep } from "@/lib/core/segment/types";
import { startingTest } from "../operators";
import { piiOf } from "../pii";
import { type Choice, UNLOCKED, type ValueChoice } from "./choice";
import { rowChoices } from "./rows";
import { relatedChoices, valueChoices } from "./values";

export type ConditionChoice = Choice<Condition>;

/** Everything a condition on a row of the entity can start from, in the order people look for it. */
export function choicesFor(catalog: Catalog, entityName: string): ConditionChoice[] {
  const related = relatedOf(catalog, entityName);
  const timed = related.filter(({ entity }) => timeOf(catalog, entity.name) !== null);
  const following = new Map<string, ConditionChoice[]>();
  for (const one of related) {
    const values = relatedChoices(catalog, entityName, one);
    follow(following, values[0], rowChoices(catalog, entityName, one));
    follow(following, values.at(-1), [everyChoice(one)]);
  }
  return [
    ...valueChoices(catalog, entityName).flatMap((choice) => [
      conditionOn(catalog, entityName, choice),
      ...(following.get(choice.id) ?? []),
    ]),
    ...timed.map((one) => sequenceChoice(catalog, one, timed)),
    ...rankChoices(catalog, entityName),
  ];
}

function follow(
  following: Map<string, ConditionChoice[]>,
  value: ValueChoice | undefined,
  choices: readonly ConditionChoice[],
): void {
  if (value) following.set(value.id, [...(following.get(value.id) ?? []), ...choices]);
}

/** A condition about the value, with the test people most likely mean. */
function conditionOn(
  catalog: Catalog,
  entity: string,
  { type, start, spent, make, ...choice }: ValueChoice,
): ConditionChoice {
  const value = make();
  const named = partNamesOf(catalog, entity, value) !== undefined;
  const is = start ?? startingTest(type, piiOf(catalog, entity, value), named);
  return { ...choice, make: () => ({ value, is }) };
}

function everyChoice({ path, label }: Related): ConditionChoice {
  return {
    ...UNLOCKED,
    id: `every ${path}`,
    group: label,
    label: `Every one of ${label} must…`,
    hint: "all of them",
    kind: "related",
    make: () => ({ every: path, must: { all: [] } }),
  };
}

/** Whole from the start: two steps of different kinds where there are, the second within a month. */
function sequenceChoice(catalog: Catalog, first: Related, timed: readonly Related[]): ConditionChoice {
  const { path, label } = first;
  const stepOf = (one: Related): SequenceStep => ({ of: one.path, ...namedTime(catalog, one.entity.name) });
  const second = timed.find((one) => one.entity.name !== first.entity.name && !isInside(one, first)) ?? first;
  return {
    ...UNLOCKED,
    id: `sequence ${path}`,
    group: "One after another",
    label: `${label}, then something after it`,
    hint: "steps",
    kind: "sequence",
    note: "One thing, then another (or not) within some time: a visit and then an order.",
    also: "sequence funnel followed order afterwards before within abandoned",
    make: () => ({
      sequence: { anchor: "any", steps: [stepOf(first), { ...stepOf(second), within: 30, unit: "day" }] },
    }),
  };
}

/** The items of orders come with the orders, not after them. */
function isInside(one: Related, other: Related): boolean {
  return one.path.startsWith(`${other.path}.`) || other.path.startsWith(`${one.path}.`);
}

/** Among the top by what is most likely meant; the row offers every other value. */
function rankChoices(catalog: Catalog, entityName: string): ConditionChoice[] {
  const entity = catalog.entities[entityName];
  const values = valueChoices(catalog, entityName).filter(
    ({ type }) => type !== "boolean" && type !== "text",
  );
  const by =
    values.find(({ id, spent }) => id.startsWith("sum ") && spent) ??
    values.find(({ id }) => id.startsWith("sum ")) ??
    values.find(({ id }) => id.startsWith("count ")) ??
    values[0];
  if (!entity || entity.key.length === 0 || !by) return [];
  return [
    {
      ...UNLOCKED,
      id: "rank",
      group: "Ranking",
      label: `Among the top of ${entity.label} by a value`,
      hint: "top N, top %",
      kind: "rank",
      note: "The first 100, the first 10 % or those above a percentile, by any number or date.",
      also: "highest most best biggest largest lowest bottom percentile quartile decile rank percent share",
      make: () => ({ rank: { by: by.make(), order: "desc", top: 100 } }),
    },
  ];
}
