import type { ListRow, ListView } from "@/lib/core/views/list";
import type { UsageView } from "@/lib/core/views/usage";
import type { Transaction } from "@/lib/db/client";
import { type UsageTables, usageOf } from "../shared-definition/usage";
import type { loadList } from "./load";

type Loaded = Awaited<ReturnType<typeof loadList>>;

export function listRow(list: Loaded): ListRow {
  const { id, slug, name, form, entity, column, entries } = list;
  return {
    id,
    slug,
    name,
    form,
    entity,
    column,
    entries,
    updatedAt: list.updatedAt.toISOString(),
    updatedBy: list.updatedBy.name,
  };
}

export async function listView(
  db: UsageTables & Pick<Transaction, "heldList">,
  list: Loaded,
): Promise<ListView> {
  return {
    ...listRow(list),
    createdAt: list.createdAt.toISOString(),
    createdBy: list.createdBy.name,
    usedBy: await usageOfList(db, list),
  };
}

export function usageOfList(db: UsageTables, { workspaceId, slug }: Loaded): Promise<UsageView> {
  return usageOf(db, workspaceId, {
    key: "list",
    names: new Set([slug]),
    isBound: ({ lists }) => lists?.[slug] !== undefined,
  });
}
