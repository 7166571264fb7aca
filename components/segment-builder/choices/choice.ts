import type { ColumnKind, PiiTag } from "@/lib/core/catalog/types";
import type { Test, Value } from "@/lib/core/segment/types";

export type ChoiceKind = ColumnKind | "related" | "sequence" | "rank" | "audience" | "list";

/** Something that can be chosen from a picker: a condition to add, or a value to compare. */
export type Choice<T> = {
  id: string;
  group: string;
  label: string;
  /** Its type in one word. */
  hint: string;
  kind: ChoiceKind;
  pii: PiiTag | null;
  /** Why its values cannot be written down, and who could change that; null where they can. */
  locked: string | null;
  /** What else is said of it while it is marked. */
  note?: string;
  /** Where example values are found. */
  column?: { entity: string; name: string };
  /** Words people also look for it by; shown nowhere. */
  also?: string;
  /** Its shortest name: who types just that means it before all others. */
  name?: string;
  /** Offered to who searches, not to who reads the whole list. */
  searchedOnly?: boolean;
  make: () => T;
};

/**
 * `type`: what the value is; `start`: the test a condition about it begins with, where not the type's usual one;
 * `spent`: whether it can be what somebody paid.
 */
export type ValueChoice = Choice<Value> & { type: ColumnKind; start?: Test; spent?: boolean };

export const KIND_WORDS: Record<ColumnKind, string> = {
  text: "text",
  integer: "number",
  decimal: "amount",
  double: "number",
  boolean: "yes or no",
  date: "date",
  timestamp: "time",
};

export const UNLOCKED = { pii: null, locked: null } as const;
