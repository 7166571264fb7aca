import { describe, expect, it } from "vitest";
import { findDisagreements } from "./support/agreement";
import { compileWith, MUTANTS } from "./support/mutants";

/** Most are found within a few dozen; leap days and ties take some hundreds, and a rare one thousands. */
const TREES = 20_000;

describe("the random segments notice when", () => {
  it.each(MUTANTS)(
    "$name",
    async (mutant) => {
      const report = await findDisagreements({ trees: TREES, seed: 500, compile: compileWith(mutant) });
      const [found] = report.disagreements;
      // SQL that does not even run would prove nothing.
      expect(found?.warehouse).toBeInstanceOf(Array);
      expect(found?.reference).toBeInstanceOf(Array);
    },
    600_000,
  );
});
