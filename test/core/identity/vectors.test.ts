import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { identifierSql, identifierText, normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { runInDuckDb } from "./duckdb";

const FILE = "../shared/vectors/pii-vectors.json";
const ASSERTED = ["assert", "peer-agrees", "assert-plain", "assert-reject-or-drop"];

const Case = z.object({
  platform: z.string(),
  field: z.string(),
  raw: z.string(),
  normalized: z.string().nullish(),
  sha256: z.string().nullish(),
  use: z.string(),
});
const cases = existsSync(FILE)
  ? z
      .object({ cases: z.array(z.looseObject({ platform: z.string() })) })
      .parse(JSON.parse(readFileSync(FILE, "utf8")))
      .cases.filter(({ platform }) => platform === "meta")
      .map((one) => Case.parse(one))
  : [];
if (cases.length === 0) console.log(`skipped: ${FILE} is not here, so the published cases are not asserted`);

const normaliserOf = (field: string) => metaNormalisers[field as keyof typeof metaNormalisers];

describe.skipIf(cases.length === 0)("Meta's published cases", () => {
  const asserted = cases.filter(({ use }) => ASSERTED.includes(use));

  it.each(asserted)("hold in both renderings: $field $raw", async ({ field, raw, normalized, sha256 }) => {
    const normaliser = normaliserOf(field);
    // The phone cases are written for American readers.
    const country = field === "PHONE" ? "US" : null;
    const expected = { normalised: normalized || null, identifier: sha256 ?? null };
    expect({
      normalised: normalise(normaliser, raw, { country }),
      identifier: identifierText(normaliser, raw, { country }),
    }).toEqual(expected);
    expect({
      normalised: (await runInDuckDb(normaliseSql, normaliser, [raw], country))[0],
      identifier: (await runInDuckDb(identifierSql, normaliser, [raw], country))[0],
    }).toEqual(expected);
  });

  it("lose nothing but symbols where only that is pinned", () => {
    const symbols = cases.filter(({ use }) => use === "assert-symbols-only");
    const results = symbols.map(({ field, raw }) => normalise(normaliserOf(field), raw, { country: "US" }));
    expect(results).toEqual(symbols.map(({ normalized }) => `1${normalized}`));
  });
});
