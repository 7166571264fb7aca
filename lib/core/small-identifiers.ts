import type { LedgerCounts, PlanSummary, Waterfall } from "./membership/types";
import { isSmall, smallCount } from "./small-count";
import type { AnswerView, LedgerView, PlanView, ProgressView, WaterfallView } from "./views/identifiers";

/**
 * Identifiers and records as anyone may see them. Fewer than ten of them are fewer than ten people, whatever they are counted in, and
 * a number that is not told is not told by its neighbour in the same table either. Larger totals stay exact: they
 * are what a run is operated, billed and compared with the platform by (decision 039).
 */
export function ledgerView(ledger: LedgerCounts): LedgerView {
  const { due, in_flight, held, unverified, refused, removed } = ledger;
  return {
    due: smallCount(due),
    in_flight: smallCount(in_flight),
    held: smallCount(held),
    unverified: smallCount(unverified),
    refused: smallCount(refused),
    removed: smallCount(removed),
    there: smallCount(held + unverified),
  };
}

/** Calls are calls, and no people. */
export function plannedView({ adds, updates, removes, resends, refreshes, calls }: PlanSummary) {
  return {
    adds: smallCount(adds),
    updates: smallCount(updates),
    removes: smallCount(removes),
    resends: smallCount(resends),
    refreshes: smallCount(refreshes),
    again: smallCount(resends + refreshes),
    calls,
  } satisfies Omit<PlanView, "people">;
}

/** Kinds add up to the total, so it is not told beside a small one. */
export function identifiersView({
  total,
  byKind,
  shared,
}: Waterfall["identifiers"]): WaterfallView["identifiers"] {
  const kinds = Object.entries(byKind);
  const size = smallCount(total);
  const isTelling = kinds.length > 1 && kinds.some(([, amount]) => isSmall(amount));
  return {
    total: isTelling && typeof size === "number" ? "10+" : size,
    byKind: Object.fromEntries(kinds.map(([kind, amount]) => [kind, smallCount(amount)])),
    shared: smallCount(shared),
  };
}

/** What was taken and what was refused add up to the rows. */
export function answerView({ rows, received, refused }: Answer): AnswerView {
  const taken = received === null ? null : smallCount(received);
  const declined = refused === null ? null : smallCount(refused);
  return {
    rows: smallCount(rows),
    received: declined === "<10" && typeof taken === "number" && taken > 0 ? "all but a few" : taken,
    refused: taken === "<10" && typeof declined === "number" && declined > 0 ? "all but a few" : declined,
  };
}

type Answer = { rows: number; received: number | null; refused: number | null };

/** Of few rows it is told only whether they are through. */
export function progressView(done: number, planned: number): ProgressView {
  const isThrough = done >= planned;
  const isFew = isSmall(planned);
  const percent = planned === 0 ? 0 : Math.floor((100 * done) / planned);
  return {
    done: isFew && !isThrough ? 0 : smallCount(done),
    planned: smallCount(planned),
    percent: isFew && !isThrough ? 0 : percent,
  };
}
