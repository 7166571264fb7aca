import type { Looked } from "@/lib/core/guards/look";
import { needsEligible } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { ErrorView } from "@/lib/core/views/error";
import type { Asked } from "./asked";
import type { Attempt } from "./attempt";
import type { Target } from "./deps";
import { blockedBy, type GuardWatch } from "./guard";
import { readEligible, readPresent } from "./materialise";
import { planRequest } from "./plan-request";
import { recordProblem } from "./record";
import { Stopped } from "./stops";

type Planned = { asked: Asked; planned: PlanSummary };

/** Counts who leaves because they may no longer be sent, and who because they are gone, and asks the guards. */
export async function judgeOwed(
  at: Attempt,
  target: Target,
  watch: GuardWatch,
  { asked, planned }: Planned,
): Promise<Looked> {
  // A mirror takes out whoever is not wanted; who of them is owed it, the privacy lane knows.
  const owing: Asked = needsEligible(asked) ? asked : { lane: "privacy", mode: asked.mode };
  const { state, subject } = at;
  await readEligible({ ...at, target }, owing);
  const request = planRequest(at, target, owing);
  const all = (await state.measure(request)).people.leave;
  await readPresent({ ...at, target });
  const withdrew = (await state.measure({ ...request, spareVanished: true })).people.leave;
  return watch.owed(planned, { withdrew: subject.kind === "set" ? withdrew : 0, vanished: all - withdrew });
}

/** The privacy lane of this run, as its guards let it go. */
export type OwedRemovals = {
  /** Those who are gone stay until someone looked. */
  sparesVanished: boolean;
  problem: ErrorView["error"] | null;
};

/**
 * Before removals that are owed to people: of many who are gone at once nobody is taken out before someone looked, while who
 * withdrew or was suppressed goes. Throws Stopped where even they wait: in an exclusion, many at once.
 */
export async function guardOwed(
  at: Attempt,
  target: Target,
  watch: GuardWatch,
  { asked, planned }: Planned,
): Promise<OwedRemovals> {
  const { blocking } = await judgeOwed(at, target, watch, { asked, planned });
  const [first] = blocking;
  await watch.keep(first ? planned : null);
  if (!first) return { sparesVanished: false, problem: null };
  const problem = blockedBy(first, blocking);
  if (!blocking.some(({ guard }) => guard === "consent_loss")) return { sparesVanished: true, problem };
  await recordProblem(at.runId, problem);
  throw new Stopped({ ok: false, status: "blocked", problem });
}
