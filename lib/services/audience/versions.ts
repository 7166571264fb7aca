import { z } from "zod";
import { audienceChanges, diffAudiences } from "@/lib/core/audience/diff";
import { hashOf } from "@/lib/core/canonical";
import { NotFound } from "@/lib/core/errors";
import type { VersionDiffView } from "@/lib/core/views/audience";
import type { Transaction } from "@/lib/db/client";
import { storedCatalog, storedTree, toJson } from "@/lib/db/stored";
import { withNames } from "../catalog/called";
import { change, service } from "../service";
import { withOwnTraits } from "../trait/merged";
import { loadAudience } from "./load";
import { draftConflict } from "./save-draft";

const version = z.coerce.number().int().positive();

/** What changed between two saved versions, or from one to the draft, in English; read with the later one's catalog. */
export const compareVersions = service(
  {
    name: "audience.compare_versions",
    role: "viewer",
    rows: "no_rows",
    input: z.object({ id: z.string(), from: version, to: version }),
  },
  async ({ actor, db }, { id, from, to }): Promise<VersionDiffView> => {
    await loadAudience(db, actor.workspaceId, id);
    const [before, after] = [await loadVersion(db, id, from), await loadVersion(db, id, to)];
    const later = before.version > after.version ? before : after;
    const stored = storedCatalog(later.catalogVersion.content);
    const complete = await withOwnTraits(db, actor.workspaceId, stored);
    const catalog = await withNames(db, actor.workspaceId, complete);
    const [old, fresh] = [storedTree(before.tree), storedTree(after.tree)];
    return {
      from,
      to,
      changes: audienceChanges(old, fresh, catalog),
      lines: diffAudiences(old, fresh, catalog),
    };
  },
);

/** Makes an old version the draft again; nothing that is saved or approved changes. */
export const restoreVersion = change(
  {
    name: "audience.restore_version",
    role: "marketer",
    rows: ({ id }) => ({ audience: id }),
    input: z.object({ id: z.string(), version, revision: z.number().int().positive() }),
  },
  async ({ tx, actor, audit }, { id, version: number, revision }) => {
    const { workspaceId, userId } = actor;
    const before = await loadAudience(tx, workspaceId, id);
    const { tree } = await loadVersion(tx, id, number);
    const savedAt = new Date();
    const { count } = await tx.audience.updateMany({
      where: { id, workspaceId, draftRevision: revision },
      data: {
        draftTree: toJson(storedTree(tree)),
        draftRevision: { increment: 1 },
        draftSavedAt: savedAt,
        draftSavedById: userId,
      },
    });
    if (count === 0) throw draftConflict();
    await audit({
      action: "audience.restore_version",
      subject: `audience:${id}`,
      before: { revision, tree: hashOf(before.draftTree) },
      after: { revision: revision + 1, version: number, tree: hashOf(tree) },
    });
    return { revision: revision + 1, savedAt: savedAt.toISOString() };
  },
);

async function loadVersion(db: Pick<Transaction, "audienceVersion">, audienceId: string, number: number) {
  const found = await db.audienceVersion.findFirst({
    where: { audienceId, version: number },
    include: { catalogVersion: true },
  });
  if (!found) throw new NotFound("version of this audience", String(number));
  return found;
}
