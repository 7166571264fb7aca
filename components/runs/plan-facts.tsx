import { count } from "@/components/ui/numbers";
import { Facts } from "@/components/ui/page";
import type { PlanSummary } from "@/lib/core/membership/types";

/** What the plan does: people against what the platform holds, then the calls it takes. */
export function PlanFacts({ plan, future = false }: { plan: PlanSummary; future?: boolean }) {
  const verb = (will: string, did: string) => (future ? will : did);
  return (
    <Facts
      facts={[
        {
          term: verb("People who enter", "People entering"),
          value: <b className="font-medium">{count(plan.people.enter)}</b>,
        },
        {
          term: verb("People who leave", "People leaving"),
          value: <b className="font-medium">{count(plan.people.leave)}</b>,
        },
        { term: "People who stay", value: <b className="font-medium">{count(plan.people.stay)}</b> },
        { term: verb("Identifiers to add", "Identifiers added"), value: count(plan.adds) },
        { term: verb("Identifiers to remove", "Identifiers removed"), value: count(plan.removes) },
        { term: "Sent again", value: count(plan.resends) },
        { term: "Calls to the platform", value: count(plan.calls) },
      ]}
    />
  );
}
