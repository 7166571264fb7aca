import { z } from "zod";
import { compileExamples } from "@/lib/core/compile/column-held";
import { service } from "../service";
import { askColumn } from "./open-column";

/** Rows looked at, so that a few of them differ. */
const LOOKED_AT = 200;
const SHOWN = 5;

/** A few different values of a column, to see what it is about. */
export const listExamples = service(
  {
    name: "column.examples",
    role: "marketer",
    rows: "kept_within",
    input: z.object({ entity: z.string(), column: z.string() }),
  },
  async (scope, named): Promise<{ values: string[] }> => {
    const found = await askColumn(scope, named, (open) =>
      compileExamples({ ...open, column: open.column.name, size: LOOKED_AT }),
    );
    return { values: [...new Set(found.map(({ value }) => String(value)))].slice(0, SHOWN) };
  },
);
