import type { Entity } from "@/lib/core/catalog/types";
import type { Sequence, SequenceStep } from "@/lib/core/segment/types";
import type { DataRow, Instant, Outside, Predicate, World } from "./data";
import { rowsMeasured } from "./measures";
import { shift } from "./time";
import { type ReadCondition, readingOf } from "./values";
import { pathOf, timeOf } from "./walk";

/** A step, and when its rows happened for the row asked about, in no order. */
type Happened = { step: SequenceStep; times: readonly Instant[] };

/** Whether rows happened in an order for a row. */
export function sequenceOf(
  world: World,
  entity: Entity,
  { steps, anchor, during }: Sequence,
  readCondition: ReadCondition,
): Predicate {
  const readers = steps.map((step, index) => ({
    step,
    read: timesOf(world, entity, { ...step, ...(index === 0 && during && { during }) }, readCondition),
  }));
  return (row, outside) => {
    const [first, ...rest] = readers.map(({ step, read }): Happened => ({ step, times: read(row, outside) }));
    const starts = first?.times ?? [];
    const earliest = starts.filter((start) => starts.every((other) => start <= other));
    return (anchor === "first" ? earliest : starts).some((start) => goesOn(world, start, rest));
  };
}

type Timed = SequenceStep & { during?: Sequence["during"] };

function timesOf(
  world: World,
  entity: Entity,
  { of, where, at, during }: Timed,
  readCondition: ReadCondition,
): (row: DataRow, outside: Outside) => Instant[] {
  const path = pathOf(world, entity, of);
  const isMeant = where ? readCondition(world, path.end, where) : () => true;
  const scope = { of, ...(at && { at }), ...(during && { during }) };
  const rows = rowsMeasured(world, path, scope, isMeant, (value) =>
    readingOf(world, entity, value, readCondition),
  );
  const time = timeOf(world, path.end, at);
  return (row, outside) =>
    (rows(row, outside) ?? []).flatMap((found) => {
      const happened = time(found, world.catalog.zone);
      return happened === null ? [] : [happened];
    });
}

/** Whether the steps left are met after the last positive step, which happened at `last`. */
function goesOn(world: World, last: Instant, left: readonly Happened[]): boolean {
  const next = left.findIndex(({ step }) => !step.none);
  const absent = next === -1 ? left : left.slice(0, next);
  const isAbsentBefore = (end: Instant | null) =>
    absent.every(({ step, times }) =>
      inWindow(world, last, step, times).every((time) => end !== null && time >= end),
    );
  if (next === -1) return isAbsentBefore(null);
  const { step, times } = left[next]!;
  return inWindow(world, last, step, times).some(
    (time) => isAbsentBefore(time) && goesOn(world, time, left.slice(next + 1)),
  );
}

/** Later than the last positive step, and `within` it, when nothing from as_of on has happened yet. */
function inWindow(
  world: World,
  last: Instant,
  { within, unit = "day" }: SequenceStep,
  times: readonly Instant[],
): Instant[] {
  const later = times.filter((time) => time > last);
  if (within === undefined) return later;
  const end = shift(last, within, unit, world.catalog.zone);
  return later.filter((time) => time <= end && time < world.asOf);
}
