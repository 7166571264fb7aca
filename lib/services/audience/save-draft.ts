import { z } from "zod";
import { hashOf } from "@/lib/core/canonical";
import { Conflict, InvalidInput } from "@/lib/core/errors";
import { draftLiterals } from "@/lib/core/segment/draft-literals";
import { storedTree, toJson } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { keepPinned } from "../row-scope/pin";
import { change } from "../service";
import { loadAudience } from "./load";
import { refusePersonal } from "./personal";

const part = z.record(z.string(), z.unknown());

/** A draft may be unfinished, so only its frame is checked; values of people are refused all the same. */
const treeSchema = z.object({
  version: z.literal(1),
  entity: z.string(),
  where: z.record(z.string(), z.unknown()),
  scope: part.optional(),
  exclude: z.array(z.unknown()).readonly().optional(),
  priority: part.optional(),
  limit: part.optional(),
  splits: part.optional(),
});

const input = z.object({
  id: z.string(),
  tree: treeSchema,
  name: z.string().trim().min(1).max(200),
  /** The revision the change was made on. */
  revision: z.number().int().positive(),
});

/** Saves what is being built. Refused when someone else saved since: nobody's work is overwritten unseen. */
export const saveDraft = change(
  { name: "audience.save_draft", role: "marketer", rows: ({ id }) => ({ audience: id }), input },
  async ({ tx, actor, audit }, { id, tree: given, name, revision }) => {
    const { workspaceId, userId } = actor;
    const before = await loadAudience(tx, workspaceId, id);
    if (given.entity !== before.entity) throw otherEntity();
    const tree = keepPinned(actor, before.name, given, storedTree(before.draftTree));
    const { catalog } = await currentCatalog(tx, workspaceId);
    refusePersonal(draftLiterals([tree.where, tree.limit, tree.scope], tree.entity, catalog));
    const savedAt = new Date();
    const { count } = await tx.audience.updateMany({
      where: { id, workspaceId, draftRevision: revision },
      data: {
        name,
        draftTree: toJson(tree),
        draftRevision: { increment: 1 },
        draftSavedAt: savedAt,
        draftSavedById: userId,
      },
    });
    if (count === 0) throw draftConflict();
    await audit({
      action: "audience.save_draft",
      subject: `audience:${id}`,
      before: { name: before.name, revision, tree: hashOf(before.draftTree) },
      after: { name, revision: revision + 1, tree: hashOf(tree) },
    });
    return { revision: revision + 1, savedAt: savedAt.toISOString() };
  },
);

export function draftConflict(): Conflict {
  return new Conflict(
    "DRAFT_CONFLICT",
    "Someone else saved this audience since you opened it.",
    "Load their version, then make your change again.",
  );
}

function otherEntity(): InvalidInput {
  return new InvalidInput({
    code: "OTHER_ENTITY",
    message: "An audience keeps the entity it was made of.",
    fix: "Make a new audience for another entity.",
    path: "tree.entity",
  });
}
