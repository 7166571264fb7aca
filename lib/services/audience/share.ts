import { percentLeft, percentOf, shareNames } from "@/lib/core/audience/splits";
import type { ShareView } from "@/lib/core/views/share";
import type { Prisma } from "@/lib/db/generated/client";
import { storedTree } from "@/lib/db/stored";

/** The syncs of an audience, each with what it takes. */
export const withShares = {
  syncs: {
    where: { endedAt: null },
    select: {
      name: true,
      approvedVersion: { select: { split: true } },
      versions: { select: { split: true }, orderBy: { version: "desc" }, take: 1 },
    },
  },
} satisfies Prisma.AudienceInclude;

type Shared = Prisma.AudienceGetPayload<{ include: typeof withShares }>["syncs"];

/** What of a version one sync takes, and who takes the rest of it; null where the version is not split. */
export function shareView(
  { tree }: { tree: Prisma.JsonValue },
  split: string | null,
  syncs: Shared,
): ShareView | null {
  const { splits } = storedTree(tree);
  if (!splits) return null;
  const sized = shareNames(splits).map((name) => ({ name, percent: percentOf(splits.shares, name) }));
  return {
    takes: sized.find(({ name }) => name === split) ?? null,
    others: sized
      .filter(({ name }) => name !== split)
      .map((share) => ({
        ...share,
        syncs: syncs.filter((one) => takes(one, share.name)).map(({ name }) => name),
      })),
    left: percentLeft(splits.shares),
  };
}

/** A sync without a split takes every share. */
function takes({ approvedVersion, versions }: Shared[number], name: string): boolean {
  return [approvedVersion, ...versions].some((one) => one && (one.split === null || one.split === name));
}
