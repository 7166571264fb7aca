import type { ColumnType, Entity } from "@/lib/core/catalog/types";
import { printCell } from "@/lib/core/segment/evaluate/compare";
import type { Condition, Rank, SequenceStep } from "@/lib/core/segment/types";
import { listNameOf, randomHeld } from "./lists";
import { inside, observe, type Scene } from "./scene";
import { randomTest } from "./tests";
import { hereOf, randomDuring, randomPath, randomValue } from "./values";

/** A valid condition on a row of the entity, nested at most `depth` deep. */
export function randomCondition(scene: Scene, entity: Entity, depth: number): Condition {
  const { dice } = scene;
  const inner = () => randomCondition(scene, entity, depth - 1);
  const deep = depth > 0 ? 1 : 0;
  return dice.weighted<Condition>([
    [8, () => randomLeaf(scene, entity, depth)],
    [2 * deep, () => ({ all: dice.times(dice.percent(5) ? 0 : 2, 3, inner) })],
    [2 * deep, () => ({ any: dice.times(dice.percent(5) ? 0 : 2, 3, inner) })],
    [2 * deep, () => ({ not: inner() })],
    [1, () => randomList(scene, entity, depth)],
    [2 * deep, () => randomEvery(scene, entity, depth)],
    [2 * deep, () => randomRank(scene, entity, depth)],
    [3 * deep, () => randomSequence(scene, entity, depth)],
  ]);
}

function randomLeaf(scene: Scene, entity: Entity, depth: number): Condition {
  const typed = randomValue(scene, entity, depth, randomCondition);
  if (!typed) return { value: { column: Object.keys(entity.columns)[0]! }, is: { known: true } };
  return { value: typed.value, is: randomTest(scene, entity, typed, depth, randomCondition) };
}

/** A list of a few values that are there, now and then otherwise cased or with a blank, and one that is not. */
function randomList(scene: Scene, entity: Entity, depth: number): Condition {
  const { dice } = scene;
  const holds = ({ kind }: ColumnType) => kind === "text" || kind === "integer";
  const typed = randomValue(scene, entity, Math.min(depth, 1), randomCondition, holds);
  if (!typed) return randomLeaf(scene, entity, depth);
  const seen = dice.times(1, 3, () => observe(scene, entity, typed.value));
  const texts = seen.flatMap((one) => (one === null ? [] : [printCell(one)]));
  const written = texts.map((text) => (dice.percent(20) ? ` ${text.toUpperCase()}` : text));
  const form = dice.pick(["exact", "lower_trimmed"] as const);
  const list = listNameOf(form, [...written, "nobody"]);
  return { list, key: typed.value, held: randomHeld(list) };
}

function randomEvery(scene: Scene, entity: Entity, depth: number): Condition {
  const { dice, spokenOf } = scene;
  const before = spokenOf.get(hereOf(scene, entity)) ?? [];
  if (before.length > 0 && dice.percent(50)) {
    const { scope, end } = dice.pick(before);
    const must = randomCondition(inside(scene, entity), end, dice.pick([0, depth - 1]));
    return { every: scope.of, ...(scope.where && { where: scope.where }), must };
  }
  const found = randomPath(scene, entity);
  if (!found) return randomLeaf(scene, entity, depth);
  const inner = () => randomCondition(inside(scene, entity), found.end, depth - 1);
  const where = dice.percent(50) ? { where: inner() } : {};
  return { every: found.path, ...where, must: inner() };
}

/** Cuts small enough to leave some of a dozen rows out, and shares that fall between two of them. */
function randomRank(scene: Scene, entity: Entity, depth: number): Condition {
  const { dice } = scene;
  const isOrdered = ({ kind }: ColumnType) => kind !== "boolean";
  const typed = randomValue(scene, entity, depth, randomCondition, isOrdered);
  if (!typed || entity.key.length === 0) return randomLeaf(scene, entity, depth);
  const cut = dice.weighted<Pick<Rank, "top" | "percent" | "percentile">>([
    [3, () => ({ top: dice.pick([1, 2, 3, 5, 8, 50]) })],
    [2, () => ({ percent: dice.pick([0.5, 10, 25, 33.333333, 50, 75, 100]) })],
    [2, () => ({ percentile: dice.pick([0.5, 10, 25, 33.333333, 50, 75, 99, 100]) })],
  ]);
  const among = dice.percent(40) ? { among: randomCondition(scene, entity, depth - 1) } : {};
  return { rank: { by: typed.value, order: dice.pick(["asc", "desc"]), ...cut, ...among } };
}

/** Steps over the same few relations, so that one row often follows another. */
function randomSequence(scene: Scene, entity: Entity, depth: number): Condition {
  const { dice } = scene;
  const first = randomStep(scene, entity);
  if (!first) return randomLeaf(scene, entity, depth);
  const others = dice.percent(20) ? randomStep(scene, entity) : null;
  const step = (index: number): SequenceStep => {
    const { found, at } = (index > 0 && others) || first;
    return {
      of: found.path,
      ...at,
      ...(dice.percent(55) && { where: randomCondition(inside(scene, entity), found.end, depth - 1) }),
      ...(index > 0 && dice.percent(50) && { within: dice.pick([1, 2, 7, 30]), unit: dice.pick(STEP_UNITS) }),
      ...(index > 0 && dice.percent(30) && { none: true as const }),
    };
  };
  const during = dice.percent(30) && { during: randomDuring(scene, entity, [scene.asOf, scene.asOf]) };
  const anchor = dice.pick(["any", "first"] as const);
  return { sequence: { steps: dice.times(2, 4, step), anchor, ...during } };
}

const STEP_UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year", "year"] as const;

function randomStep(scene: Scene, entity: Entity) {
  const found = randomPath(scene, entity);
  const at = found && randomStepTime(scene, found.end);
  return found && at ? { found, at } : null;
}

/** The entity's time, else some column that is one; null where it has none. */
function randomStepTime(scene: Scene, { timeColumn, columns }: Entity): { at?: string } | null {
  const times = Object.values(columns).filter(
    ({ type }) => type.kind === "date" || type.kind === "timestamp",
  );
  if (timeColumn && scene.dice.percent(60)) return {};
  return times.length === 0 ? null : { at: scene.dice.pick(times).name };
}
