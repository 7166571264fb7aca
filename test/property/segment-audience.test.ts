import fc from "fast-check";
import { expect, it } from "vitest";
import type { Audiences } from "@/lib/core/segment/audiences";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { asWritten, RANDOM_LISTS } from "../factories/random/lists";
import { type Company, companies, memberEntity, segmentsOf } from "../factories/segments";
import { openDuckdb } from "./support/duckdb";

const COMPANIES = 15;
const PAIRS = 4;

it("those in one audience and not in another are the members of the one without those of the other", async () => {
  for (let seed = 20_000; seed < 20_000 + COMPANIES; seed++) {
    const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
    const engine = await openDuckdb(company);
    const entity = memberEntity(company.catalog);
    const drawn = fc.sample(segmentsOf(company), { seed, numRuns: 4 * PAIRS });
    const segments = drawn.filter((segment) => segment.entity === entity);
    for (let at = 0; at + 1 < segments.length; at += 2) {
      const [a, b] = [segments[at]!, segments[at + 1]!];
      const where = { all: [{ audience: "a" }, { not: { audience: "b" } }] };
      const both = parsed(company, { version: 1, entity, where }, { a, b });
      const others = new Set(asked(company, b));
      const expected = asked(company, a).filter((key) => !others.has(key));
      expect({ a, b, members: asked(company, both) }).toEqual({ a, b, members: expected });
      expect({ a, b, members: await engine.members(both) }).toEqual({ a, b, members: expected });
    }
    engine.close();
  }
}, 600_000);

function parsed({ catalog }: Company, segment: Segment, definitions: Record<string, Segment>): Segment {
  const audiences: Audiences = {
    ...RANDOM_LISTS,
    find: (slug) => ({ json: asWritten(definitions[slug]), place: () => slug }),
  };
  const { segment: read, problems } = parseSegment(asWritten(segment), { catalog, audiences });
  expect(problems).toEqual([]);
  return read!;
}

function asked({ catalog, tables, asOf }: Company, segment: { entity: string; where: Condition }): string[] {
  return evaluate({ version: 1, ...segment }, catalog, tables, asOf);
}
