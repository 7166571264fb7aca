import type { Catalog } from "@/lib/core/catalog/types";
import type { MemberRow } from "@/lib/core/views/member";
import type { Transaction } from "@/lib/db/client";
import type { Membership, User } from "@/lib/db/generated/client";
import { storedRowScope } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { rowScopeView } from "../row-scope/words";

/** `catalog`: what says row scopes in words; a workspace without one has nobody with a scope. */
export function memberRow(
  { user, role, disabled, rowScope: stored }: Membership & { user: User },
  catalog: Catalog | null,
): MemberRow {
  const rowScope = storedRowScope(stored);
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role,
    disabled,
    rowScope: rowScope && catalog && rowScopeView(rowScope, catalog),
  };
}

/** The catalog where someone of these has a row scope to be put in words. */
export async function catalogFor(
  db: Pick<Transaction, "catalogVersion" | "trait">,
  workspaceId: string,
  memberships: readonly Pick<Membership, "rowScope">[],
): Promise<Catalog | null> {
  const isNeeded = memberships.some(({ rowScope }) => rowScope !== null);
  return isNeeded ? (await currentCatalog(db, workspaceId)).catalog : null;
}
