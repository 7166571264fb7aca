import type { Envelope } from "@/lib/core/approval/envelope";
import type { SyncUse } from "@/lib/core/membership/types";
import type { CatalogEntityView, CatalogView } from "@/lib/core/views/catalog";
import type { DestinationKindView, DestinationRow } from "@/lib/core/views/destination";

/** What the form holds; numbers as they are written. */
export type Draft = {
  name: string;
  entity: string;
  columns: ReadonlySet<string>;
  destinations: ReadonlySet<string>;
  fields: ReadonlySet<string>;
  uses: ReadonlySet<SyncUse>;
  atLeast: string;
  atMost: string;
  days: string;
  reason: string;
};

export const emptyDraft = (entity: string): Draft => ({
  ...{ name: "", entity, reason: "", atLeast: "100", atMost: "100000", days: "90" },
  ...{ columns: new Set(), destinations: new Set(), fields: new Set(), uses: new Set(["target"]) },
});

export function toggled<T>(set: ReadonlySet<T>, one: T, isIn: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (isIn) next.add(one);
  else next.delete(one);
  return next;
}

export function envelopeOf(draft: Draft): Envelope {
  return {
    entity: draft.entity,
    columns: [...draft.columns],
    destinations: [...draft.destinations],
    fields: [...draft.fields],
    uses: [...draft.uses],
    size: { atLeast: Number(draft.atLeast), atMost: Number(draft.atMost) },
  };
}

/** What is still to be said, in the order of the form; null: nothing. */
export function missingOf(draft: Draft): string | null {
  if (draft.name.trim() === "") return "Give it a name.";
  if (draft.columns.size === 0) return "Choose at least one column.";
  if (draft.destinations.size === 0) return "Choose at least one destination.";
  if (draft.fields.size === 0) return "Choose at least one field to send.";
  if (draft.uses.size === 0) return "Choose at least one use.";
  if (Number(draft.atLeast) > Number(draft.atMost)) return "The largest size is below the smallest.";
  return draft.reason.trim() === "" ? "Say why; it is kept with the decision." : null;
}

/** The entity itself first, then what relations lead to, the nearest first. */
export function reachableFrom({ entities }: CatalogView, name: string): CatalogEntityView[] {
  const found: CatalogEntityView[] = [];
  const queue = [name];
  for (const next of queue) {
    const entity = entities.find((one) => one.name === next);
    if (!entity || found.includes(entity)) continue;
    found.push(entity);
    queue.push(...entity.relations.map(({ to }) => to));
  }
  return found;
}

/** Where sets of people can go: records are always looked at by a person, so what takes only those has no place here. */
export function takersOf(
  destinations: readonly DestinationRow[],
  kinds: readonly DestinationKindView[],
): readonly DestinationRow[] {
  const takers = new Set(kinds.filter((kind) => kind.kinds.includes("set")).map(({ id }) => id));
  return destinations.filter(({ kind }) => takers.has(kind));
}

/** The fields of a set that the chosen accounts have, each once. */
export function fieldsOf(
  draft: Draft,
  destinations: readonly DestinationRow[],
  kinds: readonly DestinationKindView[],
): { id: string; label: string }[] {
  const chosen = new Set(destinations.filter(({ id }) => draft.destinations.has(id)).map(({ kind }) => kind));
  const all = kinds.filter(({ id }) => chosen.has(id)).flatMap(({ fields }) => fields);
  return [...new Map(all.map(({ id, label }) => [id, { id, label }])).values()];
}
