import { z } from "zod";
import { diffDefinitions } from "@/lib/core/definitions/diff";
import { Conflict, CoterieError } from "@/lib/core/errors";
import type { SyncAppliedView } from "@/lib/core/views/definitions";
import type { SyncRow, SyncView } from "@/lib/core/views/sync";
import { refuseFile } from "@/lib/definitions/file";
import {
  comparableSync,
  differences,
  parseSyncFile,
  type SyncNames,
  syncFileOf,
} from "@/lib/definitions/sync";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import type { Actor } from "../../actor";
import { listAudiences } from "../../audience/list";
import { createChangeSet } from "../../change-set/create";
import { listMembers } from "../../member/list";
import { service } from "../../service";
import { getSyncAlerts } from "../../sync/alerts";
import { getSync } from "../../sync/get";
import { listSyncs } from "../../sync/list";
import { refusalOf } from "./steps";
import { changeToFile, createFromFile, named } from "./sync";

/** The file as it is read, and where it lay, for whoever is told of it. */
const input = z.object({ text: z.string().max(5_000_000), path: z.string().min(1).max(1_000) });

/**
 * Makes a sync what its file says: a missing one as a draft; of one that is there, what no approval is bound to at once, and the
 * rest as a new version that is asked approval for where one was given before, as the editor does.
 */
export const applySyncFile = service(
  { name: "definitions.apply_sync", role: "marketer", input },
  async ({ actor }, { text, path }): Promise<SyncAppliedView> => {
    const { value: file, problems } = parseSyncFile(text);
    if (!file) return refuseFile("INVALID_SYNC", path, problems);
    const names = { syncs: await listSyncs(actor, {}), members: await listMembers(actor, {}) };
    const known = knownAs(names.syncs, file.name);
    if (!known) {
      const audience = named("audience", await listAudiences(actor, {}), file.audience);
      return appliedOf(actor, await createFromFile(actor, file, audience.id, names), "created");
    }
    const view = await getSync(actor, { id: known.id });
    const { places, terms } = differences(file, view);
    if (places.length > 0) throw anotherSync(path, file, places);
    if (terms.length > 0 && view.openRequest) throw requestOpen(view);
    await changeToFile(actor, view, file, names, await partsOf(actor, file, view, names));
    if (view.approvedVersion === null) return appliedOf(actor, view.id, terms.length > 0 ? "draft" : "same");
    const isAsked = await askForApproval(actor, view.id, path);
    return appliedOf(actor, view.id, isAsked ? "asked" : "same");
  },
);

/** By name as people write it. */
function knownAs(syncs: readonly SyncRow[], name: string): SyncRow | null {
  const [found, other] = syncs.filter((sync) => sync.name.toLowerCase() === name.toLowerCase());
  if (!other) return found ?? null;
  throw new CoterieError({
    code: "NOT_ONE",
    message: `Several syncs are called "${name}".`,
    remedy: "fix_input",
    fix: "Rename all but one of them.",
  });
}

/** Names of what the file says otherwise; what it leaves to the workspace is not among them. */
async function partsOf(actor: Actor, file: SyncFile, view: SyncView, names: SyncNames): Promise<string[]> {
  const now = syncFileOf(view, await getSyncAlerts(actor, { id: view.id }), names);
  const { owner, budget } = now;
  const wanted = { ...(owner !== undefined && { owner }), ...(budget && { budget }), ...file };
  const said = (parts: SyncFile) => [{ kind: "sync" as const, key: "", name: "", parts: { ...parts } }];
  const [diff] = diffDefinitions(said(comparableSync(wanted)), said(comparableSync(now)));
  return diff?.parts ?? [];
}

/** False where all of it is approved as it stands, or goes under the approval there is. */
async function askForApproval(actor: Actor, id: string, path: string): Promise<boolean> {
  const view = await getSync(actor, { id });
  if (view.openRequest) return true;
  const { audienceVersion } = view;
  if (view.version === view.approvedVersion || audienceVersion === null) return false;
  const ask = () => createChangeSet(actor, { syncId: id, audienceVersion, note: `Applied from ${path}.` });
  return !(await refusalOf(ask, "NOTHING_NEW"));
}

async function appliedOf(
  actor: Actor,
  id: string,
  outcome: SyncAppliedView["outcome"],
): Promise<SyncAppliedView> {
  const { name, openRequest, timing } = await getSync(actor, { id });
  return { id, name, outcome, request: openRequest, schedule: timing.words };
}

function requestOpen({ name }: SyncView): Conflict {
  return new Conflict(
    "REQUEST_OPEN",
    `A request for ${name} is waiting already.`,
    "Wait for its decision, or withdraw it, and apply the file again.",
  );
}

function anotherSync(path: string, { name }: SyncFile, places: readonly string[]): CoterieError {
  return new CoterieError({
    code: "ANOTHER_SYNC",
    path,
    message: `${path} names another ${places.join(" and ")} than ${name} has, which makes it another sync.`,
    remedy: "fix_input",
    fix: "Give it a name of its own; end the one there is when the new one runs.",
  });
}
