import type { Impact } from "@/lib/core/membership/types";
import { smallCount } from "@/lib/core/small-count";
import { planView } from "@/lib/core/small-plan";
import { waterfallView } from "@/lib/core/small-waterfall";
import type { ImpactView } from "@/lib/core/views/change-set";

/** The measured impact as anyone may see it; what is stored stays exact. */
export function impactView({ asOf, measuredAt, members, ...exact }: Impact): ImpactView {
  const waterfall = waterfallView(exact.waterfall);
  const plan = planView(exact.plan, waterfall.eligible);
  return {
    asOf,
    measuredAt,
    members: {
      before: members.before === null ? null : smallCount(members.before),
      after: waterfall.members,
    },
    people: plan.people,
    waterfall,
    plan,
    usual: usualView(exact.usual),
    sample: null,
  };
}

function usualView(usual: Impact["usual"]): ImpactView["usual"] {
  if (!usual || usual.days === 0 || usual.dailyEnter + usual.dailyLeave === 0) return null;
  const { dailyEnter, dailyLeave, days } = usual;
  return { enter: smallCount(dailyEnter), leave: smallCount(dailyLeave), days };
}
