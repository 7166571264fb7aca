import fc from "fast-check";
import type { AudienceDefinition, PrioritySet, Splits } from "@/lib/core/audience/types";
import type { Entity } from "@/lib/core/catalog/types";
import type { Audiences } from "@/lib/core/segment/audiences";
import type { Limit, Segment, Value } from "@/lib/core/segment/types";
import { arbitraryOf, type Dice } from "./random/dice";
import { asWritten } from "./random/lists";
import { type Company, memberEntity, segmentsOf } from "./segments";

/** Audiences of one company that name each other, none in a circle: each only those after it. */
export type House = { audiences: Audiences; definitions: ReadonlyMap<string, AudienceDefinition> };

const NAMES = ["a", "b", "c", "d"];
const SET = "offers";

export function housesOf(company: Company, seed: number): House {
  const segments = fc.sample(segmentsOf(company), { seed, numRuns: NAMES.length });
  const entity = company.catalog.entities[memberEntity(company.catalog)]!;
  const [made] = fc.sample(
    arbitraryOf((dice) => NAMES.map((_, at) => definitionOf(dice, at, segments[at]!, entity))),
    { seed, numRuns: 1 },
  );
  const definitions = new Map(NAMES.map((name, at) => [name, made![at]!]));
  const set: PrioritySet = {
    slug: SET,
    name: "Offers",
    entity: entity.name,
    // Those that are named by others come first, so that no circle is closed by the set.
    audiences: [...NAMES].reverse().map((audience) => ({ audience })),
  };
  return { definitions, audiences: audiencesOf(definitions, set) };
}

export function audiencesOf(
  definitions: ReadonlyMap<string, AudienceDefinition>,
  set?: PrioritySet,
  exclusions: readonly string[] = [],
): Audiences {
  return {
    find: (slug) => {
      const json = definitions.get(slug);
      if (json) return { json: asWritten(json), place: () => slug };
      return { problem: { code: "UNKNOWN_AUDIENCE", message: `There is no audience \`${slug}\`.` } };
    },
    exclusions: () => exclusions.map((audience) => ({ audience })),
    prioritySet: (slug) =>
      set?.slug === slug
        ? set
        : { problem: { code: "UNKNOWN_SET", message: `There is no set \`${slug}\`.` } },
  };
}

function definitionOf(dice: Dice, at: number, segment: Segment, entity: Entity): AudienceDefinition {
  const later = NAMES.slice(at + 1);
  const named = (chance: number) =>
    later.filter(() => dice.percent(chance)).map((audience) => ({ audience }));
  const conditions = [segment.where, ...named(30)];
  return {
    ...segment,
    where: dice.percent(50) ? { all: conditions } : { any: conditions },
    ...(dice.percent(40) ? { exclude: named(60) } : {}),
    ...(dice.percent(50) ? { priority: { set: SET } } : {}),
    ...(dice.percent(60) ? { limit: limitOf(dice, entity) } : {}),
    ...(dice.percent(60) ? { splits: splitsOf(dice, entity) } : {}),
  };
}

function limitOf(dice: Dice, entity: Entity): Limit {
  const top = dice.percent(70) ? { top: dice.integer(1, 8) } : {};
  const per =
    dice.percent(50) || !("top" in top)
      ? { per: { column: columnOf(dice, entity, ["double"]), at_most: dice.integer(1, 2) } }
      : {};
  const by = dice.percent(70)
    ? {
        by: { column: columnOf(dice, entity, ["boolean"]) } as Value,
        order: dice.pick(["asc", "desc"] as const),
      }
    : { salt: dice.pick(["spring", "autumn"]) };
  return { ...top, ...per, ...by };
}

function splitsOf(dice: Dice, entity: Entity): Splits {
  const units = Object.values(entity.columns).filter(
    ({ type }) => type.kind === "text" || type.kind === "integer",
  );
  const unit = dice.percent(50) && units.length > 0 ? { unit: { column: dice.pick(units).name } } : {};
  const first = dice.integer(1, 70);
  const shares = [
    { name: "treatment", percent: first },
    ...(dice.percent(30) ? [{ percent: 5 }] : []),
    { name: "holdout", percent: dice.integer(1, 94 - first) },
  ];
  return { salt: dice.pick(["x", "salt 2"]), ...unit, shares };
}

/** The key is of no kind that is left out. */
function columnOf(dice: Dice, entity: Entity, without: readonly string[]): string {
  const columns = Object.values(entity.columns).filter(({ type }) => !without.includes(type.kind));
  return dice.pick(columns).name;
}
