import { TicketFailed } from "@/lib/core/errors";
import type { BatchAnswer } from "@/lib/core/ports/destination";
import type { StatusAnswer } from "./answers";

/** Google's own trouble and no verdict on a member. */
const NOT_OF_MEMBERS = ["INTERNAL_ERROR", "UNSPECIFIED"];

/** What became of a request: counts by reason, never which member. */
export function outcomeOf(answer: StatusAnswer): BatchAnswer | "pending" {
  const [status] = answer.requestStatusPerDestination;
  const { requestStatus, errorInfo } = status!;
  if (requestStatus === "PROCESSING" || requestStatus === "REQUEST_STATUS_UNKNOWN") return "pending";
  const refusedByReason: Record<string, number> = {};
  for (const { reason, recordCount } of errorInfo?.errorCounts ?? []) {
    const short = reason.replace(/^PROCESSING_ERROR(?:_REASON)?_/, "");
    refusedByReason[short] = (refusedByReason[short] ?? 0) + recordCount;
  }
  const refused = total(refusedByReason);
  if (requestStatus === "FAILED" && !isVerdict(refusedByReason)) throw dropped();
  const received = recordsOf(status!) ?? refused;
  return { received, refused: Math.min(refused, received), ...(refused > 0 ? { refusedByReason } : {}) };
}

function isVerdict(counts: Readonly<Record<string, number>>): boolean {
  return Object.entries(counts).some(([reason, count]) => count > 0 && !NOT_OF_MEMBERS.includes(reason));
}

/** Whatever kind of data it was, its status counts the records that were sent. */
function recordsOf(status: StatusAnswer["requestStatusPerDestination"][number]): number | undefined {
  const counts = { ...status.audienceMembersIngestionStatus, ...status.audienceMembersRemovalStatus };
  return Object.values(counts).find(({ recordCount }) => recordCount !== undefined)?.recordCount;
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export function dropped(): TicketFailed {
  return new TicketFailed({
    message: "Google took the batch in and then dropped it whole.",
    fix: "It is sent again by itself.",
  });
}
