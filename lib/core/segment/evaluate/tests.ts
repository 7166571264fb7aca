import { foldCase } from "@/lib/core/segment/fold-case";
import { foldTest } from "@/lib/core/segment/kinds";
import type { Operand, Test } from "@/lib/core/segment/types";
import { comesRound } from "./anniversary";
import { compareKnown, instantAt, isTime, type TimeKnown } from "./compare";
import type { DataRow, Datum, Known, Outside, Reading, World } from "./data";
import { readLiteral } from "./literals";
import { type Interval, intervalOf, isWithin, type ReadInterval, zoneOf } from "./windows";

/** Is the test met by the value seen on the row? Never unknown: what is unknown meets `known: false` only. */
export type Check = (seen: Datum, row: DataRow, outside: Outside) => boolean;

/** `readValue` makes a reading of a Value that stands on the test's right. */
export function checkOf(world: World, test: Test, readValue: (operand: Operand & object) => Reading): Check {
  const { zone } = world.catalog;
  const fold = (known: Known) => (test.ignore_case ? foldKnown(known) : known);

  /** Both sides known, then asked. */
  const beside = (operand: Operand, ask: (left: Known, right: Known) => boolean): Check => {
    const read = typeof operand === "object" ? readValue(operand) : null;
    return (seen, row, outside) => {
      if (seen === null) return false;
      const other = read ? read(row, outside) : readLiteral(operand as Exclude<Operand, object>, seen, zone);
      return other !== null && ask(fold(seen), fold(other));
    };
  };
  const ordered = (operand: Operand, ask: (order: number) => boolean) =>
    beside(operand, (left, right) => ask(compareKnown(left, right, zone)));
  const textual = (operand: Operand, ask: (text: string, part: string) => boolean) =>
    beside(operand, (left, right) => ask(textOf(left), textOf(right)));
  const timed = (read: ReadInterval, ask: (time: TimeKnown, within: Interval) => boolean): Check => {
    return (seen, row, outside) => {
      if (seen === null || !isTime(seen)) return false;
      const within = read(row, outside);
      return within !== null && ask(seen, within);
    };
  };
  const equals = (operand: Operand) => ordered(operand, (order) => order === 0);

  return foldTest<Check>(test, {
    eq: ({ eq }) => equals(eq),
    not_eq: ({ not_eq }) => ordered(not_eq, (order) => order !== 0),
    in: ({ in: list }) => anyOf(list.map(equals)),
    not_in: ({ not_in }) => knownAndNot(anyOf(not_in.map(equals))),
    gt: ({ gt }) => ordered(gt, (order) => order > 0),
    gte: ({ gte }) => ordered(gte, (order) => order >= 0),
    lt: ({ lt }) => ordered(lt, (order) => order < 0),
    lte: ({ lte }) => ordered(lte, (order) => order <= 0),
    between: ({ between: [low, high] }) =>
      allOf([ordered(low, (order) => order >= 0), ordered(high, (order) => order <= 0)]),
    contains: ({ contains }) => textual(contains, (text, part) => text.includes(part)),
    not_contains: ({ not_contains }) => textual(not_contains, (text, part) => !text.includes(part)),
    starts_with: ({ starts_with }) => textual(starts_with, (text, part) => text.startsWith(part)),
    ends_with: ({ ends_with }) => textual(ends_with, (text, part) => text.endsWith(part)),
    known:
      ({ known }) =>
      (seen) =>
        (seen !== null) === known,
    during: ({ during }) => {
      const interval = intervalOf(world, during, readValue);
      const zone = zoneOf(world, during);
      return timed(interval, (time, within) => isWithin(instantAt(time, zone), within));
    },
    anniversary: ({ anniversary }) => {
      const interval = intervalOf(world, anniversary, readValue);
      const zone = zoneOf(world, anniversary);
      return timed(interval, (time, within) => comesRound(time, within, zone));
    },
  });
}

function anyOf(checks: readonly Check[]): Check {
  return (seen, row, outside) => checks.some((check) => check(seen, row, outside));
}

function allOf(checks: readonly Check[]): Check {
  return (seen, row, outside) => checks.every((check) => check(seen, row, outside));
}

function knownAndNot(check: Check): Check {
  return (seen, row, outside) => seen !== null && !check(seen, row, outside);
}

function foldKnown(known: Known): Known {
  return known.kind === "text" ? { kind: "text", text: foldCase(known.text) } : known;
}

function textOf(known: Known): string {
  if (known.kind !== "text") throw new TypeError("a text test was asked of something that is not text");
  return known.text;
}
