import { expect, it } from "vitest";
import type { Funnel } from "@/lib/core/segment/funnel/index";
import type { Condition } from "@/lib/core/segment/types";
import { isSmall } from "@/lib/core/small-count";
import { funnelView } from "@/lib/core/small-funnel";

const A: Condition = { value: { column: "a" }, is: { eq: 1 } };
const B: Condition = { value: { column: "b" }, is: { eq: 1 } };

/** People by which of two conditions they meet. */
type Cells = { both: number; onlyA: number; onlyB: number; neither: number };

/** Every way to part so many people. */
function* partings(population: number): Generator<Cells> {
  for (let both = 0; both <= population; both++) {
    for (let onlyA = 0; both + onlyA <= population; onlyA++) {
      for (let onlyB = 0; both + onlyA + onlyB <= population; onlyB++) {
        yield { both, onlyA, onlyB, neither: population - both - onlyA - onlyB };
      }
    }
  }
}

function funnelOf({ both, onlyA, onlyB, neither }: Cells, kind: "all" | "any"): Funnel {
  const population = both + onlyA + onlyB + neither;
  const [a, b] = [both + onlyA, both + onlyB];
  const members = kind === "all" ? both : both + onlyA + onlyB;
  const row = { path: "", unknown: null };
  return {
    population,
    members,
    rows: [
      { ...row, alone: members, arriving: population, kept: members, without: null },
      { ...row, alone: a, arriving: population, kept: a, without: b },
      { ...row, alone: b, arriving: kind === "all" ? a : population - a, kept: members, without: a },
    ],
  };
}

it.each(["all", "any"] as const)(
  "never tells how many people are in a small group: %s of two conditions",
  (kind) => {
    const leaks = [40, 61, 90].flatMap((population) => leaksOf(population, kind));
    expect(leaks).toEqual([]);
  },
  120_000,
);

/** Groups of people whose small size is the same in every parting that looks like this one. */
function leaksOf(population: number, kind: "all" | "any"): unknown[] {
  const byView = new Map<string, Cells[]>();
  for (const cells of partings(population)) {
    const view = JSON.stringify(
      funnelView(kind === "all" ? { all: [A, B] } : { any: [A, B] }, funnelOf(cells, kind)),
    );
    const same = byView.get(view);
    if (same) same.push(cells);
    else byView.set(view, [cells]);
  }
  return [...byView].flatMap(([view, alike]) =>
    Object.entries(GROUPS).flatMap(([group, sizeOf]) => {
      const sizes = new Set(alike.map(sizeOf));
      const [only] = sizes;
      return sizes.size === 1 && isSmall(only!) ? [{ population, group, size: only, view }] : [];
    }),
  );
}

const GROUPS: Record<string, (cells: Cells) => number> = {
  both: ({ both }) => both,
  onlyA: ({ onlyA }) => onlyA,
  onlyB: ({ onlyB }) => onlyB,
  neither: ({ neither }) => neither,
  a: ({ both, onlyA }) => both + onlyA,
  b: ({ both, onlyB }) => both + onlyB,
  either: ({ both, onlyA, onlyB }) => both + onlyA + onlyB,
  notA: ({ onlyB, neither }) => onlyB + neither,
  notB: ({ onlyA, neither }) => onlyA + neither,
  oneOnly: ({ onlyA, onlyB }) => onlyA + onlyB,
};
