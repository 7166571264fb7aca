import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { storedTree } from "@/lib/db/stored";
import { change } from "../service";
import { loadPrioritySet } from "./update";

/** Removes a set no audience names any more, neither in what is built nor in what is approved. */
export const removePrioritySet = change(
  { name: "priority_set.remove", role: "marketer", input: z.object({ id: z.string() }) },
  async ({ tx, actor, audit }, { id }) => {
    const { workspaceId } = actor;
    const { slug, name, entity } = await loadPrioritySet(tx, workspaceId, id);
    const users = await audiencesIn(tx, workspaceId, entity, slug);
    if (users.length > 0) throw inUse(users);
    await tx.prioritySet.delete({ where: { id } });
    await audit({
      action: "priority_set.remove",
      subject: `priority_set:${id}`,
      before: { name, slug, entity },
    });
    return { id };
  },
);

async function audiencesIn(
  tx: Transaction,
  workspaceId: string,
  entity: string,
  slug: string,
): Promise<string[]> {
  const audiences = await tx.audience.findMany({
    where: { workspaceId, entity },
    select: { name: true, draftTree: true, versions: { select: { tree: true } } },
  });
  return audiences
    .filter(({ draftTree, versions }) =>
      [draftTree, ...versions.map(({ tree }) => tree)].some(
        (tree) => storedTree(tree).priority?.set === slug,
      ),
    )
    .map(({ name }) => name);
}

function inUse(names: readonly string[]): Conflict {
  return new Conflict(
    "SET_IN_USE",
    `${new Intl.ListFormat("en").format(names.map((name) => `“${name}”`))} ${names.length === 1 ? "names" : "name"} this set in a version, which stays readable.`,
    "Empty the set instead: it then orders nobody.",
  );
}
