import { typeText } from "@/lib/core/catalog/column-type";
import { inTurn } from "@/lib/core/definitions/in-turn";
import { CoterieError } from "@/lib/core/errors";
import { namedAudiences } from "@/lib/core/segment/audiences";
import type { DefinitionChangeView, RefusedSyncView } from "@/lib/core/views/definitions";
import type { NamedAudience, NamedPrioritySet, OwnTrait } from "@/lib/definitions/folder/types";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import { importCatalog } from "../../catalog/import";
import { setPolicy } from "../../destination/set-policy";
import { createPrioritySet } from "../../priority-set/create";
import { listPrioritySets } from "../../priority-set/list";
import { updatePrioritySet } from "../../priority-set/update";
import { listSyncs } from "../../sync/list";
import { saveTrait } from "../../trait/save";
import type { Planning } from "../plan/planning";
import { type AudienceState, workspaceDefinitions } from "../workspace";
import { createFromFile as createAudienceFromFile, saveFromFile } from "./audience";
import { catalogSource } from "./catalog-source";
import { changeToFile, createFromFile } from "./sync";

type Changes = readonly DefinitionChangeView[];

const of = (changes: Changes, kind: DefinitionChangeView["kind"]) =>
  new Map(changes.filter((one) => one.kind === kind).map((one) => [one.key, one]));

/** Catalog, traits and policies, which others rest on. */
export async function applyShared(planning: Planning, changes: Changes, reason: string): Promise<void> {
  const { scope, folder, there } = planning;
  const source = of(changes, "catalog").size > 0 ? catalogSource(planning) : null;
  if (source !== null) await importCatalog(scope.actor, { source, baseFolder: there.baseFolder });
  const traits = of(changes, "trait");
  for (const trait of inTraitOrder(folder.traits)) {
    const key = `${trait.entity}.${trait.name}`;
    if (!traits.has(key)) continue;
    const version = there.ids.traits.get(key)?.version ?? null;
    await saveTrait.from(scope.actor, { ...trait, definition: written(trait), version });
  }
  const destinations = of(changes, "destination");
  for (const { name, policy } of folder.destinations) {
    const id = there.ids.destinations.get(name);
    if (!destinations.has(name) || !policy || id === undefined) continue;
    await setPolicy.from(scope.actor, { id, policy, reason });
  }
}

/** Whoever has a place in a priority set takes it before it can be saved, and the set then serves what was saved. */
export async function applyAudiences(planning: Planning, changes: Changes): Promise<void> {
  const { scope, folder, there } = planning;
  const { actor } = scope;
  const audiences = of(changes, "audience");
  const wanted = folder.audiences.filter(({ slug }) => audiences.has(slug));
  const states = new Map<NamedAudience, Pick<AudienceState, "id" | "revision">>();
  for (const audience of wanted) {
    const state = there.ids.audiences.get(audience.slug);
    states.set(audience, state ?? (await createAudienceFromFile(actor, audience)));
  }
  const added = new Set(wanted.flatMap(({ slug }) => (there.ids.audiences.has(slug) ? [] : [slug])));
  await applyPrioritySets(planning, changes, (set) =>
    set.audiences.some(({ audience }) => added.has(audience)),
  );
  const names = new Map(wanted.map((one) => [one, namedAudiences(one.tree)]));
  for (const audience of inTurn(wanted, (one, { slug }) => names.get(one)!.includes(slug))) {
    await saveFromFile(actor, audience, states.get(audience)!);
  }
  await applyPrioritySets(planning, changes, () => true);
}

async function applyPrioritySets(
  { scope, folder }: Planning,
  changes: Changes,
  isMeant: (set: NamedPrioritySet) => boolean,
): Promise<void> {
  const { actor } = scope;
  const sets = of(changes, "priority_set");
  const meant = folder.prioritySets.filter((set) => sets.has(set.slug) && isMeant(set));
  if (meant.length === 0) return;
  const { ids } = await workspaceDefinitions(scope);
  for (const { slug, name, entity, audiences } of meant) {
    const there = (await listPrioritySets(actor, {})).find((one) => one.slug === slug);
    const { id, revision } = there ?? (await createPrioritySet(actor, { name, entity }));
    const chosen = audiences.map(({ audience, version }) => ({
      ...{ id: ids.audiences.get(audience)?.id ?? "" },
      ...(version !== undefined && { version }),
    }));
    await updatePrioritySet(actor, { id, name, audiences: chosen, revision });
  }
}

/** What is refused of one sync is said, and the others go on: nothing rests on a sync but one that follows it. */
export async function applySyncs(
  { scope, folder, there }: Planning,
  changes: Changes,
): Promise<RefusedSyncView[]> {
  const syncs = of(changes, "sync");
  if (syncs.size === 0) return [];
  const { actor } = scope;
  const { ids, audiences } = await workspaceDefinitions(scope);
  const idOf = (name: string) =>
    ids.audiences.get(audiences.find((one) => one.name === name)?.slug ?? "")?.id;
  const refused: RefusedSyncView[] = [];
  for (const file of inTurn(folder.syncs, follows)) {
    const change = syncs.get(file.name);
    if (!change) continue;
    const names = { members: there.names.members, syncs: await listSyncs(actor, {}) };
    const known = there.ids.syncs.find(({ name }) => name === file.name);
    const refusal = await refusalOf(() =>
      known
        ? changeToFile(actor, known, file, names, change.parts)
        : createFromFile(actor, file, idOf(file.audience) ?? "", names),
    );
    if (refusal) refused.push({ name: file.name, ...refusal });
  }
  return refused;
}

/** Why it was refused; null: it was done. With `code`, only what is refused for that. */
export async function refusalOf(
  work: () => Promise<unknown>,
  code?: string,
): Promise<Omit<RefusedSyncView, "name"> | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof CoterieError) || (code !== undefined && error.code !== code)) throw error;
    return { code: error.code, message: error.message, fix: error.fix ?? null };
  }
}

/** As the editor sends it. */
function written({ definition }: OwnTrait): object {
  return definition.kind === "sql" ? { ...definition, type: typeText(definition.type) } : definition;
}

/** SQL first: values may be made of it. */
function inTraitOrder(traits: readonly OwnTrait[]): OwnTrait[] {
  return traits.toSorted((a, b) => a.definition.kind.localeCompare(b.definition.kind));
}

function follows({ schedule }: SyncFile, { name }: SyncFile): boolean {
  return typeof schedule === "object" && "after_sync" in schedule && schedule.after_sync === name;
}
