import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { companies, segmentsOf } from "../factories/segments";
import { openDuckdb } from "./support/duckdb";

const COMPANIES = 20;
const TREES = 8;

it("counts in DuckDB as many members as the reference names, of as many people as there are", async () => {
  for (let seed = 20_000; seed < 20_000 + COMPANIES; seed++) {
    const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
    const { catalog, tables, asOf } = company;
    const engine = await openDuckdb(company);
    for (const segment of fc.sample(segmentsOf(company), { seed, numRuns: TREES })) {
      const members = evaluate(segment, catalog, tables, asOf).length;
      const expected = { seed, segment, members, population: tables[segment.entity]!.length };
      expect({ seed, segment, ...(await engine.count(segment)) }).toEqual(expected);
    }
    engine.close();
  }
}, 600_000);
