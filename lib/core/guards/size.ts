import { z } from "zod";
import type { Facts, Guard } from "./types";

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
  check({ members, approved, isUndo }, { growPercent, shrinkPercent }, use) {
    if (members === null || !approved || Math.max(members, approved.members) < FEW) return [];
    const change = (100 * (members - approved.members)) / Math.max(1, approved.members);
    const allowed = change > 0 ? growPercent : shrinkPercent;
    if (Math.abs(change) <= allowed) return [];
    const way = change > 0 ? "larger" : "smaller";
    const shown = use === "exclude" && change < 0 ? " Whoever leaves an exclusion is shown ads." : "";
    return [
      {
        subject: way,
        message: `${said({ isUndo }, Math.round(Math.abs(change)), change > 0)}; ${allowed} % are allowed.${shown}`,
        fix: isUndo
          ? "If this is what should be taken back, let this undo pass; else everyone stays as they are."
          : "Look at what changed; then let this run pass, or ask for approval of the new size.",
        measured: Math.abs(change),
        allowed,
      },
    ];
  },
};

function said({ isUndo }: Pick<Facts, "isUndo">, percent: number, isMore: boolean): string {
  if (!isUndo)
    return `The audience is ${percent} % ${isMore ? "larger" : "smaller"} than when it was approved`;
  return `This undo would leave ${percent} % ${isMore ? "more" : "fewer"} people there than were approved`;
}
