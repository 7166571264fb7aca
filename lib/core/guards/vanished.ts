import { z } from "zod";
import { isSmall } from "@/lib/core/small-count";
import type { Guard } from "./types";

/**
 * A deleted customer is told by their absence alone, and so is everyone in the half of a table that was not loaded. A few who are
 * gone are taken out at once; many at once wait for a person. Withdrawn consent and suppression do not wait with them.
 */
export const vanished: Guard<{ percent: number; people: number }> = {
  id: "vanished",
  label: "Mass deletion",
  about:
    "Holds back the removal of people who are no longer in the warehouse at all, when they are many at once. Withdrawn consent and suppression are never held back by it.",
  stage: "privacy",
  appliesTo: ({ removes }) => removes,
  threshold: z.object({
    /** Of who is held, at once. */
    percent: z.number().min(0).max(100),
    /** However large a share they are. */
    people: z.number().int().min(0).max(1_000_000_000),
  }),
  words: {
    percent: "Percent of who is held that may be gone at once",
    people: "People who may always be gone at once",
  },
  tells: ({ percent, people }) =>
    `up to ${percent} % of who is held, or ${people.toLocaleString("en")} people, at once`,
  defaults: () => ({ action: "block", threshold: { percent: 10, people: 50 } }),
  check({ plan, owed }, { percent, people }, use) {
    if (!plan || !owed) return [];
    const held = plan.people.stay + plan.people.leave;
    const allowed = Math.max(people, Math.floor((held * percent) / 100));
    if (owed.vanished <= allowed) return [];
    const gone = isSmall(owed.vanished) ? "Fewer than 10" : owed.vanished.toLocaleString("en");
    const shown = use === "exclude" ? " Whoever leaves an exclusion is shown ads." : "";
    return [
      {
        subject: "gone",
        message: `${gone} people are no longer in the warehouse at all; up to ${allowed.toLocaleString("en")} at once are taken for deleted.${shown}`,
        fix: "Have the data team look whether the table was loaded whole; if they were deleted, let this run pass.",
        measured: owed.vanished,
        allowed,
      },
    ];
  },
};
