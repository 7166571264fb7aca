import { z } from "zod";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { InvalidInput } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { toJson } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { pinnedScope } from "../row-scope/pin";
import { change } from "../service";
import { firstFree, slugOf } from "../slug";

const input = z.object({
  name: z.string().trim().min(1).max(200),
  entity: z.string().min(1),
  /** Chosen from the name when left out. */
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "A slug is made of small letters, digits and hyphens.")
    .max(100)
    .optional(),
});

/** An audience whose draft is everyone of an entity, or of it whom whoever makes it sees. */
export const createAudience = change(
  { name: "audience.create", role: "marketer", rows: "kept_within", input },
  async ({ tx, actor, audit }, { name, entity, slug: wanted }) => {
    const { workspaceId, userId } = actor;
    const { catalog } = await currentCatalog(tx, workspaceId);
    const found = resolved(resolveEntity(catalog, entity));
    if (found.key.length !== 1) throw notSegmentable(found.label);
    const slug = await freeSlug(tx, workspaceId, wanted ?? slugOf(name, "audience"));
    const pinned = pinnedScope(actor, found);
    const draft: AudienceDefinition = { version: 1, entity, where: { all: [] }, ...pinned };
    const data = { workspaceId, slug, name, entity, ownerId: userId };
    const audience = await tx.audience.create({
      data: { ...data, draftTree: toJson(draft), draftSavedById: userId },
    });
    await audit({
      action: "audience.create",
      subject: `audience:${audience.id}`,
      after: { name, slug, entity, ...pinned },
    });
    return { id: audience.id };
  },
);

async function freeSlug(tx: Transaction, workspaceId: string, slug: string): Promise<string> {
  const taken = await tx.audience.findMany({
    where: { workspaceId, slug: { startsWith: slug } },
    select: { slug: true },
  });
  return firstFree(
    slug,
    taken.map((one) => one.slug),
  );
}

function notSegmentable(label: string): InvalidInput {
  return new InvalidInput({
    code: "NO_SINGLE_KEY",
    message: `${label} has no single key, so its rows cannot be members.`,
    fix: "Choose another entity, or ask the data team to name its key in the catalog.",
    path: "entity",
  });
}
