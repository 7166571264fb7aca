import { isSame } from "@/lib/core/canonical";
import type { Budget } from "@/lib/core/cost/types";
import { Conflict, CoterieError, InvalidInput, NotFound } from "@/lib/core/errors";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { DestinationRow, ObjectView } from "@/lib/core/views/destination";
import type { MemberRow } from "@/lib/core/views/member";
import type { RecordObjectsView } from "@/lib/core/views/record";
import type { SyncRow, SyncView } from "@/lib/core/views/sync";
import type { SyncNames } from "@/lib/definitions/sync";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import { addressOf, askCoterie, findSync } from "./client";

export type Applied = {
  id: string;
  name: string;
  /** Nothing an approval is bound to is otherwise; made; a draft that was changed; changed and waiting for approval. */
  outcome: "same" | "created" | "draft" | "asked";
  /** The request for approval that waits, by id. */
  request: string | null;
  /** Where to look at it. */
  link: string;
  schedule: string;
};

/**
 * Makes a sync what its file says: a missing one as a draft; of one that is there, what no approval is bound to at once, and the
 * rest as a new version that is asked approval for where one was given before, as the editor does.
 */
export async function applySync(path: string, signal: AbortSignal): Promise<Applied> {
  const { differences, loadSyncFile } = await import("@/lib/definitions/sync");
  const file = await loadSyncFile(path);
  const names = await namesOf(signal);
  const known = await findSync(file.name, signal).catch(orNothing);
  if (!known) {
    const id = await create(file, names, signal);
    await setAlerts(id, file, signal);
    await setBudget(await askCoterie<SyncView>(`/syncs/${id}`, { signal }), file, signal);
    return appliedOf(id, "created", signal);
  }
  const { id } = known;
  const view = await askCoterie<SyncView>(`/syncs/${id}`, { signal });
  const { places, terms } = differences(file, view);
  if (places.length > 0) throw anotherSync(path, file, places);
  // What may be refused goes first.
  await setBudget(view, file, signal);
  if (terms.length > 0) await changeTerms(view, file, signal);
  await changeRest(view, file, names, signal);
  if (view.approvedVersion === null) return appliedOf(id, terms.length > 0 ? "draft" : "same", signal);
  const isAsked = await askForApproval(id, path, signal);
  return appliedOf(id, isAsked ? "asked" : "same", signal);
}

/** Names of what a file refers to. */
export async function namesOf(signal: AbortSignal): Promise<SyncNames> {
  const [syncs, members] = await Promise.all([
    askCoterie<SyncRow[]>("/syncs", { signal }),
    askCoterie<MemberRow[]>("/members", { signal }),
  ]);
  return { syncs, members };
}

async function create(file: SyncFile, names: SyncNames, signal: AbortSignal): Promise<string> {
  const { settingsOf, timingOf } = await import("@/lib/definitions/sync");
  const audiences = await askCoterie<AudienceRow[]>("/audiences", { signal });
  const destinations = await askCoterie<DestinationRow[]>("/destinations", { signal });
  const audience = named("audience", audiences, file.audience);
  const destination = named("destination", destinations, file.destination);
  const { kind, settings } = settingsOf(file);
  const beside = { ...settings, ...aboutOf(file, names), timing: timingOf(file, names) };
  if (kind === "record") {
    const { objects } = await askCoterie<RecordObjectsView>(
      `/destinations/${destination.id}/record-objects`,
      {
        signal,
      },
    );
    const object = named("object", objects, file.object);
    const source = { audienceId: audience.id };
    const body = { ...beside, source, destinationId: destination.id, objectId: object.id };
    return (await askCoterie<{ id: string }>("/syncs/records", { body, signal })).id;
  }
  const objects = await askCoterie<ObjectView[]>(`/destinations/${destination.id}/objects`, { signal });
  const there = objects.find(({ name }) => name === file.object);
  const object = there ? { id: there.id, name: there.name } : { create: file.object };
  const body = { ...beside, audienceId: audience.id, destinationId: destination.id, object };
  return (await askCoterie<{ id: string }>("/syncs", { body, signal })).id;
}

