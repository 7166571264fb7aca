import type { PiiTag } from "@/lib/core/catalog/types";
import type {
  RecordField,
  RecordFieldType,
  RecordMode,
  RecordRemoval,
  WriteRule,
} from "@/lib/core/ports/destination";

/** How a value is made of a member's columns. The warehouse's SQL makes it, and nothing else does. */
export type Transform =
  | { column: string }
  | { constant: string | number | boolean }
  /** "{first_name} {last_name}": what is unknown is left out; nothing where all of it is unknown. */
  | { template: string }
  /** What cannot be read as the type is unknown. */
  | { cast: Transform; to: RecordFieldType }
  /** A date or time written as YYYY, MM, DD, HH, mm and ss say, in the workspace's zone. */
  | { date: Transform; format: string }
  /** By the value's text; another value is `otherwise`, or unknown. */
  | { lookup: Transform; table: Readonly<Record<string, string>>; otherwise?: string };

/** A field of the platform and what is written to it. */
export type KeyRow = { field: string; from: Transform };

export type FieldRow = KeyRow & {
  when: WriteRule;
  /** Of a field that only moves forward: its values, first to last; left out, the platform's own order. */
  order?: readonly string[];
  /** What an unknown value does: empties the field, or leaves it as it is. */
  nulls: "clear" | "skip";
};

export type RecordMapping = {
  /** What records are found by. */
  key: KeyRow;
  /** Further identifiers, written along and never emptied. */
  also?: readonly KeyRow[];
  fields: readonly FieldRow[];
};

/** What the platform said of a field when it was mapped. */
export type KnownField = Pick<RecordField, "label" | "type" | "tags">;

/** How a sync writes records: what it maps, how it writes, and what a mirror does to a record that left. */
export type RecordTerms = {
  mapping: RecordMapping;
  mode: RecordMode;
  /** Of a mirror; null otherwise. */
  removal: RecordRemoval | null;
  /** By id: every field the mapping names. */
  known: Readonly<Record<string, KnownField>>;
};

/** A line of a mapping, whichever part it stands in. */
export type MappedRow = {
  field: string;
  from: Transform;
  role: "key" | "also" | "field";
  nulls: FieldRow["nulls"];
  /** "record.key" */
  path: string;
};

/** Every line in order, the key first. */
export function mappedRows({ key, also = [], fields }: RecordMapping): MappedRow[] {
  return [
    { ...key, role: "key", nulls: "skip", path: "record.key" },
    ...also.map(
      (row, at): MappedRow => ({ ...row, role: "also", nulls: "skip", path: `record.also[${at}]` }),
    ),
    ...fields.map(
      ({ field, from, nulls }, at): MappedRow => ({
        ...{ field, from, nulls },
        ...{ role: "field", path: `record.fields[${at}]` },
      }),
    ),
  ];
}

/** Fields a sync writes, without what it finds records by. */
export function writtenFields(mapping: RecordMapping): string[] {
  return mappedRows(mapping)
    .filter(({ role }) => role !== "key")
    .map(({ field }) => field);
}

/** What a personal value at the platform is called there, as far as it says. */
export const tagsOf = (known: KnownField | undefined): readonly PiiTag[] => known?.tags ?? [];
