import { hasRole } from "@/lib/core/approval/may-decide";
import { Unauthenticated } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import { storedRowScope } from "@/lib/db/stored";
import type { Actor } from "../actor";
import { makerOf, whyRefused, withMaker } from "./list";
import { tokenHash } from "./secret";

const FIX = "Ask an admin of the workspace for a new one.";
/** How exactly the last use is known: a write for every call would be dear. */
const NOTICE_MS = 60_000;

/**
 * Who a token speaks for, as the database has both now. Its role is the lesser of the token's and its maker's, and it
 * sees the rows its maker sees, so that nobody keeps through a token what was taken from them. Throws Unauthenticated.
 */
export async function loadTokenActor(token: string): Promise<Actor> {
  const found = await database().apiToken.findUnique({
    where: { hash: tokenHash(token) },
    include: withMaker,
  });
  if (!found) throw new Unauthenticated("There is no such API token.", FIX);
  const now = new Date();
  const refused = whyRefused(found, now);
  const maker = makerOf(found);
  if (refused !== null || !maker) throw new Unauthenticated(refused ?? undefined, FIX);
  const { id, workspaceId, createdBy, lastUsedAt } = found;
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > NOTICE_MS) {
    await database().apiToken.update({ where: { id }, data: { lastUsedAt: now } });
  }
  return {
    userId: createdBy.id,
    name: `${createdBy.name} (API token ${found.name})`,
    workspaceId,
    role: hasRole(maker.role, found.role) ? found.role : maker.role,
    rowScope: storedRowScope(maker.rowScope),
    token: found.name,
  };
}
