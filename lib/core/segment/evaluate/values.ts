import type { Entity } from "@/lib/core/catalog/types";
import { Unsupported } from "@/lib/core/errors";
import { foldValue, type ValueKind } from "@/lib/core/segment/kinds";
import type { Condition, DatePart, MeasureScope, Value } from "@/lib/core/segment/types";
import { UNSUPPORTED } from "@/lib/core/segment/unsupported";
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
import { unitsSince } from "./since";
import { roundDown } from "./trunc";
import { columnOf, pathOf, timeOf } from "./walk";

export type ReadCondition = (world: World, entity: Entity, condition: Condition) => Predicate;

/** The value of a row, as a function of the row. `readCondition` reads the conditions inside measures. */
export function readingOf(world: World, entity: Entity, value: Value, readCondition: ReadCondition): Reading {
  const { zone } = world.catalog;
  const rowsOf = (scope: MeasureScope) => {
    const path = pathOf(world, entity, scope.of);
    const where = scope.where ? readCondition(world, path.end, scope.where) : () => true;
    return { end: path.end, rows: rowsMeasured(world, path, scope, where) };
  };
  /** A measure over the known values of its rows. */
  const over = (scope: MeasureScope, measured: Value, answer: (seen: Known[]) => Datum): Reading => {
    const { end, rows } = rowsOf(scope);
    const read = readingOf(world, end, measured, readCondition);
    return (row) => answer(rows(row).map(read).filter(isKnown));
  };
  const pick = (scope: MeasureScope, measured: Value, direction: 1 | -1): Reading => {
    const { end, rows } = rowsOf(scope);
    const read = readingOf(world, end, measured, readCondition);
    const time = timeOf(world, end, scope.at);
    const order = (a: Moment, b: Moment) =>
      a.at === b.at ? compareTies(world, a, b) : a.at < b.at ? -direction : direction;
    return (row) => {
      const moments = rows(row).flatMap((found) => {
        const at = time(found, zone);
        return at === null ? [] : [{ row: found, at, value: read(found) }];
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
      return (row) => count(rows(row));
    },
    count_distinct: (node) => over(node, node.count_distinct, (seen) => countDistinct(seen, zone)),
    sum: (node) => over(node, node.sum, sum),
    avg: (node) => over(node, node.avg, average),
    min: (node) => over(node, node.min, (seen) => least(seen, smallest)),
    max: (node) => over(node, node.max, (seen) => least(seen, (a, b) => smallest(b, a))),
    first: (node) => pick(node, node.first, 1),
    last: (node) => pick(node, node.last, -1),
    since: (node) => {
      const read = readingOf(world, entity, node.since, readCondition);
      return (row) => sinceOf(world, read(row), node.in);
    },
    trait: () => refuse("trait"),
    part: (node) => {
      const read = readingOf(world, entity, node.of, readCondition);
      return (row) => partOf(world, read(row), node.part);
    },
    trunc: (node) => {
      const read = readingOf(world, entity, node.of, readCondition);
      return (row) => {
        const seen = read(row);
        return seen !== null && isTime(seen) ? roundDown(seen, node.trunc, zone) : null;
      };
    },
    outer: () => refuse("outer"),
    difference: (node) => {
      const left = readingOf(world, entity, node.difference[0], readCondition);
      const right = readingOf(world, entity, node.difference[1], readCondition);
      return (row) => differenceOf(left(row), right(row), node.in, zone);
    },
  });
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

function refuse(node: ValueKind): never {
  throw new Unsupported(node, UNSUPPORTED.value[node] ?? `The reference does not evaluate "${node}".`);
}
