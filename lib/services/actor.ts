import { hasRole } from "@/lib/core/approval/may-decide";
import { Forbidden, Unauthenticated } from "@/lib/core/errors";
import type { RowScope } from "@/lib/core/row-scope/types";
import type { Role } from "@/lib/core/views/session";
import { database } from "@/lib/db/client";
import { storedRowScope } from "@/lib/db/stored";

/** Who acts, where, as what. Made only by `loadActor` and `loadTokenActor`, from the database, on every request. */
export type Actor = {
  readonly userId: string;
  readonly name: string;
  readonly workspaceId: string;
  readonly role: Role;
  /** The rows they see; null: every row. */
  readonly rowScope: RowScope | null;
  /** Speaks for a program: with the name of the API token it came with. */
  readonly token?: string;
};

/**
 * The person as they are now in the workspace, or in their first one. Throws Unauthenticated when they may not be here, or
 * when they signed in before their password was changed.
 */
export async function loadActor(userId: string, workspaceId?: string, signedInAt?: Date): Promise<Actor> {
  const membership = await database().membership.findFirst({
    where: { userId, disabled: false, ...(workspaceId === undefined ? {} : { workspaceId }) },
    include: { user: true },
    orderBy: { createdAt: "asc" },
  });
  if (!membership) {
    throw new Unauthenticated(
      "Your access to this workspace has ended.",
      "Ask an admin to let you in again.",
    );
  }
  const { sessionsFrom } = membership.user;
  if (signedInAt && sessionsFrom && signedInAt < sessionsFrom) {
    throw new Unauthenticated("Your password was changed since you signed in.");
  }
  return {
    userId,
    name: membership.user.name,
    workspaceId: membership.workspaceId,
    role: membership.role,
    rowScope: storedRowScope(membership.rowScope),
  };
}

export function requireRole(actor: Actor, needed: Role): void {
  if (hasRole(actor.role, needed)) return;
  throw new Forbidden(`This takes the role ${needed}; yours is ${actor.role}.`);
}
