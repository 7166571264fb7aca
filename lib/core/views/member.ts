import type { Role } from "./session";

export type MemberRow = { id: string; name: string; email: string; role: Role; disabled: boolean };
