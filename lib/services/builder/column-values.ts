import { z } from "zod";
import { compileColumnValues } from "@/lib/core/compile/column-values";
import { smallCount } from "@/lib/core/small-count";
import type { SmallCount } from "@/lib/core/views/counts";
import { service } from "../service";
import { askColumn } from "./open-column";

const SIZE = 20;

export type ColumnValue = { value: string; count: SmallCount };

/** The most frequent values of a column, for type-ahead; only where the column is classified as not personal. */
export const listColumnValues = service(
  {
    name: "column.values",
    role: "marketer",
    rows: "kept_within",
    input: z.object({ entity: z.string(), column: z.string(), search: z.string().max(200).optional() }),
  },
  async (scope, { search, ...named }): Promise<ColumnValue[]> => {
    const rows = await askColumn(scope, named, (open) =>
      compileColumnValues({ ...open, column: open.column.name, search, size: SIZE }),
    );
    return rows.map(({ value, count }) => ({ value: String(value), count: smallCount(Number(count)) }));
  },
);
