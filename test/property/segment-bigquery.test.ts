import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zetasqlMissing } from "../support/zetasql/package";
import { Zetasql } from "../support/zetasql/zetasql";
import { askEngine, findDisagreements } from "./support/agreement";
import { bigqueryEngine } from "./support/bigquery";
import { readCase } from "./support/company-file";
import { explainDisagreement } from "./support/explain";

const CASES = path.join(import.meta.dirname, "cases");
const trees = Number(process.env.COTERIE_TREES ?? 1_000);
const seed = Number(process.env.COTERIE_SEED ?? 1);
const missing = zetasqlMissing();

describe.skipIf(missing)(`the reference and BigQuery's interpreter${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
  });
  afterAll(() => zetasql?.stop());

  it(`name the same members of random segments (seed ${seed})`, async () => {
    const bigquery = bigqueryEngine(zetasql);
    const { disagreements, ...numbers } = await findDisagreements({ trees, seed, engines: { bigquery } });
    console.info(JSON.stringify(numbers));
    const explained = disagreements.map((found) => explainDisagreement(found, bigquery));
    expect(await Promise.all(explained)).toEqual([]);
    expect(numbers).toMatchObject({ trees, refused: {} });
  }, 600_000);

  describe("agree about what once told a warehouse apart", () => {
    it.each(readdirSync(CASES).filter((name) => name.endsWith(".json")))("%s", async (name) => {
      const { question, members } = readCase(path.join(CASES, name));
      const engine = await bigqueryEngine(zetasql)(question);
      expect(await askEngine(engine, question.segment)).toEqual(members);
      await engine.close();
    });
  });
});
