import { z } from "zod";
import { compileHeldValues } from "@/lib/core/compile/column-held";
import { service } from "../service";
import { askColumn } from "./open-column";

const MOST = 1_000;

/** Which of some values a column holds, so that a misspelt one is told apart from a rare one. */
export const listHeldValues = service(
  {
    name: "column.held",
    role: "marketer",
    rows: "kept_within",
    input: z.object({
      entity: z.string(),
      column: z.string(),
      values: z.array(z.string().max(1_000)).min(1).max(MOST),
    }),
  },
  async (scope, { entity, column, values }): Promise<{ held: string[] }> => ({
    held: (
      await askColumn(scope, { entity, column }, (open) =>
        compileHeldValues({ ...open, column: open.column.name, values }),
      )
    ).map(({ value }) => String(value)),
  }),
);
