import type { Role } from "./session";

/** Tokens read and run; what takes a second person takes a person. */
export const TOKEN_ROLES = ["viewer", "marketer"] as const satisfies readonly Role[];
export type TokenRole = (typeof TOKEN_ROLES)[number];

export type ApiTokenRow = {
  id: string;
  name: string;
  role: Role;
  /** Its first characters. */
  start: string;
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  /** Why it is refused by now, one sentence; null while it works. */
  problem: string | null;
};
