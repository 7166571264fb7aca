import { InvalidInput, NotFound } from "@/lib/core/errors";
import type { SyncView } from "@/lib/core/views/sync";
import { type SyncNames, settingsOf, timingOf } from "@/lib/definitions/sync";
import { alertsOf } from "@/lib/definitions/sync-alerts";
import { budgetOf } from "@/lib/definitions/sync-budget";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import type { Actor } from "../../actor";
import { setSyncBudget } from "../../cost/set-budget";
import { listDestinations } from "../../destination/list";
import { listObjects } from "../../destination/objects";
import { getSyncAlerts, setSyncAlerts } from "../../sync/alerts";
import { createSync } from "../../sync/create";
import { describeSync } from "../../sync/describe";
import { createRecordSync } from "../../sync/record/create";
import { recordObjects } from "../../sync/record/objects";
import { updateRecordSync } from "../../sync/record/update";
import { setSyncTiming } from "../../sync/set-timing";
import { updateSync } from "../../sync/update";
import { isTerm } from "../plan/effect";

/** Sets up as a draft what is not there, its object at the platform included. */
export async function createFromFile(
  actor: Actor,
  file: SyncFile,
  audienceId: string,
  names: SyncNames,
): Promise<string> {
  const { id } = await create(actor, file, audienceId, names);
  if (file.alerts) await setAlerts(actor, id, file);
  await setBudget(actor, id, file);
  return id;
}

async function create(
  actor: Actor,
  file: SyncFile,
  audienceId: string,
  names: SyncNames,
): Promise<{ id: string }> {
  const destination = named("destination", await listDestinations(actor, {}), file.destination);
  const { kind, settings } = settingsOf(file);
  const beside = { ...settings, ...aboutOf(file, names), timing: timingOf(file, names) };
  const places = { audienceId, destinationId: destination.id };
  if (kind === "record") {
    const { objects } = await recordObjects(actor, { id: destination.id });
    const object = named("object", objects, file.object);
    const { audienceId: _, ...place } = places;
    return createRecordSync.from(actor, { ...beside, ...place, source: { audienceId }, objectId: object.id });
  }
  const objects = await listObjects(actor, { id: destination.id });
  const there = objects.find(({ name }) => name === file.object);
  const object = there ? { id: there.id, name: there.name } : { create: file.object };
  return createSync.from(actor, { ...beside, ...places, object });
}

/** Makes of a sync that is there what the file says of these parts; what only an approval changes becomes a new version. */
export async function changeToFile(
  actor: Actor,
  { id }: Pick<SyncView, "id">,
  file: SyncFile,
  names: SyncNames,
  parts: readonly string[],
): Promise<void> {
  const differs = (...some: string[]) => some.some((part) => parts.includes(part));
  // What may be refused to a role goes first.
  if (differs("budget")) await setBudget(actor, id, file);
  if (parts.some(isTerm)) {
    const { kind, settings } = settingsOf(file);
    await (kind === "record" ? updateRecordSync : updateSync).from(actor, { id, ...settings });
  }
  if (differs("schedule", "blackout", "ends_on")) {
    await setSyncTiming(actor, { id, ...timingOf(file, names) });
  }
  if (differs("description", "labels", "owner")) await describeSync(actor, { id, ...aboutOf(file, names) });
  if (differs("alerts")) await setAlerts(actor, id, file);
}

async function setBudget(actor: Actor, id: string, { budget }: SyncFile): Promise<void> {
  if (budget) await setSyncBudget(actor, { id, budget: budgetOf(budget) });
}

async function setAlerts(actor: Actor, id: string, { alerts = {} }: SyncFile): Promise<void> {
  const now = await getSyncAlerts(actor, { id });
  await setSyncAlerts(actor, { id, ...alertsOf(alerts, now) });
}

function aboutOf(file: SyncFile, names: SyncNames) {
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

export function named<T extends { name: string }>(what: string, rows: readonly T[], name: string): T {
  const found = rows.find((row) => row.name === name);
  if (found) return found;
  throw new NotFound(what, name);
}
