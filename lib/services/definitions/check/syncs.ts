import { requireShare } from "@/lib/core/audience/splits";
import { resolveColumn } from "@/lib/core/catalog/resolve";
import { setOf } from "@/lib/core/destination/capability";
import type { Problem } from "@/lib/core/errors";
import { checkMapping } from "@/lib/core/membership/check-mapping";
import type { Mapping } from "@/lib/core/membership/types";
import type { DestinationDefinition } from "@/lib/core/ports/destination";
import { columnsRead } from "@/lib/core/record/columns";
import { recordTermsSchema } from "@/lib/core/record/schema";
import type { RecordMapping } from "@/lib/core/record/types";
import { checkTiming } from "@/lib/core/schedule/check";
import { didYouMean } from "@/lib/core/suggest";
import { settingsOf, timingOf } from "@/lib/definitions/sync";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import { allDefinitions } from "../../destination/definitions";
import { type Checking, refusalOf, stepsOf } from "./known";

type Audience = Checking["known"]["named"][number];

/** Syncs, held against what they name: audience, destination and its kind, columns, share, the sync they follow. */
export function checkSyncs(checking: Checking): void {
  const { folder, known, report } = checking;
  const filled = new Map<string, SyncFile>();
  for (const sync of folder.syncs) {
    const audience = audienceOf(checking, sync);
    const kind = kindOf(checking, sync);
    if (audience) checkShare(checking, sync, audience);
    if (audience && kind) checkFields(checking, sync, audience, kind);
    checkWhen(checking, sync);
    checkPeople(known, sync, report);
    const object = JSON.stringify([sync.destination, sync.object]);
    const other = filled.get(object);
    if (other && !sync.records) report(sync, filledTwice(sync, other), ["object"]);
    filled.set(object, sync);
  }
}

function audienceOf({ folder, known, report }: Checking, sync: SyncFile): Audience | null {
  const mine = folder.audiences.map(({ slug, name, tree }) => ({ slug, name, tree, entity: tree.entity }));
  const others = known.named.filter(({ slug }) => !mine.some((one) => one.slug === slug));
  const all = [...mine, ...others];
  const [found, other] = all.filter(({ name }) => name === sync.audience);
  if (found && !other) return found;
  const names = all.map(({ name }) => name);
  report(sync, found ? twoAudiences(sync.audience) : missing("audience", sync.audience, names), ["audience"]);
  return null;
}

function kindOf({ folder, known, report }: Checking, sync: SyncFile): DestinationDefinition | null {
  const all = [...folder.destinations, ...known.destinations];
  const found = all.find(({ name }) => name === sync.destination);
  const names = all.map(({ name }) => name);
  if (!found) report(sync, missing("destination", sync.destination, names), ["destination"]);
  return (found && allDefinitions().find(({ id }) => id === found.kind)) ?? null;
}

function checkShare({ report }: Checking, sync: SyncFile, { tree }: Audience): void {
  const { share } = sync;
  const problem = share === undefined ? null : refusalOf(() => requireShare(tree, share));
  if (problem) report(sync, problem, ["share"]);
}

function checkFields(
  checking: Checking,
  sync: SyncFile,
  { entity }: Audience,
  definition: DestinationDefinition,
): void {
  const asked = settingsOf(sync);
  if (asked.kind === "record") checkRecords(checking, sync, asked.settings.record, { entity, definition });
  else if (definition.set) checkSet(checking, sync, asked.settings.mapping, { entity, definition });
  else checking.report(sync, takes(definition, "audiences"), ["destination"]);
}

type Place = { entity: string; definition: DestinationDefinition };

function checkSet(
  { catalog, report }: Checking,
  sync: SyncFile,
  mapping: Mapping,
  { entity, definition }: Place,
): void {
  if (sync.mode !== "mirror" && sync.mode !== "add_only") report(sync, WRONG_MODE, ["mode"]);
  const problems = checkMapping(mapping, setOf(definition), catalog, entity);
  for (const problem of problems) report(sync, problem, stepsOf(problem.path.replace(/^mapping\./, "")));
}

