import type { Catalog } from "@/lib/core/catalog/types";
import { parseRowScope } from "@/lib/core/row-scope/parse";
import type { RowScope } from "@/lib/core/row-scope/types";
import { scopeWords } from "@/lib/core/row-scope/words";
import type { RowScopeView } from "@/lib/core/views/session";
import type { Actor } from "../actor";
import { currentCatalog } from "../catalog/current";

/** The row scope of a person, in words; null where they see every row. */
export async function scopeInWords(
  db: Parameters<typeof currentCatalog>[0],
  { workspaceId, rowScope }: Pick<Actor, "workspaceId" | "rowScope">,
): Promise<RowScopeView | null> {
  return rowScope && rowScopeView(rowScope, (await currentCatalog(db, workspaceId)).catalog);
}

/** Where the catalog has none of it any more, its names stand for themselves. */
export function rowScopeView(scope: RowScope, catalog: Catalog): RowScopeView {
  const { entity, where } = scope;
  const isSayable = parseRowScope(scope, catalog).scope !== null;
  const plain = () =>
    where.all.map(({ value, is }) => `${value.column} is any of ${is.in.join(", ")}`).join(" and ");
  return {
    ...{ entity, where, label: catalog.entities[entity]?.label ?? entity },
    words: isSayable ? scopeWords(scope, catalog) : plain(),
  };
}
