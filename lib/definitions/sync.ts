import { stringify } from "yaml";
import { isSame } from "@/lib/core/canonical";
import type { Budget } from "@/lib/core/cost/types";
import type { Problem } from "@/lib/core/errors";
import { intervalText, parseInterval } from "@/lib/core/schedule/interval";
import type { Schedule, Timing } from "@/lib/core/schedule/types";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import type { SyncView } from "@/lib/core/views/sync";
import { readDefinition, refuseFile } from "./file";
import { parseWith } from "./parse-with";
import { alertsText } from "./sync-alerts";
import { budgetOf, budgetText } from "./sync-budget";
import { type SyncFile, syncFile } from "./sync-schema";

/** Names of what a sync refers to by id. */
export type SyncNames = {
  syncs: readonly { id: string; name: string }[];
  members: readonly { id: string; email: string }[];
};

/** Throws InvalidInput naming the file, the line and the fix. */
export async function loadSyncFile(path: string): Promise<SyncFile> {
  const { value, problems } = parseSyncFile(await readDefinition(path, "sync"));
  return value ?? refuseFile("INVALID_SYNC", path, problems);
}

export function parseSyncFile(text: string): { value: SyncFile | null; problems: Problem[] } {
  const { value, problems } = parseWith(syncFile, text);
  return { value, problems };
}

export function syncText(sync: SyncView, alerts: SyncAlertsView, names: SyncNames): string {
  return stringify(syncFileOf(sync, alerts, names), { lineWidth: 0 });
}

/** All of a sync that its file says. */
export type SyncSaid = Pick<
  SyncView,
  "name" | "audience" | "destination" | "object" | "mode" | "use" | "split"
> &
  Pick<SyncView, "mapping" | "record" | "guards" | "description" | "labels"> & {
    owner: { id: string } | null;
    timing: Timing;
    month: { budget: Budget };
  };
type AlertsSaid = Pick<SyncAlertsView, "set" | "chosen"> & {
  channels: readonly { id: string; name: string }[];
};

/** What a sync is, as its file says it. */
export function syncFileOf(sync: SyncSaid, alerts: AlertsSaid, names: SyncNames): SyncFile {
  const told = alertsText(alerts);
  const budget = budgetText(sync.month.budget);
  const owner = names.members.find(({ id }) => id === sync.owner?.id)?.email;
  const { blackout, endsOn } = sync.timing;
  return {
    version: 1,
    name: sync.name,
    ...boundOf(sync),
    ...(sync.description && { description: sync.description }),
    ...(sync.labels.length > 0 && { labels: [...sync.labels] }),
    ...(owner && { owner }),
    schedule: scheduleText(sync.timing.schedule, names),
    ...(blackout.windows.length > 0 && {
      blackout: {
        ...(blackout.zone && { zone: blackout.zone }),
        windows: blackout.windows.map((window) => ({ ...window, days: [...window.days] })),
      },
    }),
    ...(told && { alerts: told }),
    ...(budget && { budget }),
    ...(endsOn && { ends_on: endsOn }),
  };
}

/** A file in one spelling: what is left out, or written another way, and means the same looks the same. */
export function comparableSync(file: SyncFile): SyncFile {
  const { description, labels = [], owner, schedule = "by_hand", ...others } = file;
  const { guards, alerts, blackout, budget: spent, ...rest } = others;
  const budget = spent && budgetText(budgetOf(spent));
  const tidy = [...new Set(labels.map((label) => label.trim().toLowerCase()))].sort();
  return {
    ...rest,
    ...(description?.trim() && { description: description.trim() }),
    ...(tidy.length > 0 && { labels: tidy }),
    ...(owner && { owner: owner.toLowerCase() }),
    schedule: typeof schedule === "object" && "every" in schedule ? everyOf(schedule.every) : schedule,
    ...(guards && Object.keys(guards).length > 0 && { guards }),
    ...(blackout && { blackout }),
    ...(alerts && comparableAlerts(alerts)),
    ...(budget && { budget }),
  };
}

function everyOf(text: string): { every: string } {
  const minutes = parseInterval(text);
  return { every: minutes === null ? text : intervalText(minutes) };
}

