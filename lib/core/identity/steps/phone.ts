import { ABROAD, LOCAL_FORMS, PLANS } from "../data/phone-plans";
import type { NormaliserStep } from "../types";
import { withCountry } from "./country";
import { digits } from "./digits";
import { keep } from "./keep";
import { remove, replace } from "./replace";

const rows = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
const anyOf = (patterns: readonly string[]): string => `(?:${patterns.join("|")})`;

const plans = rows(PLANS).map(([code = "", regions = "", trunk = "", national = ""]) => ({
  code,
  regions: regions.split(" ").filter(Boolean),
  trunk,
  national,
}));

/** "GB" is marked "GB44": the region's own habits and its calling code are then both in reach of one pattern. */
const marks = new Map(
  plans.flatMap(({ code, regions }) =>
    regions.map((region) => [region.toLowerCase(), `${region}${code}`] as const),
  ),
);

/** Calling code, colon, a number its plan has. */
const POSSIBLE = anyOf(plans.map(({ code, national }) => `${code}:(?:${national})`));
const CALLING_CODE = anyOf(plans.map(({ code }) => code));

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
  replace(`^(${anyOf(regions.split(" "))}[0-9]+:)${prefix}`, "\\1i"),
);

const guessed = replace(`^~(${POSSIBLE})\\|[^|]*$`, "=\\1");
const notGuessed = remove("^~[^|]*\\|");

/** Local numbers without their area code (Jersey, the Caribbean), Argentina's mobile 15: "AG1:4641234" stands for "1:2684641234". */
const localForms = [
  ...rows(LOCAL_FORMS).map(([region = "", pattern = "", form = ""]) =>
    replace(`^(${region}([0-9]+:)${pattern})$`, `~\\2${afterTwoGroups(form)}|\\1`),
  ),
  guessed,
  notGuessed,
];

/** Where numbers at home begin with 0, a long one that begins with the country's own calling code has lost its plus. */
const ownCode = [
  replace(
    `^([A-Z]+${anyOf(plans.filter(({ trunk }) => trunk === "0").map(({ code }) => `${code}:${code}`))})([0-9]{8,})$`,
    "\\1:\\2",
  ),
  replace("^([A-Z]+[0-9]+:)([0-9]+):([0-9]+)$", "~\\2:\\3|\\1\\2\\3"),
  guessed,
  notGuessed,
];

/** Anywhere else it is read so only when it is no number at home. */
const ownCodeAfterAll = [
  replace(`^(n${anyOf(plans.map(({ code }) => `${code}:${code}`))})([0-9]+)$`, "\\1:\\2"),
  replace("^n[0-9]+:([0-9]+):([0-9]+)$", "i\\1:\\2"),
];

/** No calling code begins with another. */
const parted = replace(`^i(${CALLING_CODE})([0-9]+)$`, "i\\1:\\2");

/** Without the trunk prefix where that is a number of the plan, else as it is where that is one. */
const possible = [
  replace("^([in])([0-9]+:[0-9]+)$", "~\\2|\\1\\2"),
  ...stripTrunks(),
  guessed,
  notGuessed,
  replace(`^[in](${POSSIBLE})$`, "=\\1"),
];

/**
 * A phone number as the digits of E.164, calling code first, no plus. It is read as written abroad ("+44…", "0044…"), else
 * as its country writes it at home, else as an international number that lost its plus. Without a country only the
 * first is tried: a number whose country is unknown could be someone else's. Trunk prefixes are taken off where, and only where,
 * what remains is a number of the plan, as Google's libphonenumber does; plans: data/phone-plans.ts.
 *
 * All of it is one chain of rewrites of one text, which says by its beginning how far it is:
 *   "GB44:02071838750"    the country with its calling code, and what was written ("--:…" where the country is unknown)
 *   "GB44:i442071838750"  the same, written as from abroad
 *   "i44:…", "n44:…"      an international number, a number at home, perhaps with a trunk prefix
 *   "~44:207…|n44:0207…"  a guess, and what to go back to when the plan has no such number
 *   "=44:2071838750"      found
 */
export const phone: readonly NormaliserStep[] = [
  ...cleaned,
  withCountry(marks),
  ...dialledAbroad,
  replace("^[^:]+:i0*([1-9][0-9]+)$", "i\\1"),
  parted,
  ...localForms,
  ...ownCode,
  replace("^[A-Z]+([0-9]+:[0-9]+)$", "n\\1"),
  ...possible,
  ...ownCodeAfterAll,
  replace("^n[0-9]+:0*([1-9][0-9]{9,})$", "i\\1"),
  parted,
  ...possible,
  keep("=[0-9]+:[0-9]+"),
  remove("[=:]"),
];

/** Each calling code has one trunk prefix. RE2 has nine groups, so nine prefixes share a pattern. */
function stripTrunks(): NormaliserStep[] {
  const codes = new Map<string, string[]>();
  for (const { code, trunk } of plans) if (trunk) codes.set(trunk, [...(codes.get(trunk) ?? []), code]);
  const patterns = [...codes].map(([trunk, those]) => `(~${anyOf(those)}:)(?:${trunk})`);
  const chunks = Array.from({ length: Math.ceil(patterns.length / 9) }, (_, i) =>
    patterns.slice(9 * i, 9 * i + 9),
  );
  return chunks.map((chunk) => replace(`^${anyOf(chunk)}`, chunk.map((_, i) => `\\${i + 1}`).join("")));
}

/** The form's groups are counted from the third on. */
function afterTwoGroups(form: string): string {
  return form.replace(/\\([1-7])/g, (_, group: string) => `\\${Number(group) + 2}`);
}
