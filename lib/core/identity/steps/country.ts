import { sql } from "kysely";
import { COUNTRY_CODES, COUNTRY_SPELLINGS } from "../data/countries";
import type { NormaliserStep } from "../types";
import { compose } from "./compose";
import { lookup } from "./lookup";
import { lowercase } from "./lowercase";
import { runSql, runText } from "./run";
import { removeBlanks, removeNul, removePunctuation } from "./text";

const fold = [removeNul, removeBlanks, removePunctuation, compose, lowercase];

/** A country's code or English name becomes its lower-case ISO alpha-2 code; anything else is nothing. */
export const countryCode: readonly NormaliserStep[] = [...fold, lookup(COUNTRY_CODES)];

/** Whether a country is one a value can be read for: a code or an English name. */
export function isCountry(country: string): boolean {
  return runText(countryCode, country, { country: null }) !== null;
}

/** A country's two letters in lower case ("us", and "uk" for "gb") become upper case; anything else is nothing. */
export const countryLetters: NormaliserStep = lookup(
  new Map(
    [...COUNTRY_CODES].flatMap(([name, code]) =>
      name.length === 2 ? [[name, code.toUpperCase()] as const] : [],
    ),
  ),
);

/** How a value is marked whose country is unknown. */
export const NO_COUNTRY = "--";

/**
 * Puts the country before the value, "us:94035-1234", so that the patterns after it can be about one country.
 * `marks` says what stands for a country (by its code) instead of the code; a country that is not in it counts as unknown.
 */
export function withCountry(marks?: ReadonlyMap<string, string>): NormaliserStep {
  const table = marks ? renamed(marks) : COUNTRY_CODES;
  const steps = [...fold, lookup(table)];
  const usual = usualSpellings(table);
  return {
    text: (value, context) => {
      const mark = context.country === null ? null : runText(steps, context.country, context);
      return `${mark ?? NO_COUNTRY}:${value}`;
    },
    sql: (value, context) => {
      if (context.country === null) return sql`(${`${NO_COUNTRY}:`} || ${value})`;
      const quick = context.dialect.lookup(context.country, usual);
      const mark = runSql(steps, context.country, context);
      return sql`(coalesce(${quick}, ${mark}, ${NO_COUNTRY}) || ':' || ${value})`;
    },
  };
}

/** The same, knowing countries only as they are mostly written, and ending in the mark alone: one look into a table. */
export function withUsualCountry(marks: ReadonlyMap<string, string>, unknown: string): NormaliserStep {
  const usual = usualSpellings(renamed(marks));
  return {
    text: (value, { country }) => `${usual.get(country ?? "") ?? unknown}${value}`,
    sql: (value, { country, dialect }) =>
      country === null
        ? sql`(${unknown} || ${value})`
        : sql`(coalesce(${dialect.lookup(country, usual)}, ${unknown}) || ${value})`,
  };
}

function usualSpellings(table: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const entries = COUNTRY_SPELLINGS.flatMap((spelling) => {
    const mark = runText([...fold, lookup(table)], spelling, { country: null });
    return mark === null ? [] : [[spelling, mark] as const];
  });
  return new Map(entries);
}

function renamed(marks: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const entries = [...COUNTRY_CODES].flatMap(([name, code]) => {
    const mark = marks.get(code);
    return mark === undefined ? [] : [[name, mark] as const];
  });
  return new Map(entries);
}
