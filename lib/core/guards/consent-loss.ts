import { z } from "zod";
import type { Guard } from "./types";

const FEW = 100;

/**
 * Removals owed to withdrawn consent need no approval. But in an exclusion a consent table that was emptied by accident would show ads to
 * everyone in it, so there a mass loss waits for a person; in a target nothing holds such removals back.
 */
export const consentLoss: Guard<{ percent: number }> = {
  id: "consent_loss",
  label: "Mass loss of consent",
  about:
    "In an exclusion: holds removals back when many people seem to lose consent, or are suppressed, at once.",
  stage: "privacy",
  appliesTo: ({ use }) => use === "exclude",
  threshold: z.object({ percent: z.number().min(0).max(100) }),
  words: { percent: "Percent of who is held" },
  tells: ({ percent }) => `up to ${percent} % of who is held at once`,
  defaults: (use) => ({ action: use === "exclude" ? "block" : "off", threshold: { percent: 20 } }),
  check({ plan, owed }, { percent }, use) {
    if (use !== "exclude" || !plan || !owed) return [];
    const held = plan.people.stay + plan.people.leave;
    const share = (100 * owed.withdrew) / Math.max(1, held);
    if (held < FEW || share <= percent) return [];
    return [
      {
        subject: "leave",
        message: `${Math.round(share)} % of the people in this exclusion seem to have lost consent at once; whoever leaves it is shown ads.`,
        fix: "Look at the consent table. If it is right, let this run pass.",
        measured: share,
        allowed: percent,
      },
    ];
  },
};
