import type { Problem } from "@/lib/core/errors";
import { type FieldRow, type MappedRow, mappedRows, type RecordMapping, type Transform } from "./types";

/**
 * What a mapping still lacks while somebody types it, each at the line it stands in, in words of the form. Nothing here says that it is
 * right: that is asked once it is whole.
 */
export function unfinished(mapping: RecordMapping, labelOf: (field: string) => string): Problem[] {
  return [
    ...mappedRows(mapping).flatMap((row) => lackingIn(row, labelOf(row.field))),
    ...mapping.fields.flatMap((row, at) => lackingOrder(row, labelOf(row.field), at)),
  ];
}

function lackingIn({ field, from, role, path }: MappedRow, label: string): Problem[] {
  if (field.trim() === "") {
    const what = role === "key" ? "The field records are found by" : "A field";
    return [lacking(path, `${what} has no name yet.`, "Write it as the receiver knows it.")];
  }
  const found = lackingFrom(from);
  const name = role === "key" ? "what records are found by" : label;
  return found ? [lacking(`${path}.from`, found.says(name), found.fix)] : [];
}

type Lacking = { says(label: string): string; fix: string };

/** The innermost first: that is the one people fill in first. */
function lackingFrom(from: Transform): Lacking | null {
  if ("column" in from) return from.column === "" ? NO_COLUMN : null;
  if ("constant" in from) return null;
  if ("template" in from) return from.template === "" ? NO_TEXT : null;
  if ("cast" in from) return lackingFrom(from.cast);
  if ("date" in from) return lackingFrom(from.date) ?? (from.format === "" ? NO_FORMAT : null);
  return lackingFrom(from.lookup) ?? (Object.keys(from.table).length === 0 ? NO_ENTRY : null);
}

const NO_COLUMN: Lacking = { says: (label) => `No column is chosen for ${label}.`, fix: "Choose one." };
const NO_TEXT: Lacking = {
  says: (label) => `The text for ${label} is empty.`,
  fix: "Write it, with columns in braces: {first_name}.",
};
const NO_FORMAT: Lacking = {
  says: (label) => `The date format of ${label} is empty.`,
  fix: "Write one, such as YYYY-MM-DD.",
};
const NO_ENTRY: Lacking = {
  says: (label) => `The look-up of ${label} has no entry yet.`,
  fix: "Write one a line, such as gold = A, or remove the step.",
};

function lackingOrder({ when, order }: FieldRow, label: string, at: number): Problem[] {
  if (when !== "only_forward" || order?.length !== 1) return [];
  const message = `The order of ${label} has one value only.`;
  return [
    lacking(`record.fields[${at}].when`, message, "Give two or more, first to last, with commas between."),
  ];
}

const lacking = (path: string, message: string, fix: string): Problem => ({
  ...{ code: "UNFINISHED", path, message, fix },
});
