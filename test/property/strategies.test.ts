import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileMembers } from "@/lib/core/compile/members";
import { dialect as duckdb } from "@/lib/warehouses/duckdb/dialect";
import { askEngine, askReference } from "./support/agreement";
import { breakCompiler } from "./support/broken-compiler";
import { COMPILER_MUTANTS } from "./support/compiler-mutants";
import { openDuckdb } from "./support/duckdb";
import type { Compile, Engine } from "./support/engine";
import { strategyCompany } from "./support/strategy-company";
import { STRATEGY_QUESTIONS } from "./support/strategy-questions";

/** As a warehouse is asked that neither looks rows up where a condition stands nor finds an edge fast. */
const plain = { ...duckdb, looksUpInPlace: false, quantile: () => null };

let engine: Engine;
let compile: Compile = compileMembers;
beforeAll(async () => {
  engine = await openDuckdb(strategyCompany, (question) => compile(question));
});
afterAll(() => engine.close());

const expected = STRATEGY_QUESTIONS.map((segment) => askReference({ ...strategyCompany, segment }));
const ask = (broken: Compile) => {
  compile = broken;
  return Promise.all(STRATEGY_QUESTIONS.map((segment) => askEngine(engine, segment)));
};
const asPlain =
  (given: Compile): Compile =>
  (question) =>
    given({ ...question, dialect: plain });

describe("every strategy of the compiler", () => {
  it("names the members the reference names", async () => {
    expect(await ask(compileMembers)).toEqual(expected);
    expect(await ask(asPlain(compileMembers))).toEqual(expected);
    const idle = STRATEGY_QUESTIONS.filter((_, index) => JSON.stringify(expected[index]) === "[]");
    expect(idle).toEqual([]);
  });

  describe("is told from one in which", () => {
    it.each(COMPILER_MUTANTS)("$name", async (mutant) => {
      const broken = await breakCompiler(mutant);
      const answers = [...(await ask(broken)), ...(await ask(asPlain(broken)))];
      // SQL that does not even run would prove nothing.
      expect(answers.filter((answer) => !Array.isArray(answer))).toEqual([]);
      expect(answers).not.toEqual([...expected, ...expected]);
    });
  });
});
