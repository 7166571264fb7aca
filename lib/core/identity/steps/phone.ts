import { ABROAD, LOCAL_FORMS } from "../data/phone-plans";
import type { NormaliserStep } from "../types";
import { withCountry } from "./country";
import { digits } from "./digits";
import { keep } from "./keep";
import { anyOf, plans, rows } from "./phone-plans";
import { remove, replace } from "./replace";

/** "GB" is marked "GB44": the region's own habits and its calling code are then both in reach of one pattern. */
const marks = new Map(
  plans.flatMap(({ code, regions }) =>
    regions.map((region) => [region.toLowerCase(), `${region}${code}`] as const),
  ),
);

/** Calling code, colon, a number its plan has. */
const IN_PLAN = anyOf(plans.map(({ code, national }) => `${code}:(?:${national})`));
/**
 * Calling code, colon, as many digits as its numbers have. Plans change and data has test numbers, and neither Meta nor
 * anyone else asks for more; short numbers are not believed on their length alone.
 */
const OF_RIGHT_LENGTH = anyOf(
  plans.flatMap(({ code, lengths }) => {
    const long = lengths.filter((length) => length >= 7 && code.length + length <= 15);
    return long.length === 0
      ? []
      : [`${code}:(?:${long.map((length) => `[1-9][0-9]{${length - 1}}`).join("|")})`];
  }),
);
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

/** What comes of "~guess|original". */
const settle = (accepted: string): NormaliserStep[] => [
  replace(`^~(${accepted})\\|[^|]*$`, "=\\1"),
  remove("^~[^|]*\\|"),
];

/** Local numbers without their area code (Jersey, the Caribbean), Argentina's mobile 15: "AG1:4641234" stands for "1:2684641234". */
const localForms = [
  ...rows(LOCAL_FORMS).map(([region = "", pattern = "", form = ""]) =>
    replace(`^(${region}([0-9]+:)${pattern})$`, `~\\2${afterTwoGroups(form)}|\\1`),
  ),
  ...settle(IN_PLAN),
];

/** Where numbers at home begin with 0, a long one that begins with the country's own calling code has lost its plus. */
const ownCode = [
  replace(`^([A-Z]+${twice(plans.filter(({ trunk }) => trunk === "0"))})([0-9]{8,})$`, "\\1:\\2"),
  replace("^([A-Z]+[0-9]+:)([0-9]+):([0-9]+)$", "~\\2:\\3|\\1\\2\\3"),
  ...settle(IN_PLAN),
];

/** Without the trunk prefix where that is accepted, else as it is where that is. */
const without = stripTrunks();
const possible = (accepted: string): NormaliserStep[] => [
  replace("^([in])([0-9]+:[0-9]+)$", "~\\2|\\1\\2"),
  ...without,
  ...settle(accepted),
  replace(`^[in](${accepted})$`, "=\\1"),
];

/** No number at home, so perhaps one from abroad that lost its plus: of the own country, or with a calling code and ten digits in all. */
const lostPlus = [
  replace(`^(n${twice(plans)})([0-9]+)$`, "\\1:\\2"),
  replace("^(n[0-9]+:)([0-9]+):([0-9]+)$", "~\\2:\\3|\\1\\2\\3"),
  ...settle(IN_PLAN),
  replace(`^(n[0-9]+:0*(${CALLING_CODE})([0-9]{6,}))$`, "~\\2:\\3|\\1"),
  // Ten digits in all: shorter ones are rather numbers at home with a digit lost.
  remove("^~[0-9]:[0-9]{0,8}\\||^~[0-9]{2}:[0-9]{0,7}\\||^~[0-9]{3}:[0-9]{0,6}\\|"),
  ...without,
  ...settle(IN_PLAN),
];

/** No calling code begins with another. */
const parted = replace(`^i(${CALLING_CODE})([0-9]+)$`, "i\\1:\\2");

/**
 * A phone number as the digits of E.164, calling code first, no plus. It is read as written abroad ("+44…", "0044…"), else
 * as its country writes it at home, else as an international number that lost its plus. Without a country only the
 * first is tried: a number whose country is unknown could be someone else's. Trunk prefixes are taken off where, and only where,
 * what remains is a number of the plan, as Google's libphonenumber does; plans: data/phone-plans.ts. What no plan has
 * is sent when its length is right.
 *
 * All of it is one chain of rewrites of one text, which says by its beginning how far it is:
 *   "GB44:02071838750"    the country with its calling code, and what was written ("--:…" where the country is unknown)
 *   "GB44:i442071838750"  the same, written as from abroad
 *   "i44:…", "n44:…"      an international number, a number at home, perhaps with a trunk prefix
 *   "~44:207…|n44:0207…"  a guess, and what to go back to when it is not accepted
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
  ...possible(IN_PLAN),
  ...lostPlus,
  ...possible(OF_RIGHT_LENGTH),
  keep("=[0-9]+:[0-9]+"),
  remove("[=:]"),
];

/** "44:44" of each plan: a calling code where a number at home would be. */
function twice(of: readonly { code: string }[]): string {
  return anyOf(of.map(({ code }) => `${code}:${code}`));
}

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
