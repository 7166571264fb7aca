import type { NormaliserStep } from "../types";
import { digits } from "./digits";
import { keep } from "./keep";
import { lowercase } from "./lowercase";
import { remove, replace } from "./replace";
import { trim } from "./text";

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];
const two = (month: number): string => String(month).padStart(2, "0");

/** "16 february 1997" becomes "16 m02 1997". */
const monthNames = MONTHS.map((name, i) => {
  const short = name === "september" ? "sept?" : name.slice(0, 3);
  return replace(`(^|[^a-z])(?:${name}|${short})\\.?([^a-z]|$)`, `\\1m${two(i + 1)}\\2`);
});

const YEAR = "(?:19|20)[0-9][0-9]";
const MONTH = "0?[1-9]|1[0-2]";
const DAY = "0?[1-9]|[12][0-9]|3[01]";
const LEAP = "(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)";
const REAL_DATE = [
  `${YEAR}(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])`,
  `${YEAR}(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)`,
  `${YEAR}02(?:0[1-9]|1[0-9]|2[0-8])`,
  `${LEAP}0229`,
].join("|");

/**
 * Year, month and day, in whatever order they were, as "=1997-2-16". The platform's example is month first, so day comes
 * first only where it cannot be a month, where dots part them, and where the month is a word.
 */
const ordered = [
  replace(`^(0[1-9]|1[0-2])([0-3][0-9])(${YEAR})$`, "=\\3-\\1-\\2"),
  replace("^([0-9]{4})([0-9]{2})([0-9]{2})$", "=\\1-\\2-\\3"),
  replace("^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[t ][^\\n]*)?$", "=\\1-\\2-\\3"),
  replace(`^(${MONTH})[-/](${DAY})[-/]([0-9]{4})$`, "=\\3-\\1-\\2"),
  replace(`^(${DAY})[-/.](${MONTH})[-/.]([0-9]{4})$`, "=\\3-\\2-\\1"),
  replace("^([0-9]{1,2})(?:st|nd|rd|th)?[ .-]*m([0-9]{2})[ ,.-]*([0-9]{4})$", "=\\3-\\2-\\1"),
  replace("^m([0-9]{2})[ .-]*([0-9]{1,2})(?:st|nd|rd|th)?[ ,.-]+([0-9]{4})$", "=\\3-\\1-\\2"),
];

const onlyMonth = replace("^m([0-9]{2})$", "#\\1");

/** Texts that begin with "#" are an answer already and pass unchanged; any other must be a date that was on the calendar. */
const dateUnlessAnswered = [
  ...ordered,
  replace("-([0-9])-", "-0\\1-"),
  replace("-([0-9])$", "-0\\1"),
  replace("^=([0-9]{4})-([0-9]{2})-([0-9]{2})$", "\\1\\2\\3"),
];
const cleaned = [digits, lowercase, trim, remove("^#+")];
const answered = (pattern: string): NormaliserStep => replace(`^${pattern}$`, "#\\1");
const orDate = keep(`#[0-9]+|${REAL_DATE}`);
const answer = remove("^#");

/** A date between 1900 and 2099 as "19970216". */
export const date: readonly NormaliserStep[] = [
  ...cleaned,
  ...monthNames,
  ...dateUnlessAnswered,
  keep(REAL_DATE),
];

/** YYYY of a year or a date. */
export const birthYear: readonly NormaliserStep[] = [
  ...cleaned,
  answered(`(${YEAR})`),
  ...monthNames,
  ...dateUnlessAnswered,
  orDate,
  answered("([0-9]{4})[0-9]{4}"),
  answer,
];

/** MM of a month's number, its English name, or a date. */
export const birthMonth: readonly NormaliserStep[] = [
  ...cleaned,
  replace("^([1-9])$", "0\\1"),
  answered("(0[1-9]|1[0-2])"),
  ...monthNames,
  onlyMonth,
  ...dateUnlessAnswered,
  orDate,
  answered("[0-9]{4}([0-9]{2})[0-9]{2}"),
  answer,
];

/** DD of a day's number or a date. */
export const birthDay: readonly NormaliserStep[] = [
  ...cleaned,
  replace("^([1-9])$", "0\\1"),
  answered("(0[1-9]|[12][0-9]|3[01])"),
  ...monthNames,
  ...dateUnlessAnswered,
  orDate,
  answered("[0-9]{6}([0-9]{2})"),
  answer,
];
