import type { RecordField, RecordRow, RecordValue, WriteRule } from "@/lib/core/ports/destination";

/** HubSpot takes and gives every value as a text; the empty one clears. */
export function propertyText(value: RecordValue): string {
  if (value === null) return "";
  const text = String(value);
  return typeof value === "number" && text.includes("e") ? value.toLocaleString("en-US", PLAIN) : text;
}

/** 0.0000001, not 1e-7. */
const PLAIN = { useGrouping: false, maximumSignificantDigits: 17 } as const;

export type Rules = {
  rules: Readonly<Record<string, WriteRule>>;
  order?: Readonly<Record<string, readonly string[]>>;
  /** The account's own description, for the fields that only move forward. */
  fields: readonly RecordField[];
};

/** Fields whose present value decides whether they are written. */
export function ruledFields(
  rules: Readonly<Record<string, WriteRule>>,
  rows: readonly RecordRow[],
): string[] {
  const ruled = Object.keys(rules).filter((field) => rules[field] !== "always");
  return ruled.filter((field) => rows.some((row) => field in row.fields));
}

/** What is written of a row to a record that has these values now; nothing of a rule that says no. */
export function allowedFields(
  { fields }: RecordRow,
  present: Readonly<Record<string, string>>,
  rules: Rules,
): Record<string, string> {
  const allowed = Object.entries(fields).filter(([field, value]) =>
    isAllowed(field, propertyText(value), present[field] ?? "", rules),
  );
  return Object.fromEntries(allowed.map(([field, value]) => [field, propertyText(value)]));
}

function isAllowed(field: string, wanted: string, present: string, given: Rules): boolean {
  const rule = given.rules[field] ?? "always";
  if (rule === "always") return true;
  if (wanted === "") return false;
  if (present === "") return true;
  if (rule === "fill_if_empty") return false;
  const place = placeIn(field, given);
  const [from, to] = [place(present), place(wanted)];
  // A value nobody knows the place of is not known to be behind the one that is there.
  return from !== null && to !== null && to > from;
}

/** Where a value stands on the way forward; null: nowhere. */
function placeIn(field: string, { order, fields }: Rules): (value: string) => number | null {
  const known = fields.find(({ id }) => id === field);
  const steps = order?.[field] ?? known?.choices;
  if (steps) return (value) => orNull(steps.indexOf(value));
  if (known?.type === "number") return finite(Number);
  if (known?.type === "date" || known?.type === "datetime") return finite(instant);
  return () => null;
}

const orNull = (place: number): number | null => (place < 0 ? null : place);
const finite = (read: (value: string) => number) => (value: string) => {
  const place = read(value);
  return Number.isFinite(place) ? place : null;
};

/** HubSpot gives days and instants as ISO 8601, older ones as milliseconds. */
const instant = (value: string): number => (/^-?\d{10,15}$/.test(value) ? Number(value) : Date.parse(value));
