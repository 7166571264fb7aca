import { ROLES, type Role } from "@/lib/core/views/session";

export type MayDecide = { may: true } | { may: false; because: string };

/** From when whoever asked may approve it, where nobody else could. */
export type Alone = { from: Date; now: Date };

/** Each role may do what the ones before it may. */
export function hasRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/**
 * Approvers and admins decide, and nobody on what they asked for themselves, whatever their role; but for someone who is
 * alone with it, after a delay.
 */
export function mayDecide(
  actor: { userId: string; role: Role },
  changeSet: { requestedById: string },
  alone: Alone | null = null,
): MayDecide {
  if (!hasRole(actor.role, "approver")) {
    return { may: false, because: "Only approvers and admins decide." };
  }
  if (actor.userId !== changeSet.requestedById) return { may: true };
  if (!alone) return { may: false, because: "You asked for this yourself." };
  if (alone.now >= alone.from) return { may: true };
  const from = alone.from.toISOString().slice(0, 16).replace("T", " ");
  return {
    may: false,
    because: `You asked for this yourself. Nobody else decides here, so you may approve it from ${from} UTC.`,
  };
}
