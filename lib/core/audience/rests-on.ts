import { type Audiences, namedReferences } from "@/lib/core/segment/audiences";
import { earlierInSet, isExempt } from "./resolve";
import type { AudienceDefinition, AudienceReference } from "./types";

/** What decides who is in an audience besides its own definition. */
export type Around = {
  /** Whom the workspace excludes from every audience of its entity. */
  exclusions?: readonly AudienceReference[];
  /** Who comes before it in its priority set. */
  priority?: readonly AudienceReference[];
};
export type RestsOn = Around & {
  /** Every audience that is reached through names, exclusions and priority, by name and version. */
  audiences?: readonly ({ audience: string; version: number | null; tree: unknown } & Around)[];
};

/** Everything a definition rests on, through all that it names; what leads nowhere is left out, which is a change by itself. */
export function restsOn(definition: AudienceDefinition, audiences: Audiences): RestsOn {
  const own = aroundOf(definition, audiences.self, audiences);
  const reached = new Map<string, NonNullable<RestsOn["audiences"]>[number]>();
  const waiting = referencesOf(definition, own);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const found = audiences.find(next.audience, next.version);
    if ("problem" in found) continue;
    const version = found.version ?? null;
    const key = `${next.audience}@${version}`;
    if (reached.has(key)) continue;
    const tree = found.json as AudienceDefinition;
    const around = aroundOf(tree, next.audience, audiences);
    reached.set(key, { audience: next.audience, version, tree, ...around });
    waiting.push(...referencesOf(tree, around));
  }
  const sorted = [...reached].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { ...own, ...(sorted.length > 0 ? { audiences: sorted } : {}) };
}

function aroundOf(definition: AudienceDefinition, slug: string | undefined, audiences: Audiences): Around {
  const { entity } = definition;
  const exclusions = isExempt(audiences, entity, slug) ? [] : (audiences.exclusions?.(entity) ?? []);
  const priority = earlierInSet(audiences, definition, slug);
  return {
    ...(exclusions.length > 0 ? { exclusions } : {}),
    ...(priority.length > 0 ? { priority } : {}),
  };
}

function referencesOf(definition: AudienceDefinition, around: Around): AudienceReference[] {
  return [...namedReferences(definition), ...(around.exclusions ?? []), ...(around.priority ?? [])];
}
