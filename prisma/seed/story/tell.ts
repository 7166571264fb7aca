import { setTimeout as sleep } from "node:timers/promises";
import type { Condition } from "@/lib/core/segment/types";
import type { ChangeSetStatus, ChangeSetView } from "@/lib/core/views/change-set";
import type { RunView } from "@/lib/core/views/run";
import type { Actor } from "@/lib/services/actor";
import { createAudience } from "@/lib/services/audience/create";
import { getAudience } from "@/lib/services/audience/get";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { createChangeSet } from "@/lib/services/change-set/create";
import { getChangeSet } from "@/lib/services/change-set/get";
import { getRun } from "@/lib/services/run/list";
import { createSync } from "@/lib/services/sync/create";
import { runSync } from "@/lib/services/sync/run";

/** The verbs the story is told with: each is what a person does in the browser. */
export async function draftAudience(actor: Actor, name: string, where: Condition): Promise<string> {
  const { id } = await createAudience(actor, { name, entity: "customers" });
  await rewrite(actor, id, where);
  return id;
}

export async function rewrite(actor: Actor, id: string, where: Condition): Promise<void> {
  const { name, draft } = await getAudience(actor, { id });
  await saveDraft(actor, {
    id,
    name,
    revision: draft.revision,
    tree: { version: 1, entity: "customers", where },
  });
}

export async function keepVersion(actor: Actor, id: string): Promise<number> {
  const { draft } = await getAudience(actor, { id });
  return (await saveVersion(actor, { id, revision: draft.revision })).version;
}

export async function syncToMeta(
  actor: Actor,
  wanted: { audienceId: string; destinationId: string; name: string; use?: "target" | "exclude" | "seed" },
): Promise<string> {
  const { id } = await createSync(actor, {
    audienceId: wanted.audienceId,
    destinationId: wanted.destinationId,
    name: `${wanted.name} to Meta`,
    object: { create: wanted.name },
    mode: "mirror",
    use: wanted.use ?? "target",
    mapping: {
      fields: { EMAIL: { column: "email" }, PHONE: { column: "phone" } },
      country: { column: "country" },
      defaultCountry: "US",
    },
  });
  return id;
}

/** Asks for approval and waits until the impact is measured. */
export async function askForApproval(
  actor: Actor,
  syncId: string,
  audienceVersion: number,
  note?: string,
): Promise<string> {
  const { id } = await createChangeSet(actor, { syncId, audienceVersion, note });
  await until(
    () => getChangeSet(actor, { id }),
    (view: ChangeSetView) => view.status !== "measuring",
    (view) => expectStatus(view, "waiting"),
  );
  return id;
}

/** Runs a sync and waits until the run has ended, however it ends. */
export async function run(actor: Actor, syncId: string): Promise<RunView> {
  const { runId } = await runSync(actor, { id: syncId });
  return until(
    () => getRun(actor, { id: runId }),
    (view) => view.finishedAt !== null,
  );
}

const PATIENCE_MS = 5 * 60_000;

async function until<T>(
  look: () => Promise<T>,
  isThere: (seen: T) => boolean,
  check: (seen: T) => void = () => {},
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (isThere(seen)) {
      check(seen);
      return seen;
    }
    if (Date.now() > end) throw new Error("The demo's story did not get on within five minutes.");
    await sleep(100);
  }
}

function expectStatus(view: ChangeSetView, wanted: ChangeSetStatus): void {
  if (view.status === wanted) return;
  throw new Error(`"${view.title}" is ${view.status}: ${view.failure?.message ?? "for no reason given"}`);
}
