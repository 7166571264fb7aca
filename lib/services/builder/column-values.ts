import { z } from "zod";
import { resolveColumn, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { compileColumnValues } from "@/lib/core/compile/column-values";
import { Forbidden } from "@/lib/core/errors";
import { smallCount } from "@/lib/core/small-count";
import type { SmallCount } from "@/lib/core/views";
import { currentCatalog } from "../catalog/current";
import { openWarehouse } from "../segment/open-warehouse";
import { service } from "../service";

const SIZE = 20;

export type ColumnValue = { value: string; count: SmallCount };

/** The most frequent values of a column, for type-ahead; only where the column is classified as not personal. */
export const listColumnValues = service(
  {
    name: "column.values",
    role: "marketer",
    input: z.object({ entity: z.string(), column: z.string(), search: z.string().max(200).optional() }),
  },
  async ({ actor, db, signal }, { entity: name, column: path, search }): Promise<ColumnValue[]> => {
    const { catalog, baseFolder } = await currentCatalog(db, actor.workspaceId);
    resolved(resolveEntity(catalog, name));
    const { entity, column } = resolved(resolveColumn(catalog, name, path));
    if (column.pii !== null) {
      throw new Forbidden(
        `${column.label} holds personal values, so they are not listed.`,
        "Ask whether it is known, or use another column.",
      );
    }
    const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
    try {
      const query = compileColumnValues({ entity, column: column.name, search, size: SIZE, dialect });
      const rows = await warehouse.rows(query, { signal });
      return rows.map(({ value, count }) => ({ value: String(value), count: smallCount(Number(count)) }));
    } finally {
      await warehouse.close();
    }
  },
);
