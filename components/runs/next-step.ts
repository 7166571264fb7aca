import { isOver } from "@/components/syncs/status-words";
import type { Remedy } from "@/lib/core/errors";
import type { RunView } from "@/lib/core/views/run";

/** Remedies of what ends by itself: trying once more is all there is to do. */
const PASSES: readonly Remedy[] = ["retry", "wait_until", "drop_row", "report"];

type Stopped = Pick<RunView, "status" | "kind" | "problem" | "guards">;

/**
 * What a run that stopped short asks of a person next. "decide": guards block it, and someone may let it pass. "mend": what stopped it
 * stops it again until it is put right. Null: nothing can be taken up.
 */
export function nextStep({ status, kind, problem, guards }: Stopped): "retry" | "decide" | "mend" | null {
  if (kind === "dry_run" || !["failed", "partly_failed", "blocked"].includes(status)) return null;
  if (status === "blocked") {
    return guards.findings.some(({ action }) => action === "block") ? "decide" : "mend";
  }
  return !problem || PASSES.includes(problem.remedy) ? "retry" : "mend";
}

type Unread = Pick<RunView, "status" | "kind">;

/** Why it is not said who is sent and who is kept back. */
export function unknownWords({ status, kind }: Unread): string {
  if (kind === "undo") {
    return "Not asked: an undo goes back to who was there before, whoever is in the audience now.";
  }
  if (kind === "empty") return "Nobody is sent: emptying takes out everyone Coterie put there.";
  if (isOver(status)) return "The run ended before the warehouse had been read.";
  return "Known once the warehouse has been read.";
}
