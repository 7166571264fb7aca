import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { askEngine, askReference, findDisagreements } from "./support/agreement";
import { readCase } from "./support/company-file";
import { ENGINES } from "./support/engines";
import { explainDisagreement } from "./support/explain";
import { WORDS } from "./support/spoken";

const CASES = path.join(import.meta.dirname, "cases");
const trees = Number(process.env.COTERIE_TREES ?? 1_500);
const seed = Number(process.env.COTERIE_SEED ?? 1);

describe("the reference, DuckDB and Postgres", () => {
  it(`name the same members of random segments (seed ${seed})`, async () => {
    const report = await findDisagreements({ trees, seed, engines: ENGINES });
    const { disagreements, ...numbers } = report;
    console.info(JSON.stringify({ engines: Object.keys(ENGINES), ...numbers }));
    expect(
      await Promise.all(disagreements.map((found) => explainDisagreement(found, ENGINES[found.engine]))),
    ).toEqual([]);
    expect(numbers).toMatchObject({ trees, refused: {} });
    expect(WORDS.filter((word) => (numbers.words[word] ?? 0) < 10)).toEqual([]);
    // A run of empty or full answers would prove little.
    expect(numbers.telling / numbers.trees).toBeGreaterThan(0.4);
  }, 600_000);

  describe("agree about what once told them apart", () => {
    it.each(readdirSync(CASES).filter((name) => name.endsWith(".json")))("%s", async (name) => {
      const { question, members } = readCase(path.join(CASES, name));
      expect(askReference(question)).toEqual(members);
      for (const [engine, open] of Object.entries(ENGINES)) {
        const opened = await open(question);
        const answer = await askEngine(opened, question.segment);
        expect({ engine, answer }).toEqual({ engine, answer: members });
        await opened.close();
      }
    });
  });
});
