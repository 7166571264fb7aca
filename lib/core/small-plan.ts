import type { PlanSummary } from "./membership/types";
import { isSmall, smallCount } from "./small-count";
import { plannedView } from "./small-identifiers";
import type { WithheldCount } from "./views/counts";
import type { PlanView } from "./views/identifiers";

/**
 * A plan as anyone may see it beside those who may be sent. Who enters and who stays add up to those: one of them
 * shown would give the other away, and both shown would give away a hidden sum.
 */
export function planView(plan: PlanSummary, eligible: WithheldCount | null): PlanView {
  const { enter, leave, stay } = plan.people;
  const isSumHidden = eligible !== null && typeof eligible !== "number";
  const isHidden = isSumHidden || isSmall(enter) || isSmall(stay);
  const shown = (people: number, others: number): WithheldCount => {
    const small = smallCount(people);
    if (!isHidden || people === 0 || typeof small !== "number") return small;
    if (isSmall(others)) return "all but a few";
    return others === 0 && eligible === "all but a few" ? eligible : "10+";
  };
  return {
    ...plannedView(plan),
    people: { enter: shown(enter, stay), leave: smallCount(leave), stay: shown(stay, enter) },
  };
}
