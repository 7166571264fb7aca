import { Temporal } from "temporal-polyfill";
import type { Dialect } from "@/lib/core/ports/warehouse";
import { foldCondition } from "@/lib/core/segment/kinds";
import { type Bounds, type Clock, windowBounds, windowZone } from "@/lib/core/segment/time/window-bounds";
import type { Condition, EveryCondition, MeasureScope } from "@/lib/core/segment/types";
import { measuresOf, readsRowOnly } from "./asked-values";
import { asksForRows } from "./asks-for-rows";

/** What the conditions about one row have in common, found before any of them is compiled. */
export type Sharing = {
  /** Some ANDed condition reads the row itself, so that few rows may be left to look up. */
  isNarrowed: boolean;
  /** By what a measure asks about: the rows, of a wider window, whose one aggregated set answers it and others. */
  sets: ReadonlyMap<string, MeasureScope>;
  /** `every` conditions such a set answers on the way, as JSON. */
  everys: ReadonlySet<string>;
  /** What is asked of all rows together (a sequence, a rank, a limit) and asked more than once, by its meaning. */
  repeated: ReadonlySet<string>;
};

export const NOTHING_SHARED: Sharing = {
  isNarrowed: false,
  sets: new Map(),
  everys: new Set(),
  repeated: new Set(),
};

/** What a condition wants to know of related rows: whether there are some, or a number or date of them. `rows`: of which. */
type Ask = { measure: MeasureScope; rows: string; kind: "rows" | "value"; isConjunct: boolean };
type Asked = { asks: Ask[]; everys: EveryCondition[]; keySets: string[]; isNarrowed: boolean };

/**
 * Conditions about the same rows of one path are answered by one set: aggregated over the widest window, with the narrower
 * ones as conditions inside the aggregates. Different rows are never put together: filtering first is what keeps a set small.
 */
export function findSharing(
  where: Condition | undefined,
  others: readonly Condition[],
  dialect: Dialect,
  clock: Clock,
): Sharing {
  const asked: Asked = { asks: [], everys: [], keySets: [], isNarrowed: false };
  if (where) gather(where, true, asked);
  for (const other of others) gather(other, false, asked);
  const sets = new Map<string, MeasureScope>();
  const everys = new Set<string>();
  for (const group of groupsOf(asked.asks)) {
    for (const { base, members } of nest(group, clock)) {
      if (!isWorthSharing(base, members, dialect)) continue;
      for (const { rows } of members) sets.set(rows, base.measure);
    }
  }
  for (const node of asked.everys) {
    const rows = rowsAsked({ of: node.every, ...(node.where && { where: node.where }) });
    const isAggregated = asked.asks.some((ask) => ask.kind === "value" && ask.rows === rows);
    if ((isAggregated || sets.has(rows)) && readsRowOnly(node.must)) everys.add(JSON.stringify(node));
  }
  const repeated = new Set(asked.keySets.filter((one, index) => asked.keySets.indexOf(one) !== index));
  return { isNarrowed: asked.isNarrowed, sets, everys, repeated };
}

/** Two measures with this in common ask about the same rows. `at` matters to windows only. */
export function rowsAsked({ of, where, during, at }: MeasureScope): string {
  return JSON.stringify([of, where ?? null, during ?? null, during ? (at ?? null) : null]);
}

function gather(condition: Condition, isConjunct: boolean, asked: Asked): void {
  foldCondition<void>(condition, {
    all: ({ all }) => all.forEach((one) => void gather(one, isConjunct, asked)),
    any: ({ any }) => any.forEach((one) => void gather(one, isConjunct && any.length === 1, asked)),
    not: ({ not }) => gather(not, false, asked),
    audience: ({ where, limit, turns }) => {
      if (turns) asked.keySets.push(JSON.stringify(turns));
      else if (where && limit) asked.keySets.push(JSON.stringify([where, limit]));
      else if (where) gather(where, isConjunct, asked);
    },
    value: (node) => {
      const rows = asksForRows(node);
      const ask = (measure: MeasureScope, kind: Ask["kind"]) =>
        void asked.asks.push({ measure, rows: rowsAsked(measure), kind, isConjunct });
      if (rows) ask(rows.measure, "rows");
      else if (isConjunct && readsRowOnly(node)) asked.isNarrowed = true;
      else if ("first" in node.value || "last" in node.value) asked.keySets.push(JSON.stringify(node.value));
      else for (const measure of measuresOf(node)) ask(measure, "value");
    },
    every: (node) => void asked.everys.push(node),
    list: () => {},
    sequence: (node) => void asked.keySets.push(JSON.stringify(node)),
    rank: (node) => void asked.keySets.push(JSON.stringify(node)),
  });
}

/** Rows of one path under one condition, whenever they happened. */
type Group = Ask[];

function groupsOf(asks: readonly Ask[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const ask of asks) {
    const { of, where, during } = ask.measure;
    // A window after another value has bounds of its own for every row.
    if (during && "after" in during) continue;
    const key = JSON.stringify([of, where ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), ask]);
  }
  return groups.values();
}

/** An ask with the bounds of its window; null where it has none. */
type Placed = Ask & { window: { bounds: Bounds; zone: string } | null };
type Nest = { base: Placed; members: Placed[] };

/** Each ask under the widest window it lies in; none of the widest lies in another. */
function nest(group: Group, clock: Clock): Nest[] {
  if (group.length < 2) return [];
  const nests: Nest[] = [];
  let left = group.map((ask) => place(ask, clock));
  while (left.length > 0) {
    const base = left.reduce((widest, ask) => (contains(ask, widest) ? ask : widest));
    nests.push({ base, members: left.filter((ask) => contains(base, ask)) });
    left = left.filter((ask) => !contains(base, ask));
  }
  return nests;
}

function place(ask: Ask, clock: Clock): Placed {
  const { during } = ask.measure;
  const window = during && { bounds: windowBounds(during, clock), zone: windowZone(during, clock.zone) };
  return { ...ask, window: window ?? null };
}

/** Whether every row in the second window is in the first; by the same column and in the same zone, where days begin alike. */
function contains(wide: Placed, narrow: Placed): boolean {
  if (!wide.window || wide.rows === narrow.rows) return true;
  if (!narrow.window || wide.measure.at !== narrow.measure.at) return false;
  return wide.window.zone === narrow.window.zone && surrounds(wide.window.bounds, narrow.window.bounds);
}

function surrounds(wide: Bounds, narrow: Bounds): boolean {
  const { compare } = Temporal.Instant;
  const beginsFirst = !wide.from || (narrow.from && compare(wide.from, narrow.from) <= 0);
  const endsLast = !wide.to || (narrow.to && compare(narrow.to, wide.to) <= 0);
  return Boolean(beginsFirst && endsLast);
}

/**
 * Aggregating what has to be aggregated anyway answers the narrower windows almost for nothing. Where it is only asked whether
 * there are rows, one set still beats several that all must be looked up; a set looked up only for some rows does not.
 */
function isWorthSharing(base: Placed, members: readonly Placed[], dialect: Dialect): boolean {
  if (members.length < 2) return false;
  const isAggregated = members.some(({ rows, kind }) => kind === "value" && rows === base.rows);
  if (isAggregated || !dialect.looksUpInPlace) return true;
  const asked = new Set(members.map(({ rows }) => rows));
  return asked.size < members.length || members.every(({ isConjunct }) => isConjunct);
}
