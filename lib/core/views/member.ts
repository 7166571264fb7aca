import type { Role, RowScopeView } from "./session";

export type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  /** Null: every row. */
  rowScope: RowScopeView | null;
};
