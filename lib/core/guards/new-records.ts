import { z } from "zod";
import { isSmall } from "@/lib/core/small-count";
import type { Guard } from "./types";

/** A CRM filled with records nobody expected is hard to empty again. */
export const newRecords: Guard<{ most: number }> = {
  id: "new_records",
  label: "New records",
  about: "Blocks when one run of a record sync would create more records than this.",
  stage: "plan",
  appliesTo: ({ kind }) => kind === "record",
  threshold: z.object({ most: z.number().int().min(0).max(1_000_000_000) }),
  words: { most: "Records created in one run" },
  tells: ({ most }) => `up to ${most.toLocaleString("en")} in one run`,
  defaults: () => ({ action: "block", threshold: { most: 10_000 } }),
  check({ plan, kind }, { most }) {
    if (kind !== "record" || !plan || plan.adds <= most) return [];
    return [
      {
        subject: "created",
        message: `${isSmall(plan.adds) ? "Fewer than 10" : plan.adds.toLocaleString("en")} records would be created; ${most.toLocaleString("en")} are allowed in one run.`,
        fix: "Begin with fewer (Run in steps), raise the limit with an approval, or let this run pass.",
        measured: plan.adds,
        allowed: most,
      },
    ];
  },
};
