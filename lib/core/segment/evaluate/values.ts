import { resolved } from "@/lib/core/catalog/resolve";
import { resolveTrait } from "@/lib/core/catalog/trait";
import type { Entity } from "@/lib/core/catalog/types";
import { foldValue } from "@/lib/core/segment/kinds";
import type { Condition, DatePart, MeasureScope, OuterValue, Value } from "@/lib/core/segment/types";
import { compareKnown, instantAt, isTime } from "./compare";
import type { Datum, Known, Predicate, Reading, World } from "./data";
import { differenceOf } from "./difference";
import {
  average,
  compareTies,
  count,
  countDistinct,
  least,
  type Moment,
  rowsMeasured,
  sum,
} from "./measures";
import { exact, whole } from "./numbers";
import { localOf, localPart } from "./parts";
import { settled } from "./settle";
import { unitsSince } from "./since";
import { traitOf } from "./traits";
import { roundDown } from "./trunc";
import { columnOf, pathOf, timeOf } from "./walk";

export type ReadCondition = (world: World, entity: Entity, condition: Condition) => Predicate;

/** The value of a row, as a function of the row. `readCondition` reads the conditions inside measures. */
export function readingOf(world: World, entity: Entity, value: Value, readCondition: ReadCondition): Reading {
  const { zone } = world.catalog;
  const readHere = (one: Value) => readingOf(world, entity, one, readCondition);
  const rowsOf = (scope: MeasureScope) => {
    const path = pathOf(world, entity, scope.of);
    const where = scope.where ? readCondition(world, path.end, scope.where) : () => true;
    return { end: path.end, rows: rowsMeasured(world, path, scope, where, readHere) };
  };
  /** A measure over the known values of its rows. */
  const over = (scope: MeasureScope, measured: Value, answer: (seen: Known[]) => Datum): Reading => {
    const { end, rows } = rowsOf(scope);
    const read = settled(world, end, measured, readingOf(world, end, measured, readCondition));
    return (row, outside) => {
      const found = rows(row, outside);
      if (found === null) return null;
      return answer(found.map((one) => read(one, [row, ...outside])).filter(isKnown));
    };
  };
  const pick = (scope: MeasureScope, measured: Value, direction: 1 | -1): Reading => {
    const { end, rows } = rowsOf(scope);
    const read = settled(world, end, measured, readingOf(world, end, measured, readCondition));
    const time = timeOf(world, end, scope.at);
    const order = (a: Moment, b: Moment) =>
      a.at === b.at ? compareTies(world, a, b) : a.at < b.at ? -direction : direction;
    return (row, outside) => {
      const moments = (rows(row, outside) ?? []).flatMap((found) => {
        const at = time(found, zone);
        return at === null ? [] : [{ row: found, at, value: read(found, [row, ...outside]) }];
      });
      return moments.sort(order)[0]?.value ?? null;
    };
  };
  const smallest = (a: Known, b: Known) => compareKnown(a, b, zone);

  return foldValue<Reading>(value, {
    column: ({ column }) => columnOf(world, entity, column),
    count: (node) => {
      if (node.count !== true) return over(node, node.count, count);
      const { rows } = rowsOf(node);
      return (row, outside) => {
        const found = rows(row, outside);
        return found && count(found);
      };
    },
    count_distinct: (node) => over(node, node.count_distinct, (seen) => countDistinct(seen, zone)),
    sum: (node) => over(node, node.sum, sum),
    avg: (node) => over(node, node.avg, average),
    min: (node) => over(node, node.min, (seen) => least(seen, smallest)),
    max: (node) => over(node, node.max, (seen) => least(seen, (a, b) => smallest(b, a))),
    first: (node) => pick(node, node.first, 1),
    last: (node) => pick(node, node.last, -1),
    since: (node) => {
      const read = readHere(node.since);
      return (row, outside) => sinceOf(world, read(row, outside), node.in);
    },
    trait: (node) => {
      const { trait } = resolved(resolveTrait(world.catalog, entity.name, node.trait));
      if (trait.kind === "sql") return traitOf(world, entity, trait);
      return readingOf(world, entity, trait.value, readCondition);
    },
    part: (node) => {
      const read = readHere(node.of);
      return (row, outside) => partOf(world, read(row, outside), node.part);
    },
    trunc: (node) => {
      const read = readHere(node.of);
      return (row, outside) => {
        const seen = read(row, outside);
        return seen !== null && isTime(seen) ? roundDown(seen, node.trunc, zone) : null;
      };
    },
    outer: (node) => outerOf(world, node, readCondition),
    difference: (node) => {
      const [left, right] = [node.difference[0], node.difference[1]].map((one) =>
        settled(world, entity, one, readHere(one)),
      ) as [Reading, Reading];
      return (row, outside) => differenceOf(left(row, outside), right(row, outside), node.in, zone);
    },
  });
}

/** Of the nearest row outside. Which entity it is of shows when it is first asked. */
function outerOf(world: World, { outer }: OuterValue, readCondition: ReadCondition): Reading {
  let read: Reading | null = null;
  return (_, [nearest, ...further]) => {
    if (!nearest) throw new TypeError("a value of the row outside was asked where there is none");
    read ??= readingOf(world, nearest.entity, outer, readCondition);
    return read(nearest, further);
  };
}

function sinceOf(world: World, seen: Datum, unit: Parameters<typeof unitsSince>[2]): Datum {
  if (seen === null || !isTime(seen)) return null;
  const { zone } = world.catalog;
  const units = unitsSince(instantAt(seen, zone), world.asOf, unit, zone);
  return { kind: "exact", number: exact(units) };
}

function partOf(world: World, seen: Datum, part: DatePart): Datum {
  if (seen === null || !isTime(seen)) return null;
  return { kind: "exact", number: whole(localPart(localOf(seen, world.catalog.zone), part)) };
}

function isKnown(datum: Datum): datum is Known {
  return datum !== null;
}
