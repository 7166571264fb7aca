import { describe, expect, it } from "vitest";
import { identifierText, normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { needsShared } from "@/test/factories/shared";
import { identifiersInDuckDb, inDuckDb } from "./duckdb";
import { countryOf, normaliserOf, publishedCases, publishedFields } from "./published-cases";

describe("the platforms' published cases", () => {
  needsShared("vectors", "pii-vectors.json");

  it("are all of fields we have", () => {
    expect(publishedCases.filter((one) => normaliserOf(one) === undefined)).toEqual([]);
  });

  it.each(publishedFields)("hold for $name in both renderings", async ({ field, normaliser, cases }) => {
    const country = countryOf(field);
    const inputs = cases.map(({ raw }) => ({ value: raw, country }));
    const expected = cases.map(({ raw, normalized, sha256 }) => [
      raw,
      normalized || null,
      normaliser.hashed ? (sha256 ?? null) : (normalized ?? null),
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
  });

  it("lose nothing but symbols where only that is pinned", () => {
    const symbols = publishedCases.filter(({ use }) => use === "assert-symbols-only");
    const results = symbols.map(({ raw }) => normalise(metaNormalisers.PHONE, raw, { country: "US" }));
    expect(results).toEqual(symbols.map(({ normalized }) => `1${normalized}`));
  });
});
