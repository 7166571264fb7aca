import type { Impact } from "@/lib/core/membership/types";
import type { SyncState } from "@/lib/core/ports/state-store";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import type { Subject } from "@/lib/services/run/execute/subject";

/**
 * How many people the platform says an object holds, beside how many identifiers are there because of us: an object somebody
 * else filled is taken over by the approval. Null of records, whose objects are everyone's.
 */
export async function objectFacts(
  subject: Subject,
  state: SyncState,
  deps: RunDeps,
): Promise<NonNullable<Impact["object"]> | null> {
  if (subject.kind === "record") return null;
  const { held, unverified, in_flight } = await state.counts(subject.scope);
  return {
    name: subject.objectName,
    size: await sizeThere(subject, deps),
    ours: held + unverified + in_flight,
  };
}

/** Sizes are told late and roughly, and a platform that does not answer now is asked again by the run. */
async function sizeThere(subject: Subject, deps: RunDeps) {
  const { client } = deps.openTarget(subject);
  try {
    return (await client.set?.getObject(subject.object))?.size ?? null;
  } catch {
    return null;
  } finally {
    await client.close?.();
  }
}