/** A new version. While a request waits, what it asks for stays as it was asked. */
async function changeTerms(view: SyncView, file: SyncFile, signal: AbortSignal): Promise<void> {
  const { settingsOf } = await import("@/lib/definitions/sync");
  if (view.openRequest) {
    throw new Conflict(
      "REQUEST_OPEN",
      `A request for ${view.name} is waiting already: ${addressOf(`/approvals/${view.openRequest}`)}`,
      "Wait for its decision, or withdraw it, and apply the file again.",
    );
  }
  const { kind, settings } = settingsOf(file);
  const path = kind === "record" ? `/syncs/${view.id}/records` : `/syncs/${view.id}`;
  await askCoterie(path, { method: "PUT", body: settings, signal });
}

/** What takes effect at once. */
async function changeRest(
  view: SyncView,
  file: SyncFile,
  names: SyncNames,
  signal: AbortSignal,
): Promise<void> {
  const { timingOf } = await import("@/lib/definitions/sync");
  const base = `/syncs/${view.id}`;
  await askCoterie(`${base}/timing`, { method: "PUT", body: timingOf(file, names), signal });
  await askCoterie(`${base}/description`, { method: "PUT", body: aboutOf(file, names), signal });
  await setAlerts(view.id, file, signal);
}

async function setAlerts(id: string, { alerts = {} }: SyncFile, signal: AbortSignal): Promise<void> {
  const { alertsOf } = await import("@/lib/definitions/sync-alerts");
  const path = `/syncs/${id}/alerts`;
  const now = await askCoterie<SyncAlertsView>(path, { signal });
  await askCoterie(path, { method: "PUT", body: alertsOf(alerts, now), signal });
}

async function setBudget({ id, month }: SyncView, { budget }: SyncFile, signal: AbortSignal): Promise<void> {
  if (!budget) return;
  const { budgetOf } = await import("@/lib/definitions/sync-budget");
  const wanted: Budget = budgetOf(budget);
  if (isSame(wanted, month.budget)) return;
  await askCoterie(`/syncs/${id}/budget`, { method: "PUT", body: { budget: wanted }, signal });
}

/** False where all of it is approved as it stands, or goes under the approval there is. */
async function askForApproval(id: string, path: string, signal: AbortSignal): Promise<boolean> {
  const view = await askCoterie<SyncView>(`/syncs/${id}`, { signal });
  if (view.openRequest) return true;
  if (view.version === view.approvedVersion || view.audienceVersion === null) return false;
  const body = { syncId: id, audienceVersion: view.audienceVersion, note: `Applied from ${path}.` };
  try {
    await askCoterie<{ id: string }>("/change-sets", { body, signal });
    return true;
  } catch (error) {
    if (error instanceof CoterieError && error.code === "NOTHING_NEW") return false;
    throw error;
  }
}

async function appliedOf(id: string, outcome: Applied["outcome"], signal: AbortSignal): Promise<Applied> {
  const { name, openRequest: request, timing } = await askCoterie<SyncView>(`/syncs/${id}`, { signal });
  const link = addressOf(outcome === "asked" && request ? `/approvals/${request}` : `/syncs/${id}`);
  return { id, name, outcome, request, link, schedule: timing.words };
}

function aboutOf(file: SyncFile, names: SyncNames): object {
  return { description: file.description ?? "", labels: file.labels ?? [], ...ownerOf(file, names) };
}

function ownerOf({ owner }: SyncFile, { members }: SyncNames): { ownerId?: string } {
  if (owner === undefined) return {};
  const member = members.find(({ email }) => email === owner.toLowerCase());
  if (member) return { ownerId: member.id };
  throw new InvalidInput({
    code: "NOT_A_MEMBER",
    message: `${owner} is not the address of a member.`,
    fix: "Write the address of someone who is.",
    path: "owner",
  });
}

function named<T extends { name: string }>(what: string, rows: readonly T[], name: string): T {
  const found = rows.find((row) => row.name === name);
  if (found) return found;
  throw new NotFound(what, name);
}

function orNothing(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
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
