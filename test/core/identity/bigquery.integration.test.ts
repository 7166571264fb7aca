import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identifierSql, identifierText, normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { platformNormalisers } from "@/lib/core/identity/platforms";
import { googleNormalisers } from "@/lib/core/identity/platforms/google";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import type { Normaliser } from "@/lib/core/identity/types";
import { needsShared } from "@/test/factories/shared";
import { zetasqlMissing } from "@/test/support/zetasql/package";
import { HAS_NO_CASE, isUnknownToTheInterpreter } from "@/test/support/zetasql/unicode";
import { Zetasql } from "@/test/support/zetasql/zetasql";
import { inBigquery } from "./bigquery";
import type { Input } from "./duckdb";
import { address, number } from "./plain-values";
import { countryOf, publishedFields } from "./published-cases";

const NORMALISERS = Object.values(platformNormalisers).flatMap((fields) => Object.values(fields));
/** Beyond the ideographs of plane 3 nothing is assigned that has a case or combines. */
const LAST_ASSIGNED = 0x3ffff;
const missing = zetasqlMissing();

describe.skipIf(missing)(`TypeScript and BigQuery's interpreter${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
  });
  afterAll(() => zetasql?.stop());

  async function expectAgreement(normaliser: Normaliser, inputs: readonly Input[]) {
    const fromSql = await inBigquery(zetasql, identifierSql, normaliser, inputs);
    const different = inputs
      .map((one, at) => ({ ...one, sql: fromSql[at], text: identifierText(normaliser, one.value, one) }))
      .filter(({ sql, text }) => sql !== text);
    expect(different.slice(0, 5)).toEqual([]);
  }

  it.each(NORMALISERS)("agree on random values of $id", { timeout: 60_000 }, async (normaliser) => {
    await expectAgreement(normaliser, fc.sample(input, { seed: 1, numRuns: 300 }));
  });

  it("agree on plain values and those that nearly are", { timeout: 60_000 }, async () => {
    await expectAgreement(metaNormalisers.PHONE, fc.sample(number, { seed: 1, numRuns: 500 }));
    const addresses = fc
      .sample(address, { seed: 1, numRuns: 500 })
      .map((value) => ({ value, country: null }));
    await expectAgreement(metaNormalisers.EMAIL, addresses);
    await expectAgreement(googleNormalisers.email, addresses);
  });

  it("agree on every character there is, alone and between combining marks", {
    timeout: 120_000,
  }, async () => {
    const inputs: Input[] = [];
    for (let code = 0; code <= LAST_ASSIGNED; code += 1) {
      const one = String.fromCodePoint(code);
      if (HAS_NO_CASE.test(one)) continue;
      inputs.push({ value: `${one}\u0323 a\u0301${one}\u0323`, country: null });
      if (one.normalize("NFD") !== one) inputs.push({ value: one.normalize("NFD"), country: null });
    }
    const fromSql = await inBigquery(zetasql, normaliseSql, metaNormalisers.FN, inputs);
    const different = inputs.filter(({ value }, at) => normalise(metaNormalisers.FN, value) !== fromSql[at]);
    const codes = new Set(different.map(({ value }) => value.codePointAt(0)!));
    expect([...codes].filter((code) => !isUnknownToTheInterpreter(String.fromCodePoint(code)))).toEqual([]);
  });

  describe("the published cases", () => {
    needsShared("vectors", "pii-vectors.json");

    it.each(publishedFields)("hold for $name", async ({ field, normaliser, cases }) => {
      const country = countryOf(field);
      await expectAgreement(
        normaliser,
        cases.map(({ raw }) => ({ value: raw, country })),
      );
    });
  });
});

const value = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.stringMatching(/^[0-9 ()+./x-]{0,14}$/),
      fc.string({ unit: "grapheme", maxLength: 6 }),
      fc.constantFrom(
        ..."\u0000 \u00a0 \u200b \ufeff İ ß Σ ς Å é (0) ext. +44 0044 @ .com 1999-02-30 january M1 1AE Male =1:2 #01".split(
          " ",
        ),
      ),
      fc.constantFrom(
        "a".repeat(64),
        "Feb 3, 1999",
        "j.o.h.n+tag@gmail.com",
        "Dr. ",
        ", Jr.",
        "New York",
        "california",
        "94035-1234",
      ),
    ),
    { maxLength: 4 },
  )
  .map((pieces) => pieces.join(""))
  .filter((text) => text.isWellFormed());
const input: fc.Arbitrary<Input> = fc.record({
  value,
  country: fc.constantFrom("US", "us ", "GB", "Germany", "AR", "JP", "IT", "Côte d’Ivoire", "XX", "", null),
});
