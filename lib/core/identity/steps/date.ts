import type { NormaliserStep } from "../types";
import { digits } from "./digits";
import { first } from "./first";
import { keep } from "./keep";
import { lookup } from "./lookup";
import { lowercase } from "./lowercase";
import { remove, replace } from "./replace";
import { sequence } from "./run";
import { trim } from "./text";

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const two = (month: number): string => String(month).padStart(2, "0");

const monthName = lookup(
  new Map([
    ...MONTHS.map((name, i) => [name, two(i + 1)] as const),
    ...MONTHS.map((name, i) => [name.slice(0, 3), two(i + 1)] as const),
    ["sept", "09"] as const,
  ]),
);

/** "16 february 1997" becomes "16 m02 1997". */
const monthNames = MONTHS.map((name, i) =>
  replace(
    `(^|[^a-z])(?:${name}|${name.slice(0, 3)}${name === "september" ? "|sept" : ""})\\.?([^a-z]|$)`,
    `\\1m${two(i + 1)}\\2`,
  ),
);

const YEAR = "(?:19|20)[0-9][0-9]";
const LEAP = "(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)";
const REAL_DATE = [
  `${YEAR}(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])`,
  `${YEAR}(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)`,
  `${YEAR}02(?:0[1-9]|1[0-9]|2[0-8])`,
  `${LEAP}0229`,
].join("|");

const MONTH = "0?[1-9]|1[0-2]";
const DAY = "0?[1-9]|[12][0-9]|3[01]";

/** Year, month and day, in whatever order they were, as "1997-2-16". */
const ordered = first(
  [keep("[0-9]{8}"), replace("^([0-9]{4})([0-9]{2})([0-9]{2})$", "\\1-\\2-\\3")],
  [
    keep("[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[t ][^\\n]*)?"),
    replace("^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[^\\n]*$", "\\1-\\2-\\3"),
  ],
  // The platform's example is month first; day first where it cannot be a month, and where dots part them.
  [
    keep(`(?:${MONTH})[-/](?:${DAY})[-/][0-9]{4}`),
    replace("^([0-9]+)[-/]([0-9]+)[-/]([0-9]{4})$", "\\3-\\1-\\2"),
  ],
  [
    keep(`(?:${DAY})[-/.](?:${MONTH})[-/.][0-9]{4}`),
    replace("^([0-9]+)[-/.]([0-9]+)[-/.]([0-9]{4})$", "\\3-\\2-\\1"),
  ],
  [
    ...monthNames,
    first(
      [
        keep("[0-9]{1,2}(?:st|nd|rd|th)?[ .-]*m[0-9]{2}[ ,.-]*[0-9]{4}"),
        replace("^([0-9]{1,2})[^m]*m([0-9]{2})[ ,.-]*([0-9]{4})$", "\\3-\\2-\\1"),
      ],
      [
        keep("m[0-9]{2}[ .-]*[0-9]{1,2}(?:st|nd|rd|th)?[ ,.-]+[0-9]{4}"),
        replace("^m([0-9]{2})[ .-]*([0-9]{1,2})[^0-9]+([0-9]{4})$", "\\3-\\1-\\2"),
      ],
    ),
  ],
);

const cleaned = [digits, lowercase, trim];

/** A date between 1900 and 2099 that was on the calendar, as "19970216". */
export const date: NormaliserStep = sequence(
  ...cleaned,
  ordered,
  replace("-([0-9])-", "-0\\1-"),
  replace("-([0-9])$", "-0\\1"),
  remove("-"),
  keep(REAL_DATE),
);

const padded = replace("^([0-9])$", "0\\1");

/** YYYY of a year or a date. */
export const birthYear = first([...cleaned, keep(YEAR)], [date, replace("^([0-9]{4})[0-9]{4}$", "\\1")]);
/** MM of a month's number, its English name, or a date. */
export const birthMonth = first(
  [...cleaned, keep(MONTH), padded],
  [...cleaned, monthName],
  [date, replace("^[0-9]{4}([0-9]{2})[0-9]{2}$", "\\1")],
);
/** DD of a day's number or a date. */
export const birthDay = first(
  [...cleaned, keep(DAY), padded],
  [date, replace("^[0-9]{6}([0-9]{2})$", "\\1")],
);
