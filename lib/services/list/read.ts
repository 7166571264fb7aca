import { z } from "zod";
import { listHash, listText } from "@/lib/core/list/form";
import type { ListRow, ListView } from "@/lib/core/views/list";
import { service } from "../service";
import { loadList } from "./load";
import { listStore } from "./store";
import { listRow, listView } from "./view";

export const listLists = service(
  { name: "list.list", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }): Promise<ListRow[]> => {
    const { workspaceId } = actor;
    const lists = await db.heldList.findMany({
      where: { workspaceId },
      include: { createdBy: true, updatedBy: true },
      orderBy: { name: "asc" },
    });
    return lists.map(listRow);
  },
);

export const getList = service(
  { name: "list.get", role: "viewer", rows: "no_rows", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }): Promise<ListView> => listView(db, await loadList(db, actor.workspaceId, id)),
);

/**
 * Whether one value is in the list, read as the list reads it. What it holds is never told; that someone looked is written
 * down, not for what.
 */
export const lookUpInList = service(
  {
    name: "list.look_up",
    role: "marketer",
    input: z.object({ id: z.string(), value: z.string().max(1_000) }),
  },
  async ({ actor, db, transaction }, { id, value }): Promise<{ found: boolean }> => {
    const list = await loadList(db, actor.workspaceId, id);
    await transaction(({ audit }) =>
      audit({ action: "list.look_up", subject: `list:${id}`, after: { content: list.content } }),
    );
    const store = listStore();
    await store.bring([{ list: list.id, hash: list.content }]);
    const { salt, hashes } = store.read(list.id, list.content);
    const text = listText(list.form, value);
    return { found: text !== "" && hashes.includes(listHash(salt, text)) };
  },
);
