import { ABROAD, LOCAL_FORMS, PLANS } from "../data/phone-plans";
import type { NormaliserStep } from "../types";
import { withCountry } from "./country";
import { digits } from "./digits";
import { first } from "./first";
import { keep } from "./keep";
import { remove, replace } from "./replace";
import { sequence } from "./run";

const rows = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
const plans = rows(PLANS).map(([code = "", regions = "", trunk = "", national = ""]) => ({
  code,
  regions,
  trunk,
  national,
}));

/** "GB" is marked "GB44": both the region's own habits and its calling code are then in reach of one pattern. */
const marks = new Map(
  plans.flatMap(({ code, regions }) =>
    regions.split(" ").map((region) => [region.toLowerCase(), `${region}${code}`] as const),
  ),
);

/** A number with its calling code parted by a colon, "44:2071838750", is kept when the plan of that code has such numbers. */
const possible = sequence(
  keep(plans.map(({ code, national }) => `${code}:(?:${national})`).join("|")),
  remove(":"),
);

/** "44:02071838750" loses its trunk prefix. */
const withoutTrunk = sequence(...stripTrunks());

const national = first([withoutTrunk, possible], [possible]);

/** "442071838750" becomes "44:2071838750". No calling code begins with another. */
const parted = replace(`^(${plans.map(({ code }) => code).join("|")})([0-9]+)$`, "\\1:\\2");

/** Where numbers at home begin with 0, one that begins with the country's own calling code has lost its plus. */
const ownCode = `[A-Z]+(?:${plans
  .filter(({ trunk }) => trunk === "0")
  .map(({ code }) => `${code}:${code}`)
  .join("|")})[0-9]{8,}`;

/** Exotic digits are read, an extension is cut off, and a number that begins with a plus is marked "i". */
const cleaned = [
  digits,
  remove("[ .,;]*(?:[xX#]|[eE][xX][tT]\\.?|;[eE][xX][tT]=)[ .:]*[0-9]{1,7}[^0-9]*$"),
  replace("\uff0b", "+"),
  remove("[^0-9+]+"),
  replace("^\\++", "i"),
  remove("\\++"),
];

const dialledAbroad = rows(ABROAD).map(([prefix = "", regions = ""]) =>
  replace(`^((?:${regions.replaceAll(" ", "|")})[0-9]+:)${prefix}`, "\\1i"),
);

/**
 * A phone number as the digits of E.164, calling code first, no plus. It is read as written abroad ("+44…", "0044…"), else
 * as its country writes it at home, else as an international number that lost its plus. Without a country only the
 * first is tried: a number whose country is unknown could be someone else's. Trunk prefixes are taken off where, and only where,
 * what remains is a number of the plan, as Google's libphonenumber does; plans: data/phone-plans.ts.
 */
export const phone: readonly NormaliserStep[] = [
  ...cleaned,
  withCountry(marks),
  ...dialledAbroad,
  first(
    [keep("[^:]+:i0*[1-9][0-9]+"), remove("^[^:]+:i0*"), parted, national],
    [
      keep(
        `(?:${rows(LOCAL_FORMS)
          .map(([region]) => region)
          .join("|")})[0-9]+:[0-9]+`,
      ),
      ...localForms(),
      keep("[0-9]+:[0-9]+"),
      possible,
    ],
    [keep(ownCode), remove("^[^:]+:"), parted, national],
    [keep("[A-Z]+[0-9]+:[0-9]+"), remove("^[A-Z]+"), national],
    [keep("[A-Z]+[0-9]+:0*[1-9][0-9]{9,}"), remove("^[A-Z]+[0-9]+:0*"), parted, national],
  ),
];

/** Each calling code has one trunk prefix. RE2 has nine groups, so nine prefixes share a pattern. */
function stripTrunks(): NormaliserStep[] {
  const codes = new Map<string, string[]>();
  for (const { code, trunk } of plans) if (trunk) codes.set(trunk, [...(codes.get(trunk) ?? []), code]);
  const patterns = [...codes].map(([trunk, those]) => `((?:${those.join("|")}):)(?:${trunk})`);
  const chunks = Array.from({ length: Math.ceil(patterns.length / 9) }, (_, i) =>
    patterns.slice(9 * i, 9 * i + 9),
  );
  return chunks.map((chunk) =>
    replace(`^(?:${chunk.join("|")})`, chunk.map((_, i) => `\\${i + 1}`).join("")),
  );
}

/** Local numbers without their area code (Jersey, the Caribbean), Argentina's mobile 15: "AG1:4641234" becomes "1:2684641234". */
function localForms(): NormaliserStep[] {
  return rows(LOCAL_FORMS).map(([region = "", pattern = "", form = ""]) =>
    replace(
      `^${region}([0-9]+:)${pattern}$`,
      `\\1${form.replace(/\\([1-8])/, (_, group) => `\\${Number(group) + 1}`)}`,
    ),
  );
}
