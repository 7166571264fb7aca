import type { FieldRule } from "../policy/types";

/** How one outgoing field is decided, line by line of the policy. */
export type FieldDecisionView = {
  field: string;
  label: string;
  column: string | null;
  /** As people call it; left out where it is made of several, or of none. */
  columnLabel?: string;
  pii: string | null;
  rule: FieldRule;
  form: "hashed" | "plain" | null;
  allowed: boolean;
  /** "policy v3, tag email: hashed" */
  line: string;
  reason: string | null;
  /** By label, what is not sent and without which this finds nobody, so that it stays too. Left out: nothing is lacking. */
  lacks?: readonly string[];
};
