import { CoterieError } from "@/lib/core/errors";
import { needsEligible } from "@/lib/core/membership/plan";
import type { FrozenPlan, PlanJudge, PlanRequest, Retention, SyncState } from "@/lib/core/ports/state-store";
import { batchRows } from "./batch-rows";
import { begin, fold, markInFlight, putBack, settlement } from "./deliver";
import { freezeIf, measure } from "./freeze";
import { findPlan, frozen, newestPlan, type StoredPlan } from "./plans";
import { counts, digest, parked, waitingRemovals } from "./read";
import type { StateSession } from "./session";
import { saltOf } from "./tables";
import { loadKeys, loadWanted } from "./wanted";
import { withhold } from "./withhold";

/** The state of one sync over an open connection to wherever it is kept. */
export async function openSyncState(session: StateSession, retention: Retention): Promise<SyncState> {
  const salt = await saltOf(session);
  const loaded = { eligible: false, present: false };
  let wantedPeople = 0;
  // Without the eligible keys everyone would look like someone who may not be sent.
  const requireEligible = () => {
    if (!loaded.eligible) throw notLoaded();
  };
  const asked = (request: PlanRequest) => {
    if (needsEligible(request)) requireEligible();
    if (request.spareVanished && !loaded.present) throw notLoaded();
    return { request, salt, wantedPeople, retention };
  };
  // Only `freeze` makes a newer one, and nobody else has this state open.
  let known: Promise<StoredPlan | null> | null = null;
  const newest = () => {
    known ??= newestPlan(session);
    return known;
  };
  const onNewest = async <T>(work: (plan: StoredPlan) => Promise<T>, otherwise: T): Promise<T> => {
    const plan = await newest();
    return plan ? work(plan) : otherwise;
  };
  const plan = async (run: string, request: PlanRequest, judge: PlanJudge): Promise<FrozenPlan | null> => {
    const planned = await freezeIf(session, run, asked(request), judge);
    known = null;
    return planned;
  };
  return {
    runsQueries: session.runsQueries,
    // Plans of an earlier version are not taken over; what was sent by them is.
    isNew: async () =>
      (await newest()) === null && (await session.rows("SELECT 1 FROM {ledger} LIMIT 1")).length === 0,
    async loadWanted(input) {
      const wanted = await loadWanted(session, input, salt);
      wantedPeople = wanted.problems.length > 0 ? 0 : wanted.waterfall.eligible;
      return wanted;
    },
    async loadEligible(source) {
      const counted = await loadKeys(session, "eligible", source);
      loaded.eligible = true;
      return counted;
    },
    async loadPresent(source) {
      const counted = await loadKeys(session, "present", source);
      loaded.present = true;
      return counted;
    },
    measure: async (request) => measure(session, asked(request)),
    // Nobody says no, so there is a plan.
    freeze: async (run, request) => (await plan(run, request, () => true))!,
    freezeIf: plan,
    frozen: async () => frozen(session, await newest()),
    plan: async (run, earlier) => frozen(session, await findPlan(session, run, earlier)),
    rows: async (batch, run, earlier) =>
      batchRows(session, await (run === undefined ? newest() : findPlan(session, run, earlier)), batch),
    markInFlight: (batches, now) => onNewest((plan) => markInFlight(session, plan, batches, now), undefined),
    begin: (batch) => onNewest((plan) => begin(session, plan, batch), undefined),
    putBack: () => onNewest((plan) => putBack(session, plan), undefined),
    async withhold(taken = []) {
      requireEligible();
      return onNewest((plan) => withhold(session, plan, { taken, salt }), []);
    },
    fold: (answers, options) =>
      onNewest((plan) => fold(session, plan, answers, { ...options, salt }), { folded: 0 }),
    settlement: async () => settlement(session, await newest()),
    counts: (scope) => counts(session, scope),
    parked: (scope) => parked(session, scope),
    waitingRemovals: (scope, now) => waitingRemovals(session, scope, now),
    digest: (scope) => digest(session, scope),
    close: () => session.close(),
  };
}

const notLoaded = () =>
  new CoterieError({
    code: "ELIGIBLE_NOT_LOADED",
    message: "The people a plan rests on were not read before planning.",
    remedy: "report",
  });
