import { CoterieError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Run, RunKind, RunTrigger } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { sealSecrets } from "@/lib/db/secrets";
import { recheckSync } from "../approval/recheck";
import type { AuditActor, AuditEntry } from "../audit";
import { currentCatalog } from "../catalog/current";
import { type InForce, policyInForce } from "../destination/load";
import type { LoadedSync } from "../sync/load";

export type StartRequest = {
  kind: RunKind;
  trigger: RunTrigger;
  by: AuditActor;
  /** The click or the slot. */
  asOf: Date;
  slot?: { at: Date; missed: number };
  /** The run that an undo takes back. */
  undoes?: string;
  /** Of a step of a first run: so many new records at most; with a key, that member's alone. */
  ramp?: { rows: number; key?: string };
  reason?: string | null;
  /** Writes in the caller's transaction. */
  audit(entry: AuditEntry): Promise<void>;
};

export type StartedRun = {
  runId: string;
  lane: "full" | "privacy";
  /** Why only removals owed to consent, suppression or deletion run. */
  because: string | null;
};

type Pinned = { syncVersionId: string; audienceVersionId: string };

/**
 * Queues a run of these versions. The caller holds the sync's lock and saw that no run of it is active; the database's
 * unique indexes settle the rest.
 */
export async function startRun(
  tx: Transaction,
  sync: LoadedSync,
  pinned: Pinned,
  request: StartRequest,
): Promise<StartedRun> {
  const { id, workspaceId } = sync;
  const { kind, trigger, by, asOf, slot } = request;
  const because = await whyRemovalsOnly(tx, sync, request);
  const lane = because === null ? "full" : "privacy";
  const run = await tx.run.create({
    data: {
      ...{ workspaceId, syncId: id, ...pinned, kind, trigger, lane, asOf },
      catalogVersionId: (await currentCatalog(tx, workspaceId)).id,
      policyVersionId: (await requirePolicy(tx, sync)).id,
      approvedHash: sync.approvedHash,
      slotAt: slot?.at ?? null,
      missedSlots: slot?.missed ?? 0,
      undoesRunId: request.undoes ?? null,
      rampRows: request.ramp?.rows ?? null,
      rampKey: request.ramp?.key === undefined ? null : sealSecrets({ key: request.ramp.key }, id),
      triggeredById: by.userId,
    },
  });
  await enqueue("run-sync", { runId: run.id }, { singletonKey: run.id, tx });
  await request.audit(startEntry(run, request.reason ?? because));
  return { runId: run.id, lane, because };
}

function startEntry(run: Run, reason: string | null): AuditEntry {
  const { id, syncId: sync, kind, trigger, lane, asOf, approvedHash, missedSlots, undoesRunId } = run;
  const missed = missedSlots > 0 ? { missedSlots } : {};
  const undoes = undoesRunId === null ? {} : { undoes: undoesRunId };
  const after = { sync, kind, trigger, lane, asOf, approvedHash, ...missed, ...undoes };
  return { action: "run.start", subject: `run:${id}`, after, reason };
}

/** An approval has seen one; a dry run of a draft may be the first to ask for it. */
async function requirePolicy(tx: Transaction, { destination }: LoadedSync): Promise<InForce> {
  const inForce = await policyInForce(tx, destination.id);
  if (inForce) return inForce;
  throw new CoterieError({
    code: "NO_POLICY",
    message: `${destination.name} has no policy yet, so nothing may leave for it.`,
    remedy: "ask_admin",
    fix: "An admin sets it on the destination's page.",
  });
}

/** What sends nothing, or only takes out, asks for nothing that could be paused or void. */
async function whyRemovalsOnly(
  tx: Transaction,
  sync: LoadedSync,
  { kind, by }: StartRequest,
): Promise<string | null> {
  if (kind === "dry_run" || kind === "empty") return null;
  const standing = await recheckSync(tx, sync.id, by);
  return standing?.reason ?? whyPaused(sync);
}

type Pausable = {
  paused: boolean;
  pausedByRunId: string | null;
  audience: { paused: boolean };
  workspace: { additionsStoppedAt: Date | null };
};

/** Of a run that paused the sync itself, its id: that pause does not stop it. */
export function whyPaused(sync: Pausable, runId: string | null = null): string | null {
  if (sync.workspace.additionsStoppedAt) return "All additions of this workspace are stopped.";
  const isOwnPause = runId !== null && sync.pausedByRunId === runId;
  if (sync.paused && !isOwnPause) return "The sync is paused.";
  return sync.audience.paused ? "The audience is paused." : null;
}
