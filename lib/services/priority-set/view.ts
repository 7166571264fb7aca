import type { PrioritySetView } from "@/lib/core/views/audience";
import type { Transaction } from "@/lib/db/client";
import type { PrioritySet } from "@/lib/db/generated/client";
import { storedReferences, storedTree } from "@/lib/db/stored";

/** With what each audience of it is called, its newest version, and whether that takes its place in the set. */
export async function prioritySetView(
  db: Pick<Transaction, "audience">,
  { id, workspaceId, slug, name, entity, revision, updatedAt, audiences }: PrioritySet,
): Promise<PrioritySetView> {
  const references = storedReferences(audiences);
  const found = await db.audience.findMany({
    where: { workspaceId, slug: { in: references.map(({ audience }) => audience) } },
    select: {
      id: true,
      slug: true,
      name: true,
      versions: { orderBy: { version: "desc" }, take: 1 },
      syncs: {
        where: { endedAt: null, approvedHash: { not: null }, voidReason: null },
        select: { id: true },
      },
    },
  });
  const known = new Map(found.map((one) => [one.slug, one]));
  return {
    ...{ id, slug, name, entity, revision },
    updatedAt: updatedAt.toISOString(),
    audiences: references.flatMap(({ audience, version }) => {
      const one = known.get(audience);
      if (!one) return [];
      const [newest] = one.versions;
      return [
        {
          id: one.id,
          slug: audience,
          name: one.name,
          version: version ?? null,
          newest: newest?.version ?? null,
          takesPart: newest !== undefined && storedTree(newest.tree).priority?.set === slug,
          liveSyncs: one.syncs.length,
        },
      ];
    }),
  };
}
