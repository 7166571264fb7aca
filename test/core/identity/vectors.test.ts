import { describe, expect, it } from "vitest";
import { identifierText, normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { needsShared } from "@/test/factories/shared";
import { identifiersInDuckDb, inDuckDb } from "./duckdb";
import { assertedCases, cases, countryOf, FIELDS } from "./meta-cases";

describe("Meta's published cases", () => {
  needsShared("vectors", "pii-vectors.json");

  it("are all of fields we have", () => {
    expect(cases.filter(({ field }) => !FIELDS.some((known) => known === field))).toEqual([]);
  });

  it.each(FIELDS.filter((field) => assertedCases(field).length > 0))(
    "hold for %s in both renderings",
    async (field) => {
      const normaliser = metaNormalisers[field];
      const country = countryOf(field);
      const inputs = assertedCases(field).map(({ raw }) => ({ value: raw, country }));
      const expected = assertedCases(field).map(({ raw, normalized, sha256 }) => [
        raw,
        normalized || null,
        sha256 ?? null,
      ]);

      expect(
        inputs.map(({ value }) => [
          value,
          normalise(normaliser, value, { country }),
          identifierText(normaliser, value, { country }),
        ]),
      ).toEqual(expected);
      const normalised = await inDuckDb(normaliseSql, normaliser, inputs);
      const identifiers = await identifiersInDuckDb(normaliser, inputs);
      expect(inputs.map(({ value }, at) => [value, normalised[at], identifiers[at]])).toEqual(expected);
    },
  );

  it("lose nothing but symbols where only that is pinned", () => {
    const symbols = cases.filter(({ use }) => use === "assert-symbols-only");
    const results = symbols.map(({ raw }) => normalise(metaNormalisers.PHONE, raw, { country: "US" }));
    expect(results).toEqual(symbols.map(({ normalized }) => `1${normalized}`));
  });
});
