import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWorld } from "@/lib/core/segment/evaluate/cells";
import { predicateOf } from "@/lib/core/segment/evaluate/conditions";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { readingOf } from "@/lib/core/segment/evaluate/values";
import type { Explained } from "@/lib/core/segment/explain/index";
import { explainNodes, inOrder } from "@/lib/core/segment/explain/nodes";
import type { Segment } from "@/lib/core/segment/types";
import { type Company, companies, memberEntity, segmentsOf } from "../factories/segments";
import { ENGINES } from "./support/engines";

const COMPANIES = 12;
const TREES = 4;
const KEYS = 3;
const FIRST = 40_000;

describe.each(Object.entries(ENGINES))("the explanation in %s", (_, open) => {
  it("gives every condition of a row the answer the reference gives, and of what is seen what is known", async () => {
    for (let seed = FIRST; seed < FIRST + COMPANIES; seed++) {
      const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
      const engine = await open(company);
      const members = company.catalog.entities[memberEntity(company.catalog)]!;
      for (const segment of fc.sample(segmentsOf(company), { seed, numRuns: TREES })) {
        const keys = everyKey(company, members.name);
        for (const key of keys.slice(0, KEYS)) {
          const row = keys.indexOf(key);
          const told = flat(await engine.explain(segment, key));
          expect({ seed, segment, key, told }).toEqual({
            seed,
            segment,
            key,
            told: expected(company, segment, row),
          });
          const isMember = evaluate(segment, company.catalog, company.tables, company.asOf).includes(key);
          expect(told[0]!.verdict).toBe(isMember);
        }
        expect(await engine.explain(segment, "no such key")).toBeNull();
      }
      await engine.close();
    }
  }, 240_000);
});

type Told = { path: string; verdict: boolean; known: boolean[] };

function flat(explained: Explained | null): Told[] {
  if (!explained) return [];
  const { path, verdict, seen, children } = explained;
  return [{ path, verdict, known: seen.map(({ text }) => text !== null) }, ...children.flatMap(flat)];
}

function expected({ catalog, tables, asOf }: Company, segment: Segment, index: number): Told[] {
  const world = readWorld(catalog, tables, asOf);
  const entity = catalog.entities[segment.entity]!;
  const row = world.rows.get(entity.name)![index]!;
  return inOrder(explainNodes(segment, catalog)).map(({ path, condition, asked }) => ({
    path,
    verdict: predicateOf(world, entity, condition)(row, []),
    known: asked.map(({ value }) => readingOf(world, entity, value, predicateOf)(row, []) !== null),
  }));
}

/** As members' keys are printed, in the order of the rows. */
function everyKey({ tables, catalog }: Company, entity: string): string[] {
  const [key] = catalog.entities[entity]!.key;
  return tables[entity]!.map((row) => String(row[key!]));
}
