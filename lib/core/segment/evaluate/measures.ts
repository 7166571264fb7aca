import type { Entity } from "@/lib/core/catalog/types";
import type { MeasureScope, Value } from "@/lib/core/segment/types";
import { compareKnown } from "./compare";
import type { DataRow, Datum, Instant, Known, Outside, Predicate, Reading, World } from "./data";
import { add, divideBy, toDouble, whole, ZERO } from "./numbers";
import { cellOf, type Path, timeOf } from "./walk";
import { intervalOf, isWithin, zoneOf } from "./windows";

/** The rows a measure speaks of; null where its window begins after something unknown. */
export type RowsMeasured = (row: DataRow, outside: Outside) => DataRow[] | null;

/** `readOutside` makes a reading of a Value on the row outside the measure. */
export function rowsMeasured(
  world: World,
  { end, rows }: Path,
  scope: MeasureScope,
  where: Predicate,
  readOutside: (value: Value) => Reading,
): RowsMeasured {
  const during = duringOf(world, end, scope, readOutside);
  return (row, outside) => {
    const isDuring = during(row, outside);
    if (isDuring === null) return null;
    return rows(row).filter((found) => where(found, [row, ...outside]) && isDuring(found));
  };
}

type IsDuring = (found: DataRow) => boolean;

function duringOf(
  world: World,
  end: Entity,
  { during, at }: MeasureScope,
  readOutside: (value: Value) => Reading,
): (row: DataRow, outside: Outside) => IsDuring | null {
  if (!during) return () => () => true;
  const time = timeOf(world, end, at);
  const interval = intervalOf(world, during, readOutside);
  const zone = zoneOf(world, during);
  return (row, outside) => {
    const within = interval(row, outside);
    if (within === null) return null;
    return (found) => {
      const happened = time(found, zone);
      return happened !== null && isWithin(happened, within);
    };
  };
}

export function count(rows: readonly unknown[]): Known {
  return { kind: "exact", number: whole(rows.length) };
}

export function countDistinct(seen: readonly Known[], zone: string): Known {
  const distinct: Known[] = [];
  for (const known of seen) {
    if (!distinct.some((other) => compareKnown(known, other, zone) === 0)) distinct.push(known);
  }
  return count(distinct);
}

/** Zero over nothing. Exact numbers stay exact; doubles add up as doubles. */
export function sum(seen: readonly Known[]): Known {
  if (seen.some(({ kind }) => kind === "double")) {
    return { kind: "double", number: seen.reduce((total, known) => total + doubleOf(known), 0) };
  }
  return { kind: "exact", number: seen.reduce((total, known) => add(total, exactOf(known)), ZERO) };
}

/** Unknown over nothing; else the sum shared out, unrounded. */
export function average(seen: readonly Known[]): Datum {
  if (seen.length === 0) return null;
  const total = sum(seen);
  if (total.kind === "double") return { kind: "double", number: total.number / seen.length };
  return { kind: "exact", number: divideBy(exactOf(total), seen.length) };
}

/** The first in an order, or unknown over nothing. */
export function least(seen: readonly Known[], order: (a: Known, b: Known) => number): Datum {
  return seen.reduce<Datum>((best, known) => (best === null || order(known, best) < 0 ? known : best), null);
}

export type Moment = { row: DataRow; at: Instant; value: Datum };

/** Orders what happened at one instant: the lower key, else the lower value, an unknown value last. */
export function compareTies(world: World, left: Moment, right: Moment): number {
  for (const column of left.row.entity.key) {
    const order = compareDatums(world, cellOf(left.row, column), cellOf(right.row, column));
    if (order !== 0) return order;
  }
  return compareDatums(world, left.value, right.value);
}

function compareDatums(world: World, left: Datum, right: Datum): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareKnown(left, right, world.catalog.zone);
}

function exactOf(known: Known) {
  if (known.kind !== "exact") throw new TypeError(`a ${known.kind} cannot be added up`);
  return known.number;
}

/** A sum of no doubles is an exact zero, so those two kinds may stand side by side. */
function doubleOf(known: Known): number {
  return known.kind === "double" ? known.number : toDouble(exactOf(known));
}
