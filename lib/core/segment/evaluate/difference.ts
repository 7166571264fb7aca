import { Big } from "big.js";
import type { Unit } from "@/lib/core/segment/types";
import { instantAt, isTime } from "./compare";
import type { Datum, Instant, Known } from "./data";
import { exact, subtract, toDouble } from "./numbers";
import { unitsSince } from "./since";
import { isExact, microsecondsIn } from "./time";

/** The first less the second: numbers, or how long after the second the first is. */
export function differenceOf(left: Datum, right: Datum, unit: Unit | undefined, zone: string): Datum {
  if (left === null || right === null) return null;
  if (isTime(left) && isTime(right) && unit !== undefined) {
    return timeBetween(instantAt(right, zone), instantAt(left, zone), unit, zone);
  }
  if (left.kind === "exact" && right.kind === "exact") {
    return { kind: "exact", number: subtract(left.number, right.number) };
  }
  return { kind: "double", number: doubleOf(left) - doubleOf(right) };
}

/** Exact units with their fraction; months, quarters and years whole, the largest n with from + n units <= to. */
function timeBetween(from: Instant, to: Instant, unit: Unit, zone: string): Known {
  if (!isExact(unit)) return { kind: "exact", number: exact(unitsSince(from, to, unit, zone)) };
  const numerator = new Big((to - from).toString());
  return { kind: "exact", number: { numerator, denominator: new Big(microsecondsIn(unit).toString()) } };
}

function doubleOf(known: Known): number {
  if (known.kind === "double") return known.number;
  if (known.kind === "exact") return toDouble(known.number);
  throw new TypeError(`a ${known.kind} cannot be subtracted`);
}
