import { checkedPolicy } from "../../destination/checked-policy";
import { definitionOf } from "../../destination/definitions";
import { type Checking, refusalOf, stepsOf } from "./known";

export function checkDestinations({ folder, catalog, report }: Checking): void {
  for (const destination of folder.destinations) {
    const { kind, policy } = destination;
    const unknown = refusalOf(() => definitionOf(kind));
    if (unknown) report(destination, unknown, ["kind"]);
    if (!policy) continue;
    for (const problem of checkedPolicy(policy, catalog).problems) {
      report(destination, problem, ["policy", ...stepsOf(problem.path)]);
    }
  }
}
