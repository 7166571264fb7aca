import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifierText, normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { platformNormalisers } from "@/lib/core/identity/platforms";
import { googleNormalisers } from "@/lib/core/identity/platforms/google";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import type { Normaliser } from "@/lib/core/identity/types";
import { type Input, identifiersInDuckDb, inDuckDb } from "./duckdb";
import { address, number } from "./plain-values";
import { canBeHeld, identifiersInPostgres, inPostgres } from "./postgres";

/** Google's phone numbers are Meta's with a plus: the published cases compare that. */
const NORMALISERS = Object.values(platformNormalisers)
  .flatMap((fields) => Object.values(fields))
  .filter((normaliser) => normaliser !== googleNormalisers.phone);
const COUNTRIES = [
  "US",
  "us ",
  "GB",
  "Germany",
  "FR",
  "AR",
  "BR",
  "JP",
  "JE",
  "IT",
  "RU",
  "Côte d’Ivoire",
  "XX",
  "",
  null,
];

/** Beyond the ideographs of plane 3 nothing is assigned that has a case or combines. */
const LAST_ASSIGNED = 0x3ffff;

/** Pieces that steer random texts into the corners of the steps. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
  { weight: 4, arbitrary: fc.stringMatching(/^[0-9 ()+./x-]{0,14}$/) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) },
  fc.constantFrom(
    ..."\u0000 \u00a0 \u200b \ufeff \u3000 İ ß Σ ς Å Å é é ʼ ’ ー ・ 👩‍👧 (0) ext. +44 0044 @ .com gmail.com".split(
      " ",
    ),
  ),
  fc.constantFrom(
    "january",
    "Feb 3, 1999",
    "1999-02-30",
    "california",
    "New York",
    "M1 1AE",
    "94035-1234",
    "Male",
    "=1:2",
    "~1:2|",
    "#01",
    "i1:2",
    "j.o.h.n+tag@gmail.com",
    "Dr. ",
    ", Jr.",
    " iii",
  ),
  fc.constantFrom("a".repeat(64), "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"),
);
const value = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
const input: fc.Arbitrary<Input> = fc.record({ value, country: fc.constantFrom(...COUNTRIES) });

type InSql = typeof identifiersInDuckDb;

async function expectAgreement(
  normaliser: Normaliser,
  inputs: readonly Input[],
  inSql: InSql = identifiersInDuckDb,
) {
  const fromSql = await inSql(normaliser, inputs);
  const fromText = inputs.map(({ value, country }) => identifierText(normaliser, value, { country }));
  const different = inputs
    .map((one, at) => ({ ...one, sql: fromSql[at], text: fromText[at] }))
    .filter(({ sql, text }) => sql !== text);
  expect(different.slice(0, 5)).toEqual([]);
}

function everyCharacter(): Input[] {
  const inputs: Input[] = [];
  for (let code = 0; code <= LAST_ASSIGNED; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const one = String.fromCodePoint(code);
    inputs.push({ value: `${one}\u0323 a\u0301${one}\u0323`, country: null });
    if (one.normalize("NFD") !== one) inputs.push({ value: one.normalize("NFD"), country: null });
  }
  return inputs;
}

function codePoints({ value }: Input): (string | undefined)[] {
  return Array.from(value, (one) => one.codePointAt(0)?.toString(16));
}

describe("TypeScript and DuckDB", () => {
  it.each(NORMALISERS)("agree on random values of $id", { timeout: 60_000 }, async (normaliser) => {
    await fc.assert(
      fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 400 }), (inputs) =>
        expectAgreement(normaliser, inputs),
      ),
      { numRuns: 8 },
    );
  });

  it("agree on plain values and those that nearly are, for which SQL has a shortcut", {
    timeout: 60_000,
  }, async () => {
    await expectAgreement(metaNormalisers.PHONE, fc.sample(number, 10_000));
    const addresses = fc.sample(address, 10_000).map((value) => ({ value, country: null }));
    await expectAgreement(metaNormalisers.EMAIL, addresses);
    await expectAgreement(googleNormalisers.email, addresses);
  });

  it("agree on every character there is, alone and between combining marks", {
    timeout: 60_000,
  }, async () => {
    const inputs = everyCharacter();
    const fromSql = await inDuckDb(normaliseSql, metaNormalisers.FN, inputs);
    const different = inputs.filter(({ value }, at) => normalise(metaNormalisers.FN, value) !== fromSql[at]);
    expect(different.slice(0, 20).map(codePoints)).toEqual([]);
  });
});

/** A chain of many patterns costs Postgres seconds however few the values are, so each is asked once, about many. */
describe("TypeScript and Postgres", () => {
  it.each(NORMALISERS)("agree on random values of $id", { timeout: 60_000 }, async (normaliser) => {
    const inputs = fc.sample(input, 3_000).filter(canBeHeld);
    expect(inputs.length).toBeGreaterThan(1_000);
    await expectAgreement(normaliser, inputs, identifiersInPostgres);
  });

  it("agree on plain values and those that nearly are, for which SQL has a shortcut", {
    timeout: 60_000,
  }, async () => {
    await expectAgreement(
      metaNormalisers.PHONE,
      fc.sample(number, 10_000).filter(canBeHeld),
      identifiersInPostgres,
    );
    const addresses = fc.sample(address, 10_000).map((value) => ({ value, country: null }));
    await expectAgreement(metaNormalisers.EMAIL, addresses.filter(canBeHeld), identifiersInPostgres);
    await expectAgreement(googleNormalisers.email, addresses.filter(canBeHeld), identifiersInPostgres);
  });

  it("agree on every character there is, alone and between combining marks", {
    timeout: 120_000,
  }, async () => {
    const inputs = everyCharacter().filter(canBeHeld);
    const fromSql = await inPostgres(metaNormalisers.FN, inputs);
    const different = inputs.filter(({ value }, at) => normalise(metaNormalisers.FN, value) !== fromSql[at]);
    expect(different.slice(0, 20).map(codePoints)).toEqual([]);
  });
});

const NAUGHTY = "../shared/data/nasty/blns/blns.json";
const NAMES = ["forenames", "surnames"].map(
  (kind) => `../shared/data/nasty/names/common-${kind}-by-country.csv`,
);
const EMAILS = "../shared/data/nasty/isemail/tests.xml";
const present = [NAUGHTY, ...NAMES, EMAILS].every(existsSync);
if (!present)
  console.log("skipped: ../shared/data/nasty is not here, so awkward real values are not compared");

describe.skipIf(!present)("awkward real values", () => {
  it("come out the same from every rendering, and none of them crashes", { timeout: 180_000 }, async () => {
    const naughty: unknown[] = JSON.parse(readFileSync(NAUGHTY, "utf8"));
    const names = NAMES.flatMap((file) => readFileSync(file, "utf8").split("\n")).flatMap((line) =>
      line.split(","),
    );
    const emails = [...readFileSync(EMAILS, "utf8").matchAll(/<address>([^<]*)<\/address>/g)].map(
      ([, address = ""]) =>
        address.replace(/[\u2400-\u241f]/g, (symbol) => String.fromCharCode(symbol.charCodeAt(0) - 0x2400)),
    );
    const values = [...new Set([...naughty.map(String), ...names, ...emails])];
    expect(values.length).toBeGreaterThan(5000);
    const inputs = values.map((value) => ({ value, country: "US" }));
    for (const normaliser of NORMALISERS) {
      await expectAgreement(normaliser, inputs);
      await expectAgreement(normaliser, inputs.filter(canBeHeld), identifiersInPostgres);
    }
  });
});
