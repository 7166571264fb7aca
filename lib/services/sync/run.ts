import { z } from "zod";
import { Conflict, CoterieError } from "@/lib/core/errors";
import { blackoutEnd } from "@/lib/core/schedule/blackout";
import { isOver } from "@/lib/core/schedule/due";
import type { Transaction } from "@/lib/db/client";
import { storedTiming } from "@/lib/db/stored";
import { lockRow } from "../lock";
import { type StartedRun, startRun, whyPaused } from "../run/start";
import { change } from "../service";
import { requireIdle } from "./idle";
import { requireRecords } from "./kind";
import { type LoadedSync, loadSync, type NewestVersion } from "./load";
import { requireMayEmpty } from "./may-empty";
import { requireObject } from "./object-gone";
import { setPaused } from "./pause";
import { runToUndo } from "./undo";

const input = z.object({
  id: z.string(),
  kind: z.enum(["sync", "dry_run", "resync", "undo", "ramp"]).default("sync"),
  /** Of "ramp", the first run of records in steps: so many new records at most; with a key, that member's alone. */
  rows: z.number().int().min(1).max(1_000_000).default(1),
  key: z.string().min(1).max(500).optional(),
  reason: z.string().trim().max(1_000).optional(),
  /** A blackout holds it back unless whoever asks has seen it. */
  duringBlackout: z.boolean().default(false),
});

/**
 * Queues a run of what was approved, as of now. Paused or void syncs get the privacy lane only; a sync that was never
 * approved does not run at all. A dry run sends nothing, so it needs no approval: without one it is of the newest versions.
 */
export const runSync = change(
  { name: "sync.run", role: "marketer", rows: ({ id }) => ({ sync: id }), input },
  async (step, { id, kind, reason, duringBlackout, rows, key }): Promise<StartedRun> => {
    const { tx, actor, audit } = step;
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    requireObject(sync);
    const pinned = kind === "dry_run" ? await newestOrApproved(tx, sync) : approvedOf(sync);
    if (!pinned) throw kind === "dry_run" ? noVersion(sync.audience.name) : notApproved(sync.name);
    await requireIdle(tx, id);
    const asOf = new Date();
    if (kind !== "dry_run") await requireTime(tx, sync, asOf, duringBlackout);
    const trigger = actor.token === undefined ? "person" : "api";
    const request = { kind, trigger, by: actor, asOf, reason, audit } as const;
    if (kind === "ramp") {
      requireRecords(sync);
      return startRun(tx, sync, pinned, { ...request, ramp: { rows, key } });
    }
    if (kind !== "undo") return startRun(tx, sync, pinned, request);
    await requireMayEmpty(step, sync);
    const undoes = await runToUndo(tx, sync);
    const started = await startRun(tx, sync, pinned, { ...request, undoes: undoes.id });
    if (started.because !== null) throw notLive(started.because);
    // The next run would do again what is undone, so someone looks first.
    await setPaused(step, id, true, reason, started.runId);
    return started;
  },
);

type Pinned = { syncVersionId: string; audienceVersionId: string };

/** What a run reads; null before anything was approved. */
export function approvedOf({ approvedVersionId, approvedAudienceVersionId }: LoadedSync): Pinned | null {
  if (!approvedVersionId || !approvedAudienceVersionId) return null;
  return { syncVersionId: approvedVersionId, audienceVersionId: approvedAudienceVersionId };
}

async function newestOrApproved(
  tx: Transaction,
  sync: LoadedSync & { newest: NewestVersion },
): Promise<Pinned | null> {
  const approved = approvedOf(sync);
  if (approved) return approved;
  const { audienceId } = sync;
  const version = await tx.audienceVersion.findFirst({ where: { audienceId }, orderBy: { version: "desc" } });
  return version && { syncVersionId: sync.newest.id, audienceVersionId: version.id };
}

async function requireTime(tx: Transaction, sync: LoadedSync, now: Date, duringBlackout: boolean) {
  const { zone } = await tx.workspace.findUniqueOrThrow({ where: { id: sync.workspaceId } });
  const timing = storedTiming(sync);
  if (sync.endingAt) {
    throw new Conflict(
      "ENDING",
      "This sync is being emptied, and then ends.",
      "Cancel the run that empties it first.",
    );
  }
  // What may only remove waits for nothing.
  if (sync.voidReason !== null || whyPaused(sync) !== null) return;
  if (isOver(timing, zone, now)) {
    throw new Conflict(
      "END_DATE_PASSED",
      `The last day of this sync was ${timing.endsOn}.`,
      "Give it a later end date, or end it.",
    );
  }
  const until = blackoutEnd(timing.blackout, zone, now);
  if (!until || duringBlackout) return;
  throw new Conflict(
    "BLACKOUT",
    `A blackout is open until ${until.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
    "Wait until it is over, or run it anyway.",
  );
}

function notApproved(name: string): CoterieError {
  return new CoterieError({
    code: "NOT_APPROVED",
    message: `Nothing of "${name}" is approved yet.`,
    remedy: "ask_approver",
    fix: "Ask for approval; an approver other than you decides.",
  });
}

function notLive(because: string): Conflict {
  return new Conflict(
    "NOT_LIVE",
    `The last run can be undone only while the sync is live. ${because}`,
    "Resume it, or have it approved again, and undo then.",
  );
}

function noVersion(audience: string): CoterieError {
  return new CoterieError({
    code: "NO_VERSION",
    message: `"${audience}" has no saved version yet.`,
    remedy: "fix_input",
    fix: "Save a version of the audience first.",
  });
}
