import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { type FunnelRow, funnelRows } from "@/lib/core/segment/funnel/rows";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { companies, conditionsOf, memberEntity } from "../factories/segments";
import { ENGINES } from "./support/engines";

const COMPANIES = 15;
const TREES = 6;

it.each(Object.entries(ENGINES))(
  "counts for each condition whom the reference names: %s",
  async (_name, open) => {
    for (let seed = 30_000; seed < 30_000 + COMPANIES; seed++) {
      const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
      const { catalog, tables, asOf } = company;
      const entity = memberEntity(catalog);
      const count = (where: Condition) =>
        evaluate({ version: 1, entity, where }, catalog, tables, asOf).length;
      const engine = await open(company);
      const parts = fc.sample(conditionsOf(company), { seed, numRuns: TREES * 4 });
      for (let tree = 0; tree < TREES; tree++) {
        const where = grouped(parts.slice(tree * 4, tree * 4 + 4), tree);
        const segment: Segment = { version: 1, entity, where };
        const expected = {
          population: tables[entity]!.length,
          members: count(where),
          rows: funnelRows(where).map((row) => ({
            path: row.path,
            alone: count(row.condition),
            arriving: count(arriving(row)),
            kept: count(kept(row)),
            unknown: row.unknown && count({ all: [arriving(row), row.unknown] }),
            without: withoutOf(row, where, count),
          })),
        };
        expect({ seed, where, ...(await engine.funnel(segment)) }).toEqual({ seed, where, ...expected });
      }
      await engine.close();
    }
  },
  240_000,
);

/** Groups of every kind around random conditions, which may be groups themselves. */
function grouped([a, b, c, d]: Condition[], tree: number): Condition {
  const trees: Condition[] = [
    { all: [a!, b!, c!, d!] },
    { any: [a!, { all: [b!, c!] }, d!] },
    { all: [a!, { any: [b!, c!] }, { not: { any: [d!, a!] } }] },
    { not: { any: [a!, { not: { all: [b!, c!] } }, d!] } },
    { not: { all: [a!, { any: [] }, b!] } },
    a!,
  ];
  return trees[tree % trees.length]!;
}

/** Said once more as conditions, for the reference to answer. */
function arriving({ in: place }: FunnelRow): Condition {
  if (!place) return { all: [] };
  const { group, index } = place;
  const before = group.children.slice(0, index).map(({ condition }) => condition);
  const around = among(group.row);
  switch (group.kind) {
    case "all":
    case "not_all":
      return { all: [around, ...before] };
    default:
      return { all: [around, ...before.map((condition) => ({ not: condition }))] };
  }
}

function among(row: FunnelRow): Condition {
  if (!row.in || row.in.group.kind === "all" || row.in.group.kind === "none") return arriving(row);
  return among(row.in.group.row);
}

function kept(row: FunnelRow): Condition {
  if (!row.in) return row.condition;
  const { group, index } = row.in;
  const until = group.children.slice(0, index + 1).map(({ condition }) => condition);
  const around = among(group.row);
  switch (group.kind) {
    case "all":
      return { all: [around, ...until] };
    case "any":
      return { all: [around, { any: until }] };
    case "none":
      return { all: [around, { not: { any: until } }] };
    case "not_all":
      return { all: [around, { not: { all: until } }] };
  }
}

function withoutOf(row: FunnelRow, where: Condition, count: (where: Condition) => number): number | null {
  if (row.in?.group.row.path !== "where") return null;
  const others = row.in.group.children.filter((child) => child !== row).map(({ condition }) => condition);
  if ("all" in where) return count({ all: others });
  return "not" in where && "any" in where.not ? count({ not: { any: others } }) : null;
}
