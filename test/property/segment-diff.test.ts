import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff } from "@/lib/core/segment/diff";
import { valueAt } from "@/lib/core/segment/edit/at";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { checkSegment } from "@/lib/core/segment/validate";
import { type Company, companies, conditionsOf, memberEntity } from "../factories/segments";
import { smallerTrees } from "./support/reduce";

const COMPANIES = 25;
const TREES = 6;
const seed = Number(process.env.COTERIE_SEED ?? 1);

type Case = { company: Company; segment: (where: Condition) => Segment; trees: Condition[] };

const cases: Case[] = fc.sample(companies, { seed, numRuns: COMPANIES }).map((company) => {
  const entity = memberEntity(company.catalog);
  return {
    company,
    segment: (where) => ({ version: 1, entity, where }),
    trees: fc.sample(conditionsOf(company), { seed, numRuns: TREES }),
  };
});

describe("between two versions of a segment", () => {
  it("nothing changed where they are the same, in another order or wrapped", () => {
    for (const { company, segment, trees } of cases) {
      for (const [index, tree] of trees.entries()) {
        const other = trees[(index + 1) % trees.length]!;
        const same: [Condition, Condition][] = [
          [tree, structuredClone(tree)],
          [tree, { all: [{ any: [{ not: { not: tree } }] }] }],
          [{ all: [tree, other] }, { all: [other, tree] }],
          [{ not: { any: [tree, other] } }, { not: { any: [other, { all: [tree] }] } }],
        ];
        for (const [a, b] of same) expect(diff(segment(a), segment(b), company.catalog)).toEqual([]);
      }
    }
  });

  it("something changed wherever the members may differ", () => {
    for (const { company, segment, trees } of cases) {
      const { catalog, tables, asOf } = company;
      for (const [a, b] of trees.flatMap((a) => trees.map((b): [Condition, Condition] => [a, b]))) {
        if (diff(segment(a), segment(b), catalog).length > 0) continue;
        expect(evaluate(segment(a), catalog, tables, asOf)).toEqual(
          evaluate(segment(b), catalog, tables, asOf),
        );
      }
    }
  });

  it("one change tells that one condition of several became another", () => {
    for (const { company, segment, trees } of cases) {
      const kept: Condition[] = [
        { all: [trees[0]!, { not: trees[1]! }] },
        {
          value: { column: company.catalog.entities[memberEntity(company.catalog)]!.key[0]! },
          is: { known: true },
        },
      ];
      const before: Condition = { any: [...kept, { not: { all: [...kept, trees[2]!] } }] };
      const after: Condition = { any: [...kept, { not: { all: [...kept, trees[3]!] } }] };
      const changes = diff(segment(before), segment(after), company.catalog);
      const paths = changes.flatMap((change) => [change.before?.path, change.after?.path]).filter(Boolean);
      expect(paths.filter((path) => !path!.startsWith("where.any[2].not"))).toEqual([]);
    }
  });

  it("every sentence is of a condition that is there", () => {
    for (const { company, segment, trees } of cases) {
      for (const tree of trees) {
        for (const smaller of [...smallerTrees(tree)].slice(0, 12)) {
          const after = segment(smaller as Condition);
          if (checkSegment(after, company.catalog).length > 0) continue;
          for (const { before: was, after: is } of diff(segment(tree), after, company.catalog)) {
            expect([was?.sentence, is?.sentence]).not.toContain("");
            if (was) expect(valueAt(segment(tree), was.path)).toBeDefined();
            if (is) expect(valueAt(after, is.path)).toBeDefined();
          }
        }
      }
    }
  });
});