function comparableAlerts({
  channels = [],
  ...rules
}: NonNullable<SyncFile["alerts"]>): Pick<SyncFile, "alerts"> {
  const set = Object.entries(rules).filter(([, rule]) => rule && Object.keys(rule).length > 0);
  if (channels.length === 0 && set.length === 0) return {};
  return {
    alerts: { ...(channels.length > 0 && { channels: [...channels].sort() }), ...Object.fromEntries(set) },
  };
}

/** What a sync is from what to where; another is another sync. */
export const PLACES = ["audience", "destination", "object"] as const;
/** What only an approval changes. */
export const TERMS = [
  ...(["mode", "use", "share", "fields", "country", "default_country"] as const),
  ...(["records", "guards"] as const),
];
type BoundPart = Pick<SyncFile, (typeof PLACES)[number] | (typeof TERMS)[number]>;

/** What a file says of a sync that an approval is bound to. */
function boundOf(sync: SyncSaid): BoundPart {
  const { fields, country, defaultCountry } = sync.mapping;
  const columns = Object.entries(fields).map(([field, { column }]) => [field, column]);
  return {
    audience: sync.audience.name,
    destination: sync.destination.name,
    object: sync.object?.name ?? "",
    mode: sync.mode,
    use: sync.use,
    ...(sync.split !== null && { share: sync.split }),
    fields: Object.fromEntries(columns),
    ...(country && { country: country.column }),
    ...(defaultCountry && { default_country: defaultCountry }),
    ...(sync.record && { records: { ...sync.record.mapping, removal: sync.record.removal } }),
    ...(Object.keys(sync.guards).length > 0 && { guards: sync.guards }),
  };
}

/** Where a file says otherwise than a sync is: of what it is from and to, and of what an approval changes. */
export function differences(file: SyncFile, sync: SyncView): { places: string[]; terms: string[] } {
  const now = boundOf(sync);
  const differs = (key: keyof BoundPart) => !isSame(file[key] ?? null, now[key] ?? null);
  return { places: PLACES.filter(differs), terms: TERMS.filter(differs) };
}

/** What an approval is bound to, as the services of a set or of records take it. */
export function settingsOf({ name, mode, use, share, guards = {}, ...file }: SyncFile) {
  const shared = { name, split: share ?? null, guards };
  if (file.records) {
    const { removal, ...mapping } = file.records;
    return { kind: "record" as const, settings: { ...shared, record: { mapping, mode, removal } } };
  }
  const fields = Object.entries(file.fields).map(([field, column]) => [field, { column }]);
  const mapping = {
    fields: Object.fromEntries(fields),
    ...(file.country && { country: { column: file.country } }),
    ...(file.default_country && { defaultCountry: file.default_country }),
  };
  return { kind: "set" as const, settings: { ...shared, mapping, mode, use } };
}

function scheduleText(schedule: Schedule, { syncs }: SyncNames): SyncFile["schedule"] {
  switch (schedule.kind) {
    case "none":
      return "by_hand";
    case "interval":
      return { every: intervalText(schedule.minutes) };
    case "cron":
      return { cron: schedule.cron, zone: schedule.zone };
    case "after_sync":
      return { after_sync: syncs.find(({ id }) => id === schedule.sync)?.name ?? "" };
    case "after_dbt":
      return { after_dbt: schedule.job };
  }
}

/** When the sync of a file runs; a sync that is named and not there keeps its name, so that the server refuses it. */
export function timingOf({ schedule = "by_hand", blackout, ends_on }: SyncFile, names: SyncNames): Timing {
  return {
    schedule: scheduleOf(schedule, names),
    blackout: { windows: blackout?.windows ?? [], zone: blackout?.zone ?? null },
    endsOn: ends_on ?? null,
  };
}

function scheduleOf(written: NonNullable<SyncFile["schedule"]>, { syncs }: SyncNames): Schedule {
  if (written === "by_hand") return { kind: "none" };
  if ("every" in written) return { kind: "interval", minutes: parseInterval(written.every) ?? 0 };
  if ("cron" in written) return { kind: "cron", ...written };
  if ("after_dbt" in written) return { kind: "after_dbt", job: written.after_dbt };
  const { after_sync: name } = written;
  return { kind: "after_sync", sync: syncs.find((sync) => sync.name === name)?.id ?? name };
}
