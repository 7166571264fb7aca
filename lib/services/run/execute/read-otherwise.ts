import { isVoid } from "@/lib/core/approval/void";
import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { storedBound } from "@/lib/db/stored";
import type { Subject } from "./subject";

/**
 * Why the very rows an attempt loaded are not what was approved, or null where they are. A shared thing may have been another
 * one for as long as it took to load them, and be the approved one again, so asking what it is now is not enough.
 */
export async function readOtherwise({ syncId, bound }: Subject): Promise<ErrorView["error"] | null> {
  const { approvedChangeSet } = await database().sync.findUniqueOrThrow({
    where: { id: syncId },
    select: { approvedChangeSet: { select: { boundTo: true, hash: true } } },
  });
  if (!approvedChangeSet) return null;
  const { boundTo, hash } = approvedChangeSet;
  const validity = isVoid({ bound: storedBound(boundTo), hash }, bound());
  if (!validity.isVoid) return null;
  return {
    code: "READ_OTHERWISE",
    message: `What this run was about to read is not what was approved: ${validity.reason}`,
    fix: "Start a new run.",
    remedy: "fix_input",
  };
}
