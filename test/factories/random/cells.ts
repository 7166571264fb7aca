import { Temporal } from "temporal-polyfill";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Cell } from "@/lib/core/segment/evaluate/index";
import type { Dice } from "./dice";

export const AS_OFS = [
  "2024-03-31T10:00:00Z",
  "2024-05-31T23:30:00Z",
  "2024-02-29T00:00:00Z",
  "2024-10-27T00:30:00Z",
  "2024-12-31T23:59:59.999999Z",
  "2023-03-01T05:00:00.123456Z",
  "2024-04-30T12:00:00Z",
  "2024-11-03T06:15:00Z",
  "2025-01-01T00:00:00Z",
  "2024-11-27T00:45:00Z",
  "2024-04-07T14:50:00Z",
  "2024-12-03T06:30:00Z",
] as const;

export const TEXTS = [
  "",
  "a",
  "A",
  "b",
  "ab",
  "aB",
  "é",
  "É",
  "e\u0301",
  "Straße",
  "STRASSE",
  "İ",
  "i",
  "I",
  "ı",
  "ΑΣ",
  "ας",
  "ασ",
  "𐐀",
  "𐐨",
  "😀",
  "a😀b",
  "\uFF5E",
  "ﬀ",
  "%",
  "_",
  "a%b",
  "\\",
  "'",
  '"',
  " a ",
  "null",
  "10",
  "9",
  "\t",
  "a\nb",
] as const;

const NIGHTS = [
  "2024-03-31T02:30:00",
  "2024-10-27T02:30:00",
  "2024-10-27T01:45:00",
  "2024-03-10T02:30:00",
  "2024-11-03T01:30:00",
  "2024-10-06T02:10:00",
  "2024-04-07T01:45:00",
  "2024-04-26T00:30:00",
] as const;

const DAYS = [
  "2024-02-29",
  "2023-02-28",
  "2024-01-31",
  "2024-03-31",
  "2000-02-29",
  "1969-12-31",
  "1984-12-31",
] as const;
const LEAP_DAYS = ["2000-02-29", "1984-02-29", "2024-02-29", "1999-02-28", "1999-03-01"] as const;
/** Written by people for "never" and "always". */
const SENTINELS = ["9999-12-31", "1900-01-01", "0001-01-01"] as const;
const INTEGERS = [
  0n,
  1n,
  2n,
  3n,
  7n,
  10n,
  -1n,
  -5n,
  9007199254740993n,
  9223372036854775807n,
  -9223372036854775807n,
];
const DOUBLES = [0, 0.5, 1, 1.25, -0.75, 3, 1024, -2048.5, 2 ** -10];

/** A few values for one column to draw from, so that ties and duplicates are common. */
export function randomPool(dice: Dice, type: ColumnType, asOf: string): Cell[] {
  return dice.times(2, 7, () => randomCell(dice, type, asOf));
}

function randomCell(dice: Dice, type: ColumnType, asOf: string): Cell {
  switch (type.kind) {
    case "text":
      return dice.pick(TEXTS);
    case "integer":
      return dice.percent(60) ? BigInt(dice.integer(-3, 12)) : dice.pick(INTEGERS);
    case "decimal":
      return randomDecimal(dice, type.precision, type.scale);
    case "double":
      return dice.pick(DOUBLES);
    case "boolean":
      return dice.percent(50);
    case "date":
      return randomDay(dice, asOf);
    case "timestamp":
      return randomTime(dice, type.zone, asOf);
  }
}

function randomDecimal(dice: Dice, precision: number, scale: number): string {
  const largest = 10 ** Math.min(precision, 15) - 1;
  const units = dice.percent(70) ? dice.integer(-300, 900) : dice.integer(-largest, largest);
  const tail = precision > 15 && dice.percent(20) ? "7".repeat(precision - 18) : "";
  const digits = `${Math.abs(units)}${tail}`.padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return units < 0 ? `-${text}` : text;
}

function randomDay(dice: Dice, asOf: string): string {
  if (dice.percent(30)) return dice.pick(DAYS);
  if (dice.percent(20)) return dice.pick(LEAP_DAYS);
  if (dice.percent(4)) return dice.pick(SENTINELS);
  return nearby(dice, asOf, "UTC").toPlainDate().toString();
}

/** With `Z` where the column holds instants, local time elsewhere. */
function randomTime(dice: Dice, zone: string | null, asOf: string): string {
  if (dice.percent(25)) return `${dice.pick(NIGHTS)}${zone === null ? "Z" : ""}`;
  if (dice.percent(10)) return `${dice.pick(DAYS)}T00:00:00${zone === null ? "Z" : ""}`;
  if (dice.percent(3)) return `${dice.pick(SENTINELS)}T12:00:00${zone === null ? "Z" : ""}`;
  const moment = nearby(dice, asOf, zone ?? "UTC");
  return zone === null ? moment.toInstant().toString() : moment.toPlainDateTime().toString();
}

/** On, just before or just after a whole number of units from as_of: where windows begin and end. */
function nearby(dice: Dice, asOf: string, zone: string): Temporal.ZonedDateTime {
  const unit = dice.pick(["minutes", "hours", "days", "days", "weeks", "months", "months", "years"] as const);
  const step = dice.pick([0, 0, 1, -1]);
  const size = dice.pick(["microseconds", "seconds", "hours"] as const);
  return Temporal.Instant.from(asOf)
    .toZonedDateTimeISO(dice.percent(50) ? zone : "UTC")
    .add({ [unit]: dice.pick([0, 1, -1, -1, -2, -3, -7, -12, 2, -24]) })
    .add({ [size]: step })
    .withTimeZone(zone);
}
