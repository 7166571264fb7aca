import type { RowScope } from "../row-scope/types";

export const ROLES = ["viewer", "marketer", "approver", "admin"] as const;

/** Each role may do what the ones before it may; approvers decide, admins also set policy and connect. */
export type Role = (typeof ROLES)[number];

/** `words`: “Region is “North””, of rows of the entity. */
export type RowScopeView = RowScope & { label: string; words: string };

export type SessionView = {
  user: { id: string; name: string; email: string };
  role: Role;
  /** The rows they see, as a sentence; null: every row. */
  rowScope: RowScopeView | null;
  workspace: {
    id: string;
    name: string;
    zone: string;
    demo: boolean;
    /** After how long the only person who decides may approve what they asked for; null: never. */
    selfApprovalHours: number | null;
    /** While it is there, no sync adds anyone. `by` is a name; ISO 8601. */
    additionsStopped: { at: string; by: string | null; reason: string } | null;
  };
  approvalsWaiting: number;
};

/** What a new workspace needs before its first audience can go anywhere; each is done or not. */
export type FirstStepsView = { catalog: boolean; destination: boolean; policy: boolean; audience: boolean };
