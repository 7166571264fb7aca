import { z } from "zod";
import type { Guard } from "./types";

/** Below this, percentages say nothing. */
const FEW = 100;

/** The audience must stay near the size that was approved. */
export const size: Guard<{ growPercent: number; shrinkPercent: number }> = {
  id: "size",
  label: "Size",
  about: "Blocks when the audience is much larger or smaller than when it was approved.",
  stage: "plan",
  threshold: z.object({
    growPercent: z.number().min(0).max(100_000),
    shrinkPercent: z.number().min(0).max(100),
  }),
  words: { growPercent: "Percent it may grow", shrinkPercent: "Percent it may shrink" },
  tells: ({ growPercent, shrinkPercent }) =>
    `up to ${growPercent} % larger or ${shrinkPercent} % smaller than approved`,
  defaults: (use) => ({
    action: "block",
    threshold:
      use === "exclude" ? { growPercent: 200, shrinkPercent: 25 } : { growPercent: 100, shrinkPercent: 50 },
  }),
  check({ members, approved }, { growPercent, shrinkPercent }, use) {
    if (members === null || !approved || Math.max(members, approved.members) < FEW) return [];
    const change = (100 * (members - approved.members)) / Math.max(1, approved.members);
    const allowed = change > 0 ? growPercent : shrinkPercent;
    if (Math.abs(change) <= allowed) return [];
    const way = change > 0 ? "larger" : "smaller";
    const shown = use === "exclude" && change < 0 ? " Whoever leaves an exclusion is shown ads." : "";
    return [
      {
        subject: way,
        message: `The audience is ${Math.round(Math.abs(change))} % ${way} than when it was approved; ${allowed} % are allowed.${shown}`,
        fix: "Look at what changed; then let this run pass, or ask for approval of the new size.",
        measured: Math.abs(change),
        allowed,
      },
    ];
  },
};
