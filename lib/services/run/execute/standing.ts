import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { letsMoreLeave } from "./policy-moved-on";

export type Standing =
  | { ok: true }
  | { ok: false; status: "cancelled" | "blocked"; problem: ErrorView["error"] };

const STANDS: Standing = { ok: true };

/**
 * Whether the run may still send, looked up just before each batch. A run of the privacy lane needs no approval and
 * does not stop for a pause: only someone cancelling it stops it.
 */
export async function standing(runId: string, needsApproval: boolean): Promise<Standing> {
  const run = await database().run.findUniqueOrThrow({
    where: { id: runId },
    select: {
      cancelRequestedAt: true,
      syncVersionId: true,
      audienceVersionId: true,
      approvedHash: true,
      policyVersionId: true,
      sync: {
        select: {
          approvedHash: true,
          destinationId: true,
          paused: true,
          pausedByRunId: true,
          endedAt: true,
          voidReason: true,
          approvedVersionId: true,
          approvedAudienceVersionId: true,
          audience: { select: { paused: true } },
          workspace: { select: { additionsStoppedAt: true } },
        },
      },
    },
  });
  if (run.cancelRequestedAt) return CANCELLED;
  if (!needsApproval) return STANDS;
  const { sync } = run;
  if (sync.workspace.additionsStoppedAt) {
    return blocked("ADDITIONS_STOPPED", "All additions of this workspace are stopped.", LET_GO_ON);
  }
  if (sync.approvedVersionId === null) return blocked("NOT_APPROVED", "Nothing is approved for this sync.");
  if (sync.voidReason !== null) return blocked("APPROVAL_VOID", sync.voidReason);
  if (
    sync.approvedHash !== run.approvedHash ||
    sync.approvedVersionId !== run.syncVersionId ||
    sync.approvedAudienceVersionId !== run.audienceVersionId
  ) {
    return blocked(
      "APPROVAL_MOVED_ON",
      "Something else was approved since this run was started.",
      START_ANEW,
    );
  }
  if (await letsMoreLeave(runId, run.policyVersionId, sync.destinationId)) {
    return blocked("POLICY_MOVED_ON", "The policy became stricter since this run was started.", START_ANEW);
  }
  if (sync.endedAt !== null) return blocked("SYNC_ENDED", "This sync was ended.", START_ANEW);
  // Undoing pauses the sync, so that the next run does not do the same again; a person who pauses it stops that too.
  const isPaused = (sync.paused && sync.pausedByRunId !== runId) || sync.audience.paused;
  if (isPaused) return blocked("SYNC_PAUSED", "This sync was paused.", RESUME);
  return STANDS;
}

const START_ANEW = { remedy: "fix_input", fix: "Start a new run." } as const;
const RESUME = {
  remedy: "fix_input",
  fix: "Resume it, then run it again: it goes on where it stopped.",
} as const;
const LET_GO_ON = {
  remedy: "ask_approver",
  fix: "An approver lets them go on; then run it again: it goes on where it stopped.",
} as const;
const ASK = { remedy: "ask_approver", fix: "Ask for approval; then run it again." } as const;

const blocked = (
  code: string,
  message: string,
  advice: Pick<ErrorView["error"], "remedy" | "fix"> = ASK,
): Standing => ({ ok: false, status: "blocked", problem: { code, message, ...advice } });

const CANCELLED: Standing = {
  ok: false,
  status: "cancelled",
  problem: {
    code: "CANCELLED",
    message: "Someone cancelled this run; what was sent stays counted.",
    remedy: "fix_input",
    fix: "Start a new run: it sends what is left.",
  },
};
