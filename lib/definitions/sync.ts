import { stringify } from "yaml";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import { intervalText, parseInterval } from "@/lib/core/schedule/interval";
import type { Schedule, Timing } from "@/lib/core/schedule/types";
import type { SyncView } from "@/lib/core/views/sync";
import { readDefinition, refuseFile } from "./file";
import { type SyncFile, syncFile } from "./sync-schema";
import { readYaml } from "./yaml";
import { problemsOf } from "./zod-problems";

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
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { value: null, problems: yaml.problems };
  const shape = syncFile.safeParse(yaml.value);
  if (shape.success) return { value: shape.data, problems: [] };
  const located = problemsOf(shape.error, yaml.value);
  return { value: null, problems: located.map((problem) => atPath(problem, yaml.lineOf(problem.at))) };
}

export function syncText(sync: SyncView, names: SyncNames): string {
  return stringify(fileOf(sync, names), { lineWidth: 0 });
}

function fileOf(sync: SyncView, names: SyncNames): SyncFile {
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
    ...(endsOn && { ends_on: endsOn }),
  };
}

type BoundPart = Pick<
  SyncFile,
  "audience" | "destination" | "object" | "mode" | "use" | "share" | "fields" | "records"
>;

/** What a file says of a sync that only an approval changes. */
export function boundOf(sync: SyncView): BoundPart {
  const fields = Object.entries(sync.mapping.fields).map(([field, { column }]) => [field, column]);
  return {
    audience: sync.audience.name,
    destination: sync.destination.name,
    object: sync.object?.name ?? "",
    mode: sync.mode,
    use: sync.use,
    ...(sync.split !== null && { share: sync.split }),
    fields: Object.fromEntries(fields),
    ...(sync.record && { records: { ...sync.record.mapping, removal: sync.record.removal } }),
  };
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
