import { z } from "zod";
import { InvalidInput, type Problem } from "@/lib/core/errors";
import { checkTiming } from "@/lib/core/schedule/check";
import { firstSlot } from "@/lib/core/schedule/due";
import { timingSchema } from "@/lib/core/schedule/schema";
import type { Schedule, Timing } from "@/lib/core/schedule/types";
import type { Transaction } from "@/lib/db/client";
import type { Sync } from "@/lib/db/generated/client";
import { storedTiming, toJson } from "@/lib/db/stored";
import { lockRow } from "../lock";
import { change } from "../service";
import { readSync } from "./get";
import { loadSync } from "./load";

/** When a sync runs by itself. Takes effect at once: no approval is bound to it. */
export const setSyncTiming = change(
  {
    name: "sync.set_timing",
    role: "marketer",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string(), ...timingSchema }),
  },
  async ({ tx, actor, audit }, { id, ...timing }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    await requireTiming(tx, { workspaceId, syncId: id }, timing);
    await tx.sync.update({ where: { id }, data: await timingColumns(tx, workspaceId, timing, new Date()) });
    await audit({
      action: "sync.set_timing",
      subject: `sync:${id}`,
      before: storedTiming(sync),
      after: timing,
    });
    return readSync(tx, workspaceId, id);
  },
);

/** What the database keeps of when a sync runs, with its first slot after an instant. */
export async function timingColumns(tx: Transaction, workspaceId: string, timing: Timing, now: Date) {
  const { zone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const { schedule, blackout, endsOn } = timing;
  const slot = firstSlot(timing, zone, now);
  return {
    schedule: toJson(schedule),
    blackout: toJson(blackout),
    endsOn,
    afterSyncId: schedule.kind === "after_sync" ? schedule.sync : null,
    nextSlotAt: slot,
    lookAt: slot,
  };
}

/** Throws InvalidInput with every problem. `syncId` null: of a sync that is being set up. */
export async function requireTiming(
  tx: Transaction,
  { workspaceId, syncId }: { workspaceId: string; syncId: string | null },
  timing: Timing,
): Promise<void> {
  const problems = checkTiming(timing, new Date());
  const { schedule } = timing;
  if (schedule.kind === "after_sync") {
    problems.push(...(await checkFollowing(tx, workspaceId, syncId, schedule)));
  }
  const [first] = problems;
  if (!first) return;
  throw new InvalidInput({ code: "INVALID_SCHEDULE", message: first.message, fix: first.fix, problems });
}

/** Syncs that wait for each other in a circle would never begin, or never end. */
async function checkFollowing(
  tx: Transaction,
  workspaceId: string,
  syncId: string | null,
  schedule: Extract<Schedule, { kind: "after_sync" }>,
): Promise<Problem[]> {
  const path = "schedule.sync";
  const seen = new Set<string>();
  for (let next: string | null = schedule.sync; next !== null && !seen.has(next); ) {
    if (next === syncId) {
      const message = "The syncs would wait for each other in a circle.";
      return [{ code: "CIRCLE", path, message, fix: "Let one of them start by itself." }];
    }
    seen.add(next);
    const other: Pick<Sync, "afterSyncId"> | null = await tx.sync.findFirst({
      where: { id: next, workspaceId, endedAt: null },
    });
    if (!other && next === schedule.sync) {
      const message = "The sync it would wait for is not here.";
      return [{ code: "UNKNOWN_SYNC", path, message, fix: "Choose one of the list." }];
    }
    next = other?.afterSyncId ?? null;
  }
  return [];
}
