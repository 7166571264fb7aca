import { createHmac, timingSafeEqual } from "node:crypto";
import { CoterieError, Unauthenticated } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import type { Sync } from "@/lib/db/generated/client";
import { openSecrets } from "@/lib/db/secrets";
import { storedTiming } from "@/lib/db/stored";
import { type DbtMessage, readDbtMessage } from "./dbt-message";
import { makeDue } from "./follow";

export type HookMessage = {
  syncId: string;
  /** Exactly as it was signed. */
  body: string;
  /** HMAC-SHA256 of the body in hex, with or without "sha256=" before it. */
  signature: string | null;
};

export type HookAnswer = { due: boolean; because: string | null };

/** How far a sender's clock may be ahead. */
const AHEAD_MS = 5 * 60_000;
/** Older than this, a message is a mistake or a replay. */
const OLDEST_MS = 7 * 86_400_000;

/**
 * A signed message that a dbt job ended. A sync that waits for it becomes due as of the job's end; the same message again
 * changes nothing. Throws Unauthenticated alike for unknown syncs, ones without a secret and wrong signatures.
 */
export async function receiveHook(message: HookMessage, now = new Date()): Promise<HookAnswer> {
  const sync = await database().sync.findFirst({ where: { id: message.syncId, endedAt: null } });
  if (!sync?.hookSecret || !isSigned(message, sync.id, sync.hookSecret)) {
    throw new Unauthenticated(
      "The signature of this message is not right.",
      "Sign the body with the secret of this sync.",
    );
  }
  const dbt = readDbtMessage(message.body);
  if (!dbt) throw unreadable();
  const at = dbt.finishedAt ?? now;
  const because = await whyNot(sync, dbt, at, now);
  if (because !== null) return { due: false, because };
  await database().$transaction((tx) => makeDue(tx, { id: sync.id, workspaceId: sync.workspaceId }, at));
  return { due: true, because: null };
}

function isSigned({ body, signature }: HookMessage, syncId: string, sealed: string): boolean {
  const { secret = "" } = openSecrets(sealed, `hook:${syncId}`);
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from((signature ?? "").trim().replace(/^sha256=/, ""), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * A message is known by the time it says, which is signed: a run of that slot or a later one makes it an old one. So what
 * says a time to come is not taken for now, or the same message would start a run again and again until then.
 */
async function whyNot(sync: Sync, dbt: DbtMessage, at: Date, now: Date): Promise<string | null> {
  const { schedule } = storedTiming(sync);
  if (schedule.kind !== "after_dbt") return "This sync does not wait for a dbt job.";
  if (schedule.job !== null && !dbt.job.includes(schedule.job)) return "This sync waits for another job.";
  if (!dbt.succeeded) return "The job did not succeed.";
  if (now.getTime() - at.getTime() > OLDEST_MS) return "The job ended more than a week ago.";
  if (at.getTime() - now.getTime() > AHEAD_MS) return "By this message the job has not ended yet.";
  const ran = await database().run.findFirst({ where: { syncId: sync.id, slotAt: { gte: at } } });
  return ran ? "A run has started for this job, or for a later one." : null;
}

function unreadable(): CoterieError {
  return new CoterieError({
    code: "MALFORMED_REQUEST",
    message: "This is not a message about a dbt job, or it does not say when the job ended.",
    remedy: "fix_input",
    fix: 'Send what dbt sends, or {"job": "nightly", "status": "success", "finishedAt": "2026-11-20T06:12:34Z"}.',
  });
}
