import { ABROAD, LOCAL_FORMS } from "../data/phone-plans";
import type { NormaliserStep } from "../types";
import { NO_COUNTRY, withUsualCountry } from "./country";
import { keep } from "./keep";
import { anyOf, plans, rows } from "./phone-plans";
import { remove, replace, replaceText } from "./replace";

type Plan = (typeof plans)[number];

/** A sign after the country says which digit is its trunk prefix; "=" says that it is not one digit, or that there is none. */
const SIGNS = new Map([
  ["0", ":"],
  ["1", ";"],
]);
const SIGN = "[:;=]";
const STRIPPED = "!";

/** "0" of "0|180020"; a trunk prefix that is a pattern is left to the long way. */
function trunkDigit({ trunk }: Plan): string | undefined {
  const choices = trunk.split("|");
  if (!choices.every((choice) => /^[0-9]+$/.test(choice))) return undefined;
  return choices.find(
    (one) => SIGNS.has(one) && choices.filter((other) => other.startsWith(one)).length === 1,
  );
}

function otherTrunks(plan: Plan): string[] {
  const digit = trunkDigit(plan);
  if (digit === undefined) return plan.trunk ? [plan.trunk] : [];
  return plan.trunk.split("|").filter((choice) => choice !== digit);
}

const marks = new Map(
  plans.flatMap((plan) =>
    plan.regions.map((region) => {
      const sign = SIGNS.get(trunkDigit(plan) ?? "") ?? "=";
      return [region.toLowerCase(), `${region}${plan.code}${sign}`] as const;
    }),
  ),
);

/** "+49!301234567" was "+49 (0)30 1234567". */
function abroad(plan: Plan): string {
  const stripped = trunkDigit(plan) === "0" ? `${STRIPPED}?` : "";
  return `${plan.code}${stripped}(?:${plan.national})`;
}

/** Whatever a step of the long way could read otherwise: dialled abroad, in a local form, after the own calling code, with another trunk prefix. */
const READ_OTHERWISE = anyOf([
  ...rows(ABROAD).map(([prefix = "", regions = ""]) => `${anyOf(regions.split(" "))}[0-9]+${SIGN}${prefix}`),
  ...rows(LOCAL_FORMS).map(([region = "", pattern = ""]) => `${region}[0-9]+${SIGN}${pattern}$`),
  ...plans.filter(({ trunk }) => trunk === "0").map(({ code }) => `[A-Z]+${code}${SIGN}${code}[0-9]{8,}$`),
  ...plans.flatMap((plan) => otherTrunks(plan).map((trunk) => `[A-Z]+${plan.code}${SIGN}(?:${trunk})`)),
  ...plans.flatMap(({ code, trunk }) => (trunk ? [`[^+]*\\+${code}${STRIPPED}?(?:${trunk})`] : [])),
]);

const PLAIN = anyOf([
  ...plans
    .filter(({ regions }) => regions.length > 0)
    .map(({ code, regions, national }) => `${anyOf(regions)}${code}[${STRIPPED}:;=](?:${national})`),
  `(?:${NO_COUNTRY}|[A-Z]{2}[0-9]+)${SIGN}\\+${anyOf(plans.map(abroad))}`,
]);

/**
 * A number of its country's plan in ASCII digits and the usual signs between them, written at home with or without a trunk prefix of
 * one digit, or with a plus and no trunk prefix but "(0)":
 *   "GB44:02071838750", "GB44!2071838750"  at home
 *   "GB44:+442071838750"                   from abroad, whatever the country
 */
export const plainPhone: readonly NormaliserStep[] = [
  replaceText("(0)", STRIPPED),
  remove("[ ()./-]+"),
  withUsualCountry(marks, `${NO_COUNTRY}=`),
  replace(`^${READ_OTHERWISE}`, "?"),
  ...[...SIGNS].map(([digit, sign]) => replaceText(`${sign}${digit}`, STRIPPED)),
  keep(PLAIN),
  remove(`^[^+]*\\+|[A-Z${STRIPPED}:;=]+`),
];
