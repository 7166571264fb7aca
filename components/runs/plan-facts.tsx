import { count } from "@/components/ui/numbers";
import { Facts } from "@/components/ui/page";
import type { SyncKind } from "@/lib/core/ports/destination";
import type { PlanView } from "@/lib/core/views/identifiers";

/** What the plan does: people against what the platform holds, then the calls it takes. */
export function PlanFacts({ plan, kind }: { plan: PlanView; kind: SyncKind }) {
  const of = kind === "record" ? "Records" : "Identifiers";
  return (
    <Facts
      facts={[
        {
          term: "People who enter",
          value: <b className="font-medium">{count(plan.people.enter)}</b>,
        },
        {
          term: "People who leave",
          value: <b className="font-medium">{count(plan.people.leave)}</b>,
        },
        { term: "People who stay", value: <b className="font-medium">{count(plan.people.stay)}</b> },
        { term: kind === "record" ? "Records not written before" : `${of} to add`, value: count(plan.adds) },
        { term: `${of} to update`, value: count(plan.updates) },
        { term: `${of} to remove`, value: count(plan.removes) },
        { term: "Sent again", value: count(plan.again) },
        { term: "Calls to the platform", value: count(plan.calls) },
      ]}
    />
  );
}
