"use client";

import { useApi } from "@/components/api/use-api";
import { count } from "@/components/ui/numbers";
import type { ListRow } from "@/lib/core/views/list";
import { UNLOCKED } from "./choice";
import type { ConditionChoice } from "./conditions";

const NONE: ListRow[] = [];

/** The lists made for columns of an entity, once they are known. */
export function useListsOf(entity: string): ListRow[] {
  const found = useApi<ListRow[]>("/lists");
  return found.data?.filter((list) => list.entity === entity) ?? NONE;
}

export function listChoices(lists: readonly ListRow[]): ConditionChoice[] {
  return lists.map(({ slug, name, column, entries }) => ({
    ...UNLOCKED,
    id: `list ${slug}`,
    group: "Lists",
    label: name,
    hint: `${count(entries)} values`,
    kind: "list",
    note: "Whose value is in an uploaded list. Its values are kept as hashes and shown to nobody.",
    also: "in list uploaded pasted csv file emails ids",
    make: () => ({ list: slug, key: { column } }),
  }));
}
