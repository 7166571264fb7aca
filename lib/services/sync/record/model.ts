import { describeAudience } from "@/lib/core/audience/describe";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { memberKey } from "@/lib/core/compile/member-query";
import type { Audience } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import { withNames } from "../../catalog/called";
import { currentCatalog } from "../../catalog/current";
import type { Step } from "../../service";
import { slugOf } from "../../slug";

/**
 * A model as the source of a sync: the audience of everyone there is of an entity, the same for every sync of it, made with its
 * first version when the first of them asks.
 */
export async function everyoneOf({ tx, actor, audit }: Step, entityName: string): Promise<Audience> {
  const { workspaceId, userId } = actor;
  const { catalog, id: catalogVersionId } = await currentCatalog(tx, workspaceId);
  const entity = resolved(resolveEntity(catalog, entityName));
  memberKey(entity);
  const slug = `everyone-of-${slugOf(entity.name, "model")}`;
  const found = await tx.audience.findFirst({ where: { workspaceId, slug, entity: entity.name } });
  if (found) return found;
  const tree: AudienceDefinition = { version: 1, entity: entity.name, where: { all: [] } };
  const sentence = describeAudience(tree, await withNames(tx, workspaceId, catalog));
  const by = { workspaceId, createdById: userId };
  const audience = await tx.audience.create({
    data: {
      ...{ workspaceId, slug, name: `Everyone of ${entity.label}`, entity: entity.name, ownerId: userId },
      ...{ draftTree: toJson(tree), draftSavedById: userId },
      versions: { create: { ...by, version: 1, tree: toJson(tree), catalogVersionId, sentence } },
    },
  });
  await audit({
    action: "audience.create",
    subject: `audience:${audience.id}`,
    after: { name: audience.name, slug, entity: entity.name, version: 1, sentence },
  });
  return audience;
}
