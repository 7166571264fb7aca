import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zetasqlMissing } from "../support/zetasql/package";
import { Zetasql } from "../support/zetasql/zetasql";
import { findDisagreements } from "./support/agreement";
import { bigqueryEngine } from "./support/bigquery";
import { compileWith, MUTANTS } from "./support/mutants";

/** The interpreter answers a few dozen trees a second: what takes more of them to meet is left to the other warehouses. */
const TREES = 150;
const RARE: ReadonlySet<string> = new Set([
  "distinct values are not",
  "unknown values are counted",
  "the last or largest becomes the first or smallest",
  "the first row is any of them",
  "an average is compared without its count",
  "bounds lose their fractions of a second",
  "text is compared without its accents",
  "the smallest becomes the largest",
  "ties go to the higher key",
  "an unknown value wins a tie",
  "29 February counts on its own day",
  "case counts although it is to be ignored",
  "only one column of a relation is compared",
  "a row two relations outside is any of them",
  "every row outside has the same rank",
]);
const missing = zetasqlMissing();

describe.skipIf(missing)(`BigQuery's interpreter notices when${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
  });
  afterAll(() => zetasql?.stop());

  it.each(MUTANTS.filter(({ name }) => !RARE.has(name)))(
    "$name",
    async (mutant) => {
      const engines = { bigquery: bigqueryEngine(zetasql) };
      const report = await findDisagreements({
        trees: TREES,
        seed: 500,
        engines,
        compile: compileWith(mutant, "`"),
      });
      const [found] = report.disagreements;
      // SQL that does not even run would prove nothing.
      expect(found?.warehouse).toBeInstanceOf(Array);
      expect(found?.reference).toBeInstanceOf(Array);
    },
    600_000,
  );
});
