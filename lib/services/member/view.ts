import type { MemberRow } from "@/lib/core/views/member";
import type { Membership, User } from "@/lib/db/generated/client";

export function memberRow({ user, role, disabled }: Membership & { user: User }): MemberRow {
  return { id: user.id, name: user.name, email: user.email, role, disabled };
}
