import { z } from "zod";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { Conflict } from "@/lib/core/errors";

import { currentCatalog } from "../catalog/current";
import { change } from "../service";
import { slugOf } from "../slug";
import { prioritySetView } from "./view";

const input = z.object({ name: z.string().trim().min(1).max(200), entity: z.string().min(1) });

/** A priority set without audiences yet. */
export const createPrioritySet = change(
  { name: "priority_set.create", role: "marketer", input },
  async ({ tx, actor, audit }, { name, entity }) => {
    const { workspaceId } = actor;
    const { catalog } = await currentCatalog(tx, workspaceId);
    resolved(resolveEntity(catalog, entity));
    const slug = slugOf(name, "set");
    if (await tx.prioritySet.findFirst({ where: { workspaceId, slug } })) throw nameTaken(name);
    const set = await tx.prioritySet.create({ data: { workspaceId, slug, name, entity, audiences: [] } });
    await audit({
      action: "priority_set.create",
      subject: `priority_set:${set.id}`,
      after: { name, slug, entity },
    });
    return prioritySetView(tx, set);
  },
);

function nameTaken(name: string): Conflict {
  return new Conflict(
    "NAME_TAKEN",
    `There is a priority set like “${name}” already.`,
    "Choose another name.",
  );
}
