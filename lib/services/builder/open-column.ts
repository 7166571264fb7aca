import { resolveColumn, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Column, Entity } from "@/lib/core/catalog/types";
import { Forbidden } from "@/lib/core/errors";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { currentCatalog } from "../catalog/current";
import { openWarehouse } from "../segment/open-warehouse";
import type { Scope } from "../service";

export type OpenColumn = { entity: Entity; column: Column; dialect: Dialect };

/** The rows a question about one column answers. Throws Forbidden where the column is classified as personal. */
export async function askColumn(
  { actor, db, signal }: Scope,
  named: { entity: string; column: string },
  question: (open: OpenColumn) => SqlQuery,
): Promise<Record<string, unknown>[]> {
  const { catalog, baseFolder } = await currentCatalog(db, actor.workspaceId);
  resolved(resolveEntity(catalog, named.entity));
  const { entity, column } = resolved(resolveColumn(catalog, named.entity, named.column));
  if (column.pii !== null) {
    throw new Forbidden(
      `${column.label} holds personal values, so they are not listed.`,
      "Ask whether it is known, or use another column.",
    );
  }
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  try {
    return await warehouse.rows(question({ entity, column, dialect }), { signal });
  } finally {
    await warehouse.close();
  }
}
