import { describe, expect, it } from "vitest";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { needsShared } from "@/test/factories/shared";
import { assertedCases, countryOf, FIELDS } from "./meta-cases";
import { canBeHeld, identifiersInPostgres, inPostgres } from "./postgres";

describe("Meta's published cases", () => {
  needsShared("vectors", "pii-vectors.json");

  it.each(FIELDS.filter((field) => assertedCases(field).length > 0))(
    "hold for %s in Postgres",
    async (field) => {
      const country = countryOf(field);
      const cases = assertedCases(field).filter(({ raw }) => canBeHeld({ value: raw, country }));
      const inputs = cases.map(({ raw }) => ({ value: raw, country }));
      const normalised = await inPostgres(metaNormalisers[field], inputs);
      const identifiers = await identifiersInPostgres(metaNormalisers[field], inputs);
      expect(cases.map(({ raw }, at) => [raw, normalised[at], identifiers[at]])).toEqual(
        cases.map(({ raw, normalized, sha256 }) => [raw, normalized || null, sha256 ?? null]),
      );
    },
  );
});
