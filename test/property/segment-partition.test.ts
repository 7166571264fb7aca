import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import type { Condition } from "@/lib/core/segment/types";
import { type Company, companies, conditionsOf, memberEntity } from "../factories/segments";
import { openDuckdb } from "./support/duckdb";

const COMPANIES = 20;
const PAIRS = 5;

type Count = (where: Condition) => Promise<number>;

describe("every condition parts the members in two", () => {
  it("in the reference", async () => {
    await forEachCompany(async (company) => ({
      count: async (where) => {
        const entity = memberEntity(company.catalog);
        return evaluate({ version: 1, entity, where }, company.catalog, company.tables, company.asOf).length;
      },
      close: () => {},
    }));
  }, 600_000);

  it("in DuckDB", async () => {
    await forEachCompany(async (company) => {
      const engine = await openDuckdb(company);
      const entity = memberEntity(company.catalog);
      return {
        count: async (where) => (await engine.members({ version: 1, entity, where })).length,
        close: engine.close,
      };
    });
  }, 600_000);
});

async function forEachCompany(open: (company: Company) => Promise<{ count: Count; close: () => void }>) {
  for (let seed = 10_000; seed < 10_000 + COMPANIES; seed++) {
    const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
    const { count, close } = await open(company);
    const conditions = fc.sample(conditionsOf(company), { seed, numRuns: 2 * PAIRS });
    for (let pair = 0; pair < PAIRS; pair++) {
      await expectParts(count, conditions[2 * pair]!, conditions[2 * pair + 1]!);
    }
    close();
  }
}

async function expectParts(count: Count, a: Condition, b: Condition): Promise<void> {
  const where = JSON.stringify({ a, b });
  const everyone = await count({ all: [] });
  expect({ where, parts: (await count(a)) + (await count({ not: a })) }).toEqual({ where, parts: everyone });
  const parts = (await count({ all: [a, b] })) + (await count({ all: [a, { not: b }] }));
  expect({ where, parts }).toEqual({ where, parts: await count(a) });
}
