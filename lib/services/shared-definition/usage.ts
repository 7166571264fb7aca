import type { Bound } from "@/lib/core/approval/types";
import { namedUnder } from "@/lib/core/segment/named";
import type { UsageView } from "@/lib/core/views/usage";
import type { Transaction } from "@/lib/db/client";
import { storedBound } from "@/lib/db/stored";

export type UsageTables = Pick<Transaction, "audience" | "sync">;

/**
 * Audiences whose draft or newest version names one of these under the key, and live approvals that rest on it. A list or trait in
 * use stays; changing it makes these approvals void.
 */
export async function usageOf(
  db: UsageTables,
  workspaceId: string,
  {
    key,
    names,
    isBound,
  }: { key: "list" | "trait"; names: ReadonlySet<string>; isBound(bound: Bound): boolean },
): Promise<UsageView> {
  const audiences = await db.audience.findMany({
    where: { workspaceId },
    select: {
      id: true,
      name: true,
      draftTree: true,
      versions: { orderBy: { version: "desc" }, take: 1, select: { tree: true } },
    },
    orderBy: { name: "asc" },
  });
  const syncs = await db.sync.findMany({
    where: { workspaceId, endedAt: null, voidReason: null, NOT: { approvedChangeSetId: null } },
    select: { id: true, name: true, approvedChangeSet: { select: { boundTo: true } } },
    orderBy: { name: "asc" },
  });
  const isNamedIn = (tree: unknown) => namedUnder(tree, key).some((name) => names.has(name));
  return {
    audiences: audiences
      .filter(
        ({ draftTree, versions }) => isNamedIn(draftTree) || versions.some(({ tree }) => isNamedIn(tree)),
      )
      .map(({ id, name }) => ({ id, name })),
    syncs: syncs
      .filter(({ approvedChangeSet }) => approvedChangeSet && isBound(storedBound(approvedChangeSet.boundTo)))
      .map(({ id, name }) => ({ id, name })),
  };
}
