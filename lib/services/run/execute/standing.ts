import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { letsMoreLeave, type PolicyFacts } from "./policy-moved-on";

export type Standing =
  | { ok: true }
  | { ok: false; status: "cancelled" | "blocked"; problem: ErrorView["error"] };

const STANDS: Standing = { ok: true };

/**
 * Whether the run may still send, looked up just before each batch. A run of the privacy lane needs no approval and
 * does not stop for a pause: only someone cancelling it stops it.
 */
export async function standing(runId: string, needsApproval: boolean): Promise<Standing> {
  const facts = await look(runId);
  if (facts.isCancelled) return CANCELLED;
  if (!needsApproval) return STANDS;
  if (facts.areAdditionsStopped) {
    return blocked("ADDITIONS_STOPPED", "All additions of this workspace are stopped.", LET_GO_ON);
  }
  if (!facts.isApproved) return blocked("NOT_APPROVED", "Nothing is approved for this sync.");
  if (facts.voidReason !== null) return blocked("APPROVAL_VOID", facts.voidReason);
  if (!facts.isAsApproved) {
    return blocked(
      "APPROVAL_MOVED_ON",
      "Something else was approved since this run was started.",
      START_ANEW,
    );
  }
  if (await letsMoreLeave(runId, facts)) {
    return blocked("POLICY_MOVED_ON", "The policy became stricter since this run was started.", START_ANEW);
  }
  if (facts.isEnded) return blocked("SYNC_ENDED", "This sync was ended.", START_ANEW);
  if (facts.isPaused) return blocked("SYNC_PAUSED", "This sync was paused.", RESUME);
  return STANDS;
}

type Facts = PolicyFacts & {
  isCancelled: boolean;
  areAdditionsStopped: boolean;
  isApproved: boolean;
  voidReason: string | null;
  isAsApproved: boolean;
  isEnded: boolean;
  isPaused: boolean;
};

/**
 * One statement, because it is asked before every call. Undoing pauses the sync, so that the next run does not do the same
 * again; a person who pauses it stops that too.
 */
async function look(runId: string): Promise<Facts> {
  const [facts] = await database().$queryRaw<Facts[]>`
    SELECT r."cancelRequestedAt" IS NOT NULL AS "isCancelled",
      w."additionsStoppedAt" IS NOT NULL AS "areAdditionsStopped",
      s."approvedVersionId" IS NOT NULL AS "isApproved",
      s."voidReason",
      s."approvedHash" IS NOT DISTINCT FROM r."approvedHash"
        AND s."approvedVersionId" IS NOT DISTINCT FROM r."syncVersionId"
        AND s."approvedAudienceVersionId" IS NOT DISTINCT FROM r."audienceVersionId" AS "isAsApproved",
      s."endedAt" IS NOT NULL AS "isEnded",
      s.paused AND s."pausedByRunId" IS DISTINCT FROM r.id OR a.paused AS "isPaused",
      r."policyVersionId",
      (SELECT p.id FROM "PolicyVersion" p WHERE p."destinationId" = s."destinationId"
       ORDER BY p.version DESC LIMIT 1) AS "policyInForceId",
      s."destinationId"
    FROM "Run" r
      JOIN "Sync" s ON s.id = r."syncId"
      JOIN "Audience" a ON a.id = s."audienceId"
      JOIN "Workspace" w ON w.id = s."workspaceId"
    WHERE r.id = ${runId}`;
  if (facts) return facts;
  throw new Error(`run ${runId} is no longer there`);
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
