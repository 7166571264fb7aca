import { resolvePath } from "@/lib/core/catalog/resolve";
import { plainValue } from "@/lib/core/catalog/trait";
import type { Catalog } from "@/lib/core/catalog/types";
import type { DatePart, Value } from "./types";

/** What numbers stand for, from 1: 6 is "Saturday". */
export type PartNames = Readonly<Record<string, string>>;

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const NAMES: Partial<Record<DatePart, PartNames>> = { weekday: numbered(WEEKDAYS), month: numbered(MONTHS) };

/** The names of the numbers a value has: of weekdays and of months, also of the first, last, lowest and highest of them. */
export function partNamesOf(catalog: Catalog, entity: string, value: Value): PartNames | undefined {
  const plain = plainValue(catalog, entity, value);
  if ("part" in plain) return NAMES[plain.part];
  const picked = pickedFrom(plain);
  if (!picked) return undefined;
  const found = resolvePath(catalog, entity, picked.of);
  return "problem" in found ? undefined : partNamesOf(catalog, found.end.name, picked.inner);
}

function pickedFrom(value: Value): { inner: Value; of: string } | null {
  if ("first" in value) return { inner: value.first, of: value.of };
  if ("last" in value) return { inner: value.last, of: value.of };
  if ("min" in value) return { inner: value.min, of: value.of };
  return "max" in value ? { inner: value.max, of: value.of } : null;
}

function numbered(names: readonly string[]): PartNames {
  return Object.fromEntries(names.map((name, index) => [index + 1, name]));
}
