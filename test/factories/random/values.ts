import { resolveColumn, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { ColumnType, Entity } from "@/lib/core/catalog/types";
import type { Condition, MeasureScope, Value, Window } from "@/lib/core/segment/types";
import { isNumber, isTime, valueType } from "@/lib/core/segment/value-type";
import { inside, observe, outwards, type Scene } from "./scene";
import { randomWindow } from "./windows";

export type Typed = { value: Value; type: ColumnType };
export type MakeCondition = (scene: Scene, entity: Entity, depth: number) => Condition;

const WHOLE: ColumnType = { kind: "integer" };
const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;

const PARTS = ["hour", "weekday", "day", "month", "quarter", "year"] as const;

/**
 * A valid value of a row of the entity, of a type that is wanted, or null where the throw led nowhere.
 */
export function randomValue(
  scene: Scene,
  entity: Entity,
  depth: number,
  makeCondition: MakeCondition,
  isWanted: (type: ColumnType) => boolean = () => true,
): Typed | null {
  const { dice } = scene;
  for (let attempt = 0; attempt < 6; attempt++) {
    const value = dice.weighted<Value | null>([
      [5, () => ({ column: randomColumnPath(scene, entity) })],
      [traitsOf(entity).length > 0 ? 2 : 0, () => ({ trait: dice.pick(traitsOf(entity)) })],
      [scene.outside.length > 0 ? 2 : 0, () => randomOuter(scene, depth, makeCondition, isWanted)],
      [depth > 0 ? 6 : 0, () => randomMeasure(scene, entity, depth, makeCondition)],
      [depth > 0 ? 1 : 0, () => randomTrunc(scene, entity, depth, makeCondition)],
      [depth > 0 ? 1 : 0, () => randomDifference(scene, entity, depth, makeCondition)],
      [isWanted(WHOLE) ? 1 : 0, () => randomPart(scene, entity, depth, makeCondition)],
      [isWanted(WHOLE) ? 1 : 0, () => randomSince(scene, entity, depth, makeCondition)],
    ]);
    const type = value && typeOf(scene, entity, value);
    if (value && type && isWanted(type)) return { value, type };
  }
  return null;
}

function traitsOf({ traits = {} }: Entity): string[] {
  return Object.keys(traits);
}

function randomOuter(
  scene: Scene,
  depth: number,
  makeCondition: MakeCondition,
  isWanted: (type: ColumnType) => boolean,
): Value | null {
  const [nearest] = scene.outside;
  const of = nearest && randomValue(outwards(scene), nearest, Math.min(depth, 1), makeCondition, isWanted);
  return of ? { outer: of.value } : null;
}

export function typeOf(scene: Scene, entity: Entity, value: Value): ColumnType | null {
  const { catalog } = scene;
  const outside = scene.outside.map(({ name }) => name);
  const type = valueType(catalog, entity.name, value, outside);
  return "problem" in type ? null : type;
}

/** A column of the entity, now and then one reached over to-one relations. */
function randomColumnPath(scene: Scene, entity: Entity): string {
  const { dice, catalog } = scene;
  const onwards = Object.values(entity.relations).filter(({ cardinality }) => cardinality === "one");
  if (onwards.length === 0 || dice.percent(70)) return dice.pick(Object.keys(entity.columns));
  const { name, to } = dice.pick(onwards);
  const path = `${name}.${randomColumnPath(scene, catalog.entities[to]!)}`;
  return "problem" in resolveColumn(catalog, entity.name, path)
    ? dice.pick(Object.keys(entity.columns))
    : path;
}

/** One to three relations that may be walked, or null where there are none. */
export function randomPath(scene: Scene, entity: Entity): { path: string; end: Entity } | null {
  const { dice, catalog } = scene;
  const names: string[] = [];
  let end = entity;
  for (const length = dice.pick([1, 1, 1, 2, 2, 3]); names.length < length; ) {
    const relations = Object.values(end.relations);
    if (relations.length === 0) break;
    const next = dice.pick(relations);
    names.push(next.name);
    end = catalog.entities[next.to]!;
  }
  const path = names.join(".");
  if (names.length === 0 || "problem" in resolvePath(catalog, entity.name, path)) return null;
  return { path, end };
}

function randomMeasure(
  scene: Scene,
  entity: Entity,
  depth: number,
  makeCondition: MakeCondition,
): Value | null {
  const { dice } = scene;
  const found = randomScope(scene, entity, depth, makeCondition);
  if (!found) return null;
  const { end, scope } = found;
  const inner = (isWanted?: (type: ColumnType) => boolean) =>
    randomValue(inside(scene, entity), end, depth - 1, makeCondition, isWanted)?.value;
  // Averages of doubles are no sums of halves: added in another order they differ by their last bit.
  const addable = (value: Value | undefined) => {
    const type = value && typeOf(inside(scene, entity), end, value);
    return type?.kind === "double" && JSON.stringify(value).includes('"avg"') ? undefined : value;
  };
  const withInner = (value: Value | undefined, make: (value: Value) => Value) => (value ? make(value) : null);
  const hasTime = scope.at || end.timeColumn ? 3 : 0;
  const isOrdered = (type: ColumnType) => type.kind !== "boolean";
  return dice.weighted<Value | null>([
    [4, () => ({ count: true, ...scope })],
    [1, () => withInner(inner(), (value) => ({ count: value, ...scope }))],
    [2, () => withInner(inner(), (value) => ({ count_distinct: value, ...scope }))],
    [3, () => withInner(addable(inner(isNumber)), (value) => ({ sum: value, ...scope }))],
    [3, () => withInner(addable(inner(isNumber)), (value) => ({ avg: value, ...scope }))],
    [2, () => withInner(inner(isOrdered), (value) => ({ min: value, ...scope }))],
    [2, () => withInner(inner(isOrdered), (value) => ({ max: value, ...scope }))],
    [hasTime, () => withInner(inner(), (value) => ({ first: value, ...scope }))],
    [hasTime, () => withInner(inner(), (value) => ({ last: value, ...scope }))],
  ]);
}

/** Which rows a measure speaks of: often the same ones as another measure of the tree. */
function randomScope(scene: Scene, entity: Entity, depth: number, makeCondition: MakeCondition) {
  const { dice, spokenOf } = scene;
  const here = hereOf(scene, entity);
  const before = spokenOf.get(here) ?? [];
  if (before.length > 0 && dice.percent(35)) {
    const again = dice.pick(before);
    return dice.percent(50) ? again : { ...again, scope: atOtherTimes(scene, entity, again) };
  }
  const found = randomPath(scene, entity);
  if (!found) return null;
  const { end, path } = found;
  const where = dice.percent(45) ? { where: makeCondition(inside(scene, entity), end, depth - 1) } : {};
  const scope: MeasureScope = { of: path, ...where, ...randomTime(scene, entity, end, dice.percent(40)) };
  spokenOf.set(here, [...before, { scope, end }]);
  return { scope, end };
}

/** Rows already spoken of from here. */
export function hereOf(scene: Scene, entity: Entity): string {
  return [entity, ...scene.outside].map(({ name }) => name).join("\n");
}

/** The same rows in another window, or at any time: what one set may answer together. */
function atOtherTimes(
  scene: Scene,
  entity: Entity,
  { scope, end }: { scope: MeasureScope; end: Entity },
): MeasureScope {
  const { during, ...always } = scope;
  const column = scope.at ?? end.timeColumn;
  if (column === null || (during && scene.dice.percent(40))) return always;
  const between = twoTimes(inside(scene, entity), end, { column });
  return { ...always, during: randomDuring(scene, entity, between) };
}

/** When the rows happened, and during what; nothing where the entity has no time and none was chosen. */
function randomTime(
  scene: Scene,
  entity: Entity,
  end: Entity,
  isLimited: boolean,
): Pick<MeasureScope, "at" | "during"> {
  const { dice, catalog } = scene;
  const chosen = randomColumnPath(scene, end);
  const isUsable = dice.percent(50) && !("problem" in resolveTime(catalog, end.name, chosen));
  const at = isUsable ? { at: chosen } : {};
  const column = isUsable ? chosen : end.timeColumn;
  if (!isLimited || column === null) return at;
  return { ...at, during: randomDuring(scene, entity, twoTimes(inside(scene, entity), end, { column })) };
}

/** A window told on a row of the entity, now and then after a time of it. */
export function randomDuring(scene: Scene, entity: Entity, between: readonly [string, string]): Window {
  const { dice } = scene;
  const after = dice.percent(30) ? randomValue(scene, entity, 1, noCondition, isTime)?.value : undefined;
  if (!after) return randomWindow(scene, between);
  return { after, within: dice.pick([1, 2, 7, 30, 400]), unit: dice.pick(UNITS) };
}

/** Where a measure that tells when something begins has no conditions of its own. */
const noCondition: MakeCondition = () => ({ all: [] });

/** Two times of the data as a range's ends: whole days, or moments. */
export function twoTimes(scene: Scene, entity: Entity, value: Value): [string, string] {
  const time = () => {
    const seen = observe(scene, entity, value);
    if (seen?.kind === "date") return seen.date;
    if (seen?.kind !== "instant") return scene.asOf;
    return new Date(Number(seen.at / 1000n)).toISOString();
  };
  const times = [time(), time()];
  const areDays = scene.dice.percent(60) || times.some((text) => text.length === 10);
  return times.map((text) => (areDays ? text.slice(0, 10) : text)) as [string, string];
}

function randomPart(scene: Scene, entity: Entity, depth: number, makeCondition: MakeCondition): Value | null {
  const of = randomValue(scene, entity, Math.min(depth, 1), makeCondition, isTime);
  return of && { part: scene.dice.pick(PARTS), of: of.value };
}

function randomTrunc(
  scene: Scene,
  entity: Entity,
  depth: number,
  makeCondition: MakeCondition,
): Value | null {
  const of = randomValue(scene, entity, depth - 1, makeCondition, isTime);
  return of && { trunc: scene.dice.pick(UNITS), of: of.value };
}

function randomDifference(
  scene: Scene,
  entity: Entity,
  depth: number,
  makeCondition: MakeCondition,
): Value | null {
  const { dice } = scene;
  const kind = dice.pick([isTime, isTime, isExact, isDouble]);
  const one = () => randomValue(scene, entity, depth - 1, makeCondition, kind)?.value;
  const [left, right] = [one(), one()];
  if (!left || !right) return null;
  return { difference: [left, right], ...(kind === isTime && { in: dice.pick(UNITS) }) };
}

function isExact({ kind }: ColumnType): boolean {
  return kind === "integer" || kind === "decimal";
}

function isDouble({ kind }: ColumnType): boolean {
  return kind === "double";
}

function randomSince(
  scene: Scene,
  entity: Entity,
  depth: number,
  makeCondition: MakeCondition,
): Value | null {
  const since = randomValue(scene, entity, Math.min(depth, 1), makeCondition, isTime);
  return since && { since: since.value, in: scene.dice.pick(UNITS) };
}
