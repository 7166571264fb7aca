import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { identifierText, normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { needsShared, sharedPath } from "@/test/factories/shared";
import { identifiersInDuckDb, inDuckDb } from "./duckdb";

const FILE = sharedPath("vectors", "pii-vectors.json");
const ASSERTED = ["assert", "peer-agrees", "assert-plain", "assert-reject-or-drop"];
const FIELDS = Object.keys(metaNormalisers) as (keyof typeof metaNormalisers)[];

const Case = z.object({
  platform: z.literal("meta"),
  field: z.string(),
  raw: z.string(),
  normalized: z.string().nullish(),
  sha256: z.string().nullish(),
  use: z.string(),
});
const File = z.object({ cases: z.array(z.object({ platform: z.string() }).loose()) });

const cases = existsSync(FILE)
  ? File.parse(JSON.parse(readFileSync(FILE, "utf8"))).cases.flatMap((one) => Case.safeParse(one).data ?? [])
  : [];

/** The phone cases are written for American readers. */
const countryOf = (field: string) => (field === "PHONE" ? "US" : null);
const of = (field: string) => cases.filter((one) => one.field === field && ASSERTED.includes(one.use));

describe("Meta's published cases", () => {
  needsShared("vectors", "pii-vectors.json");

  it("are all of fields we have", () => {
    expect(cases.filter(({ field }) => !FIELDS.some((known) => known === field))).toEqual([]);
  });

  it.each(FIELDS.filter((field) => of(field).length > 0))("hold for %s in both renderings", async (field) => {
    const normaliser = metaNormalisers[field];
    const country = countryOf(field);
    const inputs = of(field).map(({ raw }) => ({ value: raw, country }));
    const expected = of(field).map(({ raw, normalized, sha256 }) => [
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
  });

  it("lose nothing but symbols where only that is pinned", () => {
    const symbols = cases.filter(({ use }) => use === "assert-symbols-only");
    const results = symbols.map(({ raw }) => normalise(metaNormalisers.PHONE, raw, { country: "US" }));
    expect(results).toEqual(symbols.map(({ normalized }) => `1${normalized}`));
  });
});
