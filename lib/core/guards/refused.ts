import { z } from "zod";
import type { Guard } from "./types";

/** A mapping that is wrong is refused row by row: better to stop than to burn an hour of the platform's patience. */
export const refused: Guard<{ percent: number; afterRows: number }> = {
  id: "refused",
  label: "Refused rows",
  about: "Stops the run when the platform refuses more than this share of what was sent.",
  stage: "delivery",
  threshold: z.object({
    percent: z.number().min(0).max(100),
    afterRows: z.number().int().min(1).max(1_000_000_000),
  }),
  words: { percent: "Percent of rows refused", afterRows: "Not before so many rows are answered" },
  tells: ({ percent, afterRows }) =>
    `up to ${percent} %, once ${afterRows.toLocaleString("en")} rows are answered`,
  defaults: () => ({ action: "block", threshold: { percent: 10, afterRows: 1_000 } }),
  check({ answered }, { percent, afterRows }) {
    if (!answered || answered.rows < afterRows) return [];
    const share = (100 * answered.refused) / answered.rows;
    if (share <= percent) return [];
    return [
      {
        subject: "rows",
        message: `The platform refused ${Math.round(share)} % of the rows sent; ${percent} % are allowed.`,
        fix: "Look at the reasons on this page and at the mapping; what was taken stays counted.",
        measured: share,
        allowed: percent,
      },
    ];
  },
};
