import { Big } from "big.js";
import type { Entity } from "@/lib/core/catalog/types";
import { conditionReach } from "@/lib/core/segment/reach";
import type { Rank } from "@/lib/core/segment/types";
import { compareKnown } from "./compare";
import type { DataRow, Known, Outside, Predicate, World } from "./data";
import { settled } from "./settle";
import { type ReadCondition, readingOf } from "./values";
import { cellOf } from "./walk";

type Ranked = { row: DataRow; value: Known };

/** Whether a row is among the first by a value. */
export function rankedOf(world: World, entity: Entity, rank: Rank, readCondition: ReadCondition): Predicate {
  const read = settled(world, entity, rank.by, readingOf(world, entity, rank.by, readCondition));
  const isAmong = rank.among ? readCondition(world, entity, rank.among) : () => true;
  const rows = world.rows.get(entity.name) ?? [];
  const choose = (outside: Outside) => {
    const ranked = rows
      .filter((row) => isAmong(row, outside))
      .flatMap((row): Ranked[] => {
        const value = read(row, outside);
        return value === null ? [] : [{ row, value }];
      });
    return new Set(firstOf(world, rank, ranked).map(({ row }) => row));
  };
  const reach = conditionReach({ rank });
  const chosen: Chosen = { inside: new Map(), rows: null };
  return (row, outside) => {
    const here = outside.slice(0, reach).reduce(chosenInside, chosen);
    here.rows ??= choose(outside);
    return here.rows.has(row);
  };
}

/** Chosen once, or once for every row outside the rank looks at. */
type Chosen = { rows: ReadonlySet<DataRow> | null; inside: Map<DataRow, Chosen> };

function chosenInside(chosen: Chosen, row: DataRow): Chosen {
  const before = chosen.inside.get(row);
  if (before) return before;
  const inside: Chosen = { inside: new Map(), rows: null };
  chosen.inside.set(row, inside);
  return inside;
}

function firstOf(world: World, rank: Rank, ranked: readonly Ranked[]): readonly Ranked[] {
  const { zone } = world.catalog;
  const direction = rank.order === "desc" ? -1 : 1;
  const order = (a: Ranked, b: Ranked) =>
    direction * compareKnown(a.value, b.value, zone) || compareKeys(world, a.row, b.row);
  const sorted = [...ranked].sort(order);
  if (rank.top !== undefined) return sorted.slice(0, rank.top);
  if (rank.percent !== undefined) return sorted.slice(0, share(sorted.length, rank.percent, Big.roundDown));
  return beyondPercentile(world, rank, sorted);
}

/**
 * The threshold lies between two neighbours, at the place p percent of the way from the lowest to the highest value. No
 * value lies between neighbours, so keeping the values beyond it is keeping those from one neighbour on.
 */
function beyondPercentile(
  world: World,
  { order, percentile = 100 }: Rank,
  sorted: readonly Ranked[],
): readonly Ranked[] {
  const rising = order === "asc" ? sorted : [...sorted].reverse();
  const place = share(rising.length - 1, percentile, order === "asc" ? Big.roundDown : Big.roundUp);
  const neighbour = rising[place];
  if (!neighbour) return [];
  const compare = ({ value }: Ranked) => compareKnown(value, neighbour.value, world.catalog.zone);
  return rising.filter((one) => (order === "asc" ? compare(one) <= 0 : compare(one) >= 0));
}

function share(count: number, percent: number, rounding: 0 | 3): number {
  return new Big(count).times(percent).times("0.01").round(0, rounding).toNumber();
}

export function compareKeys(world: World, left: DataRow, right: DataRow): number {
  for (const column of left.entity.key) {
    const [a, b] = [cellOf(left, column), cellOf(right, column)];
    const order = a && b ? compareKnown(a, b, world.catalog.zone) : 0;
    if (order !== 0) return order;
  }
  return 0;
}
