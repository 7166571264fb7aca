import { z } from "zod";
import type { ColumnFact, Guard } from "./types";

const SAYS: Record<ColumnFact["problem"], string> = {
  missing: "is gone",
  retyped: "has another type than the catalog says",
  all_null: "is empty in every row, and was not when this was approved",
};

/** The columns that are read must be there, of their type, and hold something. */
export const contract: Guard<Record<string, never>> = {
  id: "contract",
  label: "Column contract",
  about: "Blocks when a column that is read is missing, has another type, or is newly empty in every row.",
  stage: "source",
  threshold: z.object({}),
  words: {},
  tells: () => "every column that is read is there, of its type, and not newly empty",
  defaults: () => ({ action: "block", threshold: {} }),
  check({ columns }) {
    const [first] = columns;
    if (!first) return [];
    const more = columns.length > 1 ? ` (and ${columns.length - 1} more)` : "";
    return [
      {
        subject: columns.map(({ entity, column, problem }) => `${entity}.${column} ${problem}`).join(", "),
        message: `${first.column === null ? first.entity : `${first.entity}.${first.column}`}${more} ${SAYS[first.problem]}.`,
        fix: "Have the data team put it right, or change the catalog and ask for approval again.",
        measured: columns.length,
        allowed: 0,
      },
    ];
  },
};
