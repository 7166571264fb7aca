import { z } from "zod";
import { lockRow } from "../lock";
import { service } from "../service";
import { listInUse } from "./change-values";
import { loadList } from "./load";
import { listStore } from "./store";
import { usageOfList } from "./view";

/** Removes a list nobody uses, and all it holds. */
export const deleteList = service(
  { name: "list.delete", role: "marketer", input: z.object({ id: z.string() }) },
  async ({ transaction }, { id }) => {
    await transaction(async ({ tx, actor, audit }) => {
      await lockRow(tx, "HeldList", actor.workspaceId, id);
      const list = await loadList(tx, actor.workspaceId, id);
      const { audiences, syncs } = await usageOfList(tx, list);
      const users = [...audiences, ...syncs].map(({ name }) => name);
      if (users.length > 0) throw listInUse(users);
      await tx.heldList.delete({ where: { id } });
      await audit({
        action: "list.delete",
        subject: `list:${id}`,
        before: { name: list.name, slug: list.slug, entries: list.entries },
      });
    });
    await listStore().keepOnly(id, null);
    return { id };
  },
);
