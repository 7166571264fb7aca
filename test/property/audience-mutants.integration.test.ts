import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareNames } from "@/lib/core/audience/splits";
import { compileMembers } from "@/lib/core/compile/members";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import { housesOf } from "../factories/definitions";
import { asWritten, RANDOM_LISTS } from "../factories/random/lists";
import { companies } from "../factories/segments";
import { openDuckdb } from "./support/duckdb";
import type { Compile } from "./support/engine";

/** Ways to get an audience wrong, as what they do to its SQL. */
const BREAKS: Record<string, (sql: string) => string> = {
  "keeps one too few": (sql) => sql.replaceAll('WHERE "place" <= ', 'WHERE "place" < '),
  "keeps the last instead of the first": (sql) =>
    sql.replaceAll('ORDER BY "o1" DESC', 'ORDER BY "o1" ASC NULLS LAST'),
  "gives ties to the higher key": (sql) => sql.replaceAll('"o2" ASC', '"o2" DESC'),
  "counts those whose value is unknown as one group": (sql) =>
    sql.replaceAll('PARTITION BY "g1", "g2"', 'PARTITION BY "g1"'),
  "limits in all instead of each": (sql) => sql.replaceAll('PARTITION BY "g1", "g2" ', ""),
  "draws without the salt": (sql) =>
    sql.replaceAll(/sha256\((CAST\(\$\d+ AS VARCHAR\)) \|\| /g, "sha256(left($1, 0) || "),
  "lets everyone go alone": (sql) => sql.replaceAll("|| COALESCE(", "|| COALESCE(CAST(NULL AS VARCHAR) || "),
  "forgets where a share ends": (sql) => sql.replaceAll(/\) < (CAST\(\$\d+ AS VARCHAR\))/g, ") <> $1"),
};

describe("the agreement about whole audiences notices a compiler that", () => {
  it.each(Object.entries(BREAKS))("%s", async (_, broken) => {
    const compile: Compile = (question) => {
      const { sql, parameters } = compileMembers(question);
      return { sql: broken(sql), parameters };
    };
    expect(await isNoticed(compile)).toBe(true);
  });
});

async function isNoticed(compile: Compile): Promise<boolean> {
  for (let seed = 40_000; seed < 40_060; seed++) {
    const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
    const { definitions, audiences } = housesOf(company, seed);
    const engine = await openDuckdb(company, compile);
    try {
      for (const [self, definition] of definitions) {
        const split = shareNames(definition.splits)[0];
        const known = { ...RANDOM_LISTS, ...audiences, self };
        const written = asWritten(definition);
        const { segment } = parseSegment(written, { catalog: company.catalog, audiences: known, split });
        const expected = evaluate(segment!, company.catalog, company.tables, company.asOf);
        // SQL that does not even run would prove nothing.
        const answer = await engine.members(segment!);
        if (JSON.stringify(answer) !== JSON.stringify(expected)) return true;
      }
    } finally {
      await engine.close();
    }
  }
  return false;
}
