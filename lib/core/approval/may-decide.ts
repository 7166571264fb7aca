import { ROLES, type Role } from "@/lib/core/views/session";

export type MayDecide = { may: true } | { may: false; because: string };

/** Each role may do what the ones before it may. */
export function hasRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Approvers and admins decide, and nobody on what they asked for themselves, whatever their role. */
export function mayDecide(
  actor: { userId: string; role: Role },
  changeSet: { requestedById: string },
): MayDecide {
  if (!hasRole(actor.role, "approver")) {
    return { may: false, because: "Only approvers and admins decide." };
  }
  if (actor.userId === changeSet.requestedById) {
    return { may: false, because: "You asked for this yourself." };
  }
  return { may: true };
}
