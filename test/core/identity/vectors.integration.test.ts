import { describe, expect, it } from "vitest";
import { needsShared } from "@/test/factories/shared";
import { canBeHeld, identifiersInPostgres, inPostgres } from "./postgres";
import { countryOf, publishedFields } from "./published-cases";

describe("the platforms' published cases", () => {
  needsShared("vectors", "pii-vectors.json");

  it.each(publishedFields)("hold for $name in Postgres", async ({ field, normaliser, cases }) => {
    const country = countryOf(field);
    const held = cases.filter(({ raw }) => canBeHeld({ value: raw, country }));
    const inputs = held.map(({ raw }) => ({ value: raw, country }));
    const normalised = await inPostgres(normaliser, inputs);
    const identifiers = await identifiersInPostgres(normaliser, inputs);
    expect(held.map(({ raw }, at) => [raw, normalised[at], identifiers[at]])).toEqual(
      held.map(({ raw, normalized, sha256 }) => [
        raw,
        normalized || null,
        normaliser.hashed ? (sha256 ?? null) : (normalized ?? null),
      ]),
    );
  });
});
