import { z } from "zod";
import { namedReferences } from "@/lib/core/segment/audiences";
import type { AudienceUseView } from "@/lib/core/views/audience";
import { service } from "../service";
import { loadAudience } from "./load";
import { prioritySets, workspaceExclusions } from "./named";

/** Everything that rests on an audience: others that name it, priority sets, and the workspace's exclusions. */
export const audienceUses = service(
  { name: "audience.uses", role: "viewer", rows: "no_rows", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }): Promise<AudienceUseView> => {
    const { workspaceId } = actor;
    const { slug } = await loadAudience(db, workspaceId, id);
    const others = await db.audience.findMany({
      where: { workspaceId, id: { not: id } },
      select: {
        id: true,
        name: true,
        draftTree: true,
        versions: { select: { version: true, tree: true }, orderBy: { version: "desc" }, take: 1 },
      },
      orderBy: { name: "asc" },
    });
    const audiences = others.flatMap(({ id: other, name, draftTree, versions }) => {
      const [newest] = versions;
      const inDraft = versionOf(draftTree, slug);
      const saved = newest ? versionOf(newest.tree, slug) : undefined;
      if (inDraft === undefined && saved === undefined) return [];
      return [{ id: other, name, version: saved ?? inDraft ?? null, isDraftOnly: saved === undefined }];
    });
    const sets = await prioritySets(db, workspaceId);
    const exclusions = await workspaceExclusions(db, workspaceId);
    return {
      audiences,
      prioritySets: sets
        .filter((set) => set.audiences.some(({ audience }) => audience === slug))
        .map(({ name }) => name),
      isExcluded: exclusions.some(({ audience }) => audience === slug),
    };
  },
);

/** The version of the audience a definition names, null for the newest one, undefined where it names it nowhere. */
function versionOf(tree: unknown, slug: string): number | null | undefined {
  const found = namedReferences(tree).find(({ audience }) => audience === slug);
  return found && (found.version ?? null);
}
