import { z } from "zod";
import type { SyncUse } from "@/lib/core/membership/types";
import { isSmall } from "@/lib/core/small-count";
import type { Approved, Facts, Found, Guard } from "./types";

const FEW = 100;
const HOURS_A_DAY = 24;

/**
 * How many enter and leave at once. An audience of "the last 3 days" turns over every day, so what is usual was measured when it was
 * approved, by asking who belonged on each of the days before, and only what goes well beyond that blocks. Nor does what was
 * approved to enter and leave, the first time.
 */
export const churn: Guard<{ percent: number; timesUsual: number }> = {
  id: "churn",
  label: "Churn",
  about: "Blocks when many more people enter or leave at once than is usual for this audience.",
  stage: "plan",
  threshold: z.object({
    /** Of who is held: this much may always change. */
    percent: z.number().min(0).max(100),
    /** And so many times what the days before approval saw. */
    timesUsual: z.number().min(1).max(100),
  }),
  words: { percent: "Percent of who is held that may always change", timesUsual: "Times what is usual" },
  tells: ({ percent, timesUsual }) =>
    `up to ${percent} % of who is held, or ${timesUsual} times what is usual`,
  defaults: (use) => ({
    action: "block",
    threshold: use === "exclude" ? { percent: 10, timesUsual: 2 } : { percent: 20, timesUsual: 3 },
  }),
  check(facts, { percent, timesUsual }, use) {
    const held = heldBefore(facts);
    if (!facts.plan || held < FEW) return [];
    const { enter, leave } = facts.plan.people;
    const days = Math.max(1, (facts.sinceLast ?? HOURS_A_DAY) / HOURS_A_DAY);
    const most = (usual: number, atOnce: number) =>
      Math.max((held * percent) / 100, usual * timesUsual * days, atOnce * (1 + percent / 100));
    const usual = facts.approved ?? NOTHING_USUAL;
    const atOnce = usual.atOnce ?? { enter: 0, leave: 0 };
    return [
      { word: "leave" as const, count: leave, most: most(usual.dailyLeave, atOnce.leave) },
      { word: "enter" as const, count: enter, most: most(usual.dailyEnter, atOnce.enter) },
    ]
      .filter(({ count, most: limit }) => count > limit)
      .map((tooMany) => found(tooMany, facts.isUndo, use));
  },
};

type TooMany = { word: "leave" | "enter"; count: number; most: number };

function found({ word, count, most }: TooMany, isUndo: boolean, use: SyncUse): Found {
  const shown = use === "exclude" && word === "leave" ? " Whoever leaves an exclusion is shown ads." : "";
  const people = isSmall(count) ? `${isUndo ? "fewer" : "Fewer"} than 10` : count.toLocaleString("en");
  return {
    subject: word,
    message: `${isUndo ? `This undo would ${UNDOES[word]} ${people} people` : `${people} people would ${word}`} at once; up to ${Math.floor(most).toLocaleString("en")} are usual here.${shown}`,
    fix: isUndo
      ? "If this is what should be taken back, let this undo pass; else everyone stays as they are."
      : "Look at what changed in the warehouse; then let this run pass, or mend the data and run again.",
    measured: count,
    allowed: Math.floor(most),
  };
}

const UNDOES = { leave: "take out", enter: "bring back" } as const;

const NOTHING_USUAL: Pick<Approved, "dailyEnter" | "dailyLeave" | "atOnce"> = {
  dailyEnter: 0,
  dailyLeave: 0,
  atOnce: null,
};

/** People of whom something was held before this plan. A first run has no churn. */
function heldBefore({ plan }: Facts): number {
  return plan ? plan.people.stay + plan.people.leave : 0;
}
