import { join } from "node:path";
import { HeldList, type Lists } from "@/lib/core/list/held";
import type { ListStore } from "@/lib/core/ports/list-store";
import { didYouMean } from "@/lib/core/suggest";
import type { Transaction } from "@/lib/db/client";
import { fileListStore } from "@/lib/state/lists";

export type ListTables = Pick<Transaction, "heldList">;

/** The store of this process: beside the states of syncs. */
export function listStore(): ListStore {
  return fileListStore({ folder: join(process.env.COTERIE_HOME ?? ".data", "state", "lists") });
}

/** The lists of a workspace as definitions name them; what they hold is read when it is asked. */
export async function listsOf(db: ListTables, workspaceId: string): Promise<Lists> {
  const rows = await db.heldList.findMany({ where: { workspaceId } });
  const store = listStore();
  const lists = new Map(
    rows.map(({ id, slug, name, form, content }) => [
      slug,
      new HeldList(slug, name, form, content, () => store.read(id, content)),
    ]),
  );
  return { find: (slug) => lists.get(slug) ?? missing(slug, [...lists.keys()]) };
}

/** What an approval binds of lists: the hash of what each holds, by its name. */
export async function listContents(db: ListTables, workspaceId: string): Promise<Record<string, string>> {
  const rows = await db.heldList.findMany({ where: { workspaceId }, select: { slug: true, content: true } });
  return Object.fromEntries(rows.map(({ slug, content }) => [slug, content]));
}

function missing(slug: string, known: readonly string[]) {
  return {
    problem: {
      code: "UNKNOWN_LIST",
      message: `There is no list \`${slug.slice(0, 60)}\`${didYouMean(slug, known)}`,
      fix: "Choose another list, or make this one on the page Catalog › Lists.",
    },
  };
}