/** Fields are the platform's to know: those are looked at when it is applied. */
function checkRecords(
  { catalog, report }: Checking,
  sync: SyncFile,
  written: { mapping: RecordMapping },
  { entity, definition }: Place,
): void {
  const terms = recordTermsSchema.safeParse(written);
  if (!definition.record) report(sync, takes(definition, "records"), ["records"]);
  else if (!definition.record.modes.some((mode) => mode === sync.mode)) report(sync, WRONG_MODE, ["mode"]);
  if (!terms.success) report(sync, removal(terms.error.issues[0]?.message), ["records", "removal"]);
  for (const column of columnsRead(written.mapping)) {
    const found = resolveColumn(catalog, entity, column);
    if ("problem" in found) report(sync, found.problem, ["records"]);
  }
}

/** The name of the sync it waits for; "" where it waits for none, or for one that has ended. */
function firstOf({ schedule }: SyncFile): string {
  return typeof schedule === "object" && "after_sync" in schedule ? schedule.after_sync : "";
}

/** Syncs that wait for each other in a circle would never begin. */
function isInCircle(syncs: readonly SyncFile[], sync: SyncFile): boolean {
  const seen = new Set<string>();
  for (let name = firstOf(sync); name !== "" && !seen.has(name); ) {
    if (name === sync.name) return true;
    seen.add(name);
    const next = syncs.find((one) => one.name === name);
    name = next ? firstOf(next) : "";
  }
  return false;
}

function checkWhen({ folder, known, now, report }: Checking, sync: SyncFile): void {
  const names = [...folder.syncs, ...known.syncs].map(({ name }) => name);
  const first = firstOf(sync);
  if (first !== "" && !names.includes(first)) report(sync, missing("sync", first, names), ["schedule"]);
  if (isInCircle(folder.syncs, sync)) report(sync, CIRCLE, ["schedule"]);
  for (const problem of checkTiming(timingOf(sync, { syncs: [], members: [] }), now)) {
    report(sync, problem, stepsOf(problem.path));
  }
}

/** Who and where alerts go is only known to a workspace. */
function checkPeople(
  { members, channels }: Checking["known"],
  sync: SyncFile,
  report: Checking["report"],
): void {
  const owner = sync.owner?.toLowerCase();
  if (members && owner !== undefined && !members.some(({ email }) => email === owner)) {
    report(sync, NOT_A_MEMBER, ["owner"]);
  }
  for (const name of sync.alerts?.channels ?? []) {
    if (!channels || channels.some((one) => one.name === name)) continue;
    const names = channels.map((one) => one.name);
    report(sync, missing("alert channel", name, names), ["alerts", "channels"]);
  }
}

type Said = Omit<Problem, "path" | "line">;

function missing(noun: string, name: string, known: readonly string[]): Said {
  return {
    code: "NOT_FOUND",
    message: `There is no ${noun} “${name}”${didYouMean(name, known)}`,
    fix:
      noun === "alert channel"
        ? "Write the name of a channel there is."
        : `Correct the name, or add its file to ${noun}s/.`,
  };
}

const twoAudiences = (name: string): Said => ({
  code: "NOT_ONE",
  message: `Several audiences are called “${name}”.`,
  fix: "Give each a name of its own.",
});

function filledTwice({ object, destination }: SyncFile, other: SyncFile): Said {
  return {
    code: "OBJECT_TAKEN",
    message: `“${other.name}” fills “${object}” of ${destination} already.`,
    fix: "Only one sync writes to an object: name another one.",
  };
}

const takes = ({ label }: DestinationDefinition, what: string): Said => ({
  code: "WRONG_KIND",
  message: `${label} takes no ${what}.`,
  fix: what === "records" ? "Take `records` out." : "Say how its records are written, under `records`.",
});

const removal = (message = "What happens to a record that left is not said."): Said => ({
  code: "WRONG_VALUE",
  message,
  fix: "Give a mirror of records a `removal`, and any other mode `removal: null`.",
});

const CIRCLE: Said = {
  code: "CIRCLE",
  message: "The syncs would wait for each other in a circle.",
  fix: "Let one of them start by itself.",
};

const WRONG_MODE: Said = {
  code: "WRONG_VALUE",
  message: "The destination does not take this mode.",
  fix: "Audiences are `mirror` or `add_only`; records what the destination's kind says.",
};

const NOT_A_MEMBER: Said = {
  code: "NOT_A_MEMBER",
  message: "The owner is not the address of a member.",
  fix: "Write the address of someone who is.",
};
