import { Conflict, CoterieError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { policyInForce } from "../destination/load";
import { requireSet } from "./kind";
import type { LoadedSync } from "./load";

const SENDING: Run["kind"][] = ["sync", "resync", "ramp", "undo", "empty"];

/**
 * The run that an undo takes back: the newest that sent anything, however it ended. What it removed was sent under the approval of the run before
 * it, so undoing may bring that back only while both are the approval that stands. Throws Conflict otherwise.
 */
export async function runToUndo(tx: Transaction, sync: LoadedSync): Promise<Run> {
  requireSet(sync);
  const runs = await tx.run.findMany({
    where: { syncId: sync.id, kind: { in: SENDING }, batches: { some: { sentAt: { not: null } } } },
    orderBy: { createdAt: "desc" },
    take: 2,
  });
  const [last, before] = runs;
  if (!last) throw nothing("No run of this sync has sent anything yet.");
  if (last.kind === "undo") throw nothing("The last run was undone already.");
  await requireSamePolicy(tx, sync, last);
  if (last.lane === "privacy" || last.kind === "empty") {
    throw nothing("The last run only removed people, who are not sent again.");
  }
  const stood = [last, ...(before ? [before] : [])].every(
    ({ approvedHash }) => approvedHash === sync.approvedHash,
  );
  if (!stood) throw notApprovedBefore();
  return last;
}

/** What an undo brings back left under the rules of then; under stricter ones some of it may not leave any more. */
async function requireSamePolicy(tx: Transaction, sync: LoadedSync, last: Run): Promise<void> {
  const inForce = await policyInForce(tx, sync.destinationId);
  if (inForce?.id === last.policyVersionId) return;
  throw nothing("The policy of the destination changed since the last run.");
}

function nothing(message: string): Conflict {
  return new Conflict("NOTHING_TO_UNDO", message, "Look at the runs of the sync.");
}

function notApprovedBefore(): CoterieError {
  return new CoterieError({
    code: "UNDO_NOT_APPROVED",
    message: "Something else was approved before the last run, so what was there then is not approved now.",
    remedy: "ask_approver",
    fix: "Have the earlier version approved again and run that.",
  });
}
