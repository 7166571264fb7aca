import { z } from "zod";
import type { Guard } from "./types";

/** Columns for which the catalog lists the values there are must not suddenly hold others. */
export const values: Guard<{ percent: number }> = {
  id: "values",
  label: "Accepted values",
  about:
    "Blocks when a column holds values its catalog entry does not accept: a renamed status silently empties an audience.",
  stage: "source",
  threshold: z.object({ percent: z.number().min(0).max(100) }),
  words: { percent: "Percent of rows with other values" },
  tells: ({ percent }) => `up to ${percent} % of rows with other values`,
  defaults: () => ({ action: "block", threshold: { percent: 1 } }),
  check({ values: facts }, { percent }) {
    const shares = facts
      .filter(({ rows, others }) => rows > 0 && others > 0)
      .map((fact) => ({ ...fact, share: (100 * fact.others) / fact.rows }))
      .sort((a, b) => b.share - a.share);
    const [worst] = shares;
    if (!worst || worst.share <= percent) return [];
    return [
      {
        subject: `${worst.entity}.${worst.column}`,
        message: `${Math.ceil(worst.share)} % of ${worst.entity}.${worst.column} is none of its accepted values; ${percent} % are allowed.`,
        fix: "Have the data team look at what writes it, or accept the new values in the catalog.",
        measured: worst.share,
        allowed: percent,
      },
    ];
  },
};
