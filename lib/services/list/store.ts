import { HeldList, type Lists } from "@/lib/core/list/held";
import type { ListStore } from "@/lib/core/ports/list-store";
import { didYouMean } from "@/lib/core/suggest";
import type { Transaction } from "@/lib/db/client";
import { listStoreAt } from "@/lib/state/lists";

export type ListTables = Pick<Transaction, "heldList">;

/** With what an approval binds of them: the hash of what each holds, by its name. */
export type HeldLists = Lists & { contents: Readonly<Record<string, string>> };

/** The store of this process: beside the states of syncs. */
export function listStore(): ListStore {
  return listStoreAt(process.env.COTERIE_HOME ?? ".data");
}

/** The lists of a workspace as definitions name them; what they hold is read when it is asked. */
export async function listsOf(db: ListTables, workspaceId: string): Promise<HeldLists> {
  const rows = await db.heldList.findMany({ where: { workspaceId } });
  const store = listStore();
  await store.bring(rows.map(({ id, content }) => ({ list: id, hash: content })));
  const lists = new Map(
    rows.map(({ id, slug, name, form, content }) => [
      slug,
      new HeldList(slug, name, form, content, () => store.read(id, content)),
    ]),
  );
  const contents = Object.fromEntries(rows.map(({ slug, content }) => [slug, content]));
  return { find: (slug) => lists.get(slug) ?? missing(slug, [...lists.keys()]), contents };
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
