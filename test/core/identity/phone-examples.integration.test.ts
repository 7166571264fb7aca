import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { normalise, normaliseSql } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { type Input, inDuckDb } from "./duckdb";
import { inPostgres } from "./postgres";

const FILE = "../shared/data/nasty/libphonenumber/PhoneNumberMetadata.xml.gz";
if (!existsSync(FILE))
  console.log(`skipped: ${FILE} is not here, so the example numbers of the world are not read`);

/** Ascension and Tristan da Cunha: no country column says AC or TA. */
const WITHOUT_ISO_CODE = ["AC", "TA"];

type Example = Input & { expected: string };

/** Google's example numbers of every region and kind, in the ways people write them. */
function examples(): { read: Example[]; newer: number } {
  const xml = gunzipSync(readFileSync(FILE)).toString("utf8");
  const read: Example[] = [];
  let newer = 0;
  for (const [, region = "", plan = ""] of xml.matchAll(
    /<territory id="([A-Z]{2})" ([\s\S]*?)<\/territory>/g,
  )) {
    if (WITHOUT_ISO_CODE.includes(region)) continue;
    const code = /countryCode="(\d+)"/.exec(plan)?.[1] ?? "";
    const numbers = new Set(Array.from(plan.matchAll(/<exampleNumber>(\d+)</g), ([, number = ""]) => number));
    for (const number of numbers) {
      const expected = code + number;
      const known = parsePhoneNumberFromString(`+${expected}`, { defaultCountry: region as CountryCode });
      // The file is younger than the plans we have; a number of a plan that has changed since is counted, not asserted.
      if (!known?.isValid()) newer += 1;
      else
        read.push(
          { value: `+${expected}`, country: null, expected },
          { value: known.formatInternational(), country: "US", expected },
          { value: known.formatNational(), country: region, expected },
          { value: `00${expected}`, country: "FR", expected },
        );
    }
  }
  return { read, newer };
}

describe.skipIf(!existsSync(FILE))("the example numbers of every region", () => {
  it("come out as the digits of E.164 in every rendering", { timeout: 60_000 }, async () => {
    const { read, newer } = examples();
    expect(read.length).toBeGreaterThan(4000);
    expect(newer).toBeLessThan(10);
    const fromText = read.map(({ value, country }) => normalise(metaNormalisers.PHONE, value, { country }));
    const fromSql = await inDuckDb(normaliseSql, metaNormalisers.PHONE, read);
    const fromPostgres = await inPostgres(metaNormalisers.PHONE, read);
    const wrong = read
      .map((one, at) => ({ ...one, text: fromText[at], sql: fromSql[at], postgres: fromPostgres[at] }))
      .filter(({ expected, text, sql, postgres }) => [text, sql, postgres].some((one) => one !== expected));
    expect(wrong).toEqual([]);
  });
});
