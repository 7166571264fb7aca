import type { AudienceReference, PrioritySet } from "@/lib/core/audience/types";
import { formatPath } from "@/lib/core/path";
import { type Audiences, type FoundAudience, namedReferences } from "@/lib/core/segment/audiences";
import { didYouMean } from "@/lib/core/suggest";
import type { Transaction } from "@/lib/db/client";
import { storedReferences } from "@/lib/db/stored";
import { type HeldLists, listsOf } from "../list/store";

export type AudienceTables = Pick<
  Transaction,
  "audience" | "audienceVersion" | "prioritySet" | "workspaceExclusion" | "heldList"
>;

/** A saved version of an audience somebody names. */
export type NamedVersion = { audience: string; name: string; version: number; tree: unknown };

/** `newest`: what is meant without a version; null where none was saved. */
type NamedAudience = { audience: string; name: string; entity: string; newest: number | null };

export type AudienceBook = Audiences & {
  /** Every version that was looked up, in the order of names and versions. */
  versions(): NamedVersion[];
  audienceOf(slug: string): NamedAudience | undefined;
  lists: HeldLists;
};

type Found = {
  known: Map<string, NamedAudience>;
  versions: Map<string, NamedVersion>;
  sets: readonly PrioritySet[];
};

/**
 * The audiences a definition names, and those they name in turn, with whom the workspace excludes and who comes first in
 * a priority set, and the lists of the workspace. Of each the version that is named, else its newest.
 *
 * @param self what others call the audience whose definition it is
 * @param future priority sets as they would be, in place of those there are
 */
export async function audiencesNamedIn(
  db: AudienceTables,
  workspaceId: string,
  definition: unknown,
  self?: string,
  future?: readonly PrioritySet[],
): Promise<AudienceBook> {
  const exclusions = await workspaceExclusions(db, workspaceId);
  const found: Found = {
    known: new Map(),
    versions: new Map(),
    sets: future ?? (await prioritySets(db, workspaceId)),
  };
  let waiting = [
    ...referencesOf(definition, found.sets),
    ...exclusions.map(({ audience, version }) => ({ audience, version })),
  ];
  while (waiting.length > 0) waiting = await look(db, workspaceId, waiting, found);
  return {
    self,
    isVersioned: true,
    lists: await listsOf(db, workspaceId),
    find: (slug, version) => find(slug, version, found),
    exclusions: (entity) =>
      exclusions
        .filter((one) => one.entity === entity)
        .map(({ audience, version }) => ({ audience, version })),
    prioritySet: (slug) => found.sets.find((one) => one.slug === slug) ?? noSet(slug, found.sets),
    versions: () => [...found.versions.values()].sort(byNameAndVersion),
    audienceOf: (slug) => found.known.get(slug),
  };
}

/** One level: what these references mean, and what that refers to which is not known yet. */
async function look(
  db: AudienceTables,
  workspaceId: string,
  references: readonly AudienceReference[],
  found: Found,
): Promise<AudienceReference[]> {
  const slugs = [...new Set(references.map(({ audience }) => audience))].filter(
    (slug) => !found.known.has(slug),
  );
  const audiences = await db.audience.findMany({
    where: { workspaceId, slug: { in: slugs } },
    select: {
      slug: true,
      name: true,
      entity: true,
      versions: { select: { version: true }, orderBy: { version: "desc" }, take: 1 },
    },
  });
  for (const { slug, name, entity, versions } of audiences) {
    found.known.set(slug, { audience: slug, name, entity, newest: versions[0]?.version ?? null });
  }
  const wanted = references.flatMap(({ audience, version }) => {
    const meant = version ?? found.known.get(audience)?.newest;
    if (!meant || found.versions.has(keyOf(audience, meant))) return [];
    return [{ version: meant, audience: { workspaceId, slug: audience } }];
  });
  if (wanted.length === 0) return [];
  const versions = await db.audienceVersion.findMany({
    where: { OR: wanted },
    select: { version: true, tree: true, audience: { select: { slug: true, name: true } } },
  });
  for (const { version, tree, audience } of versions) {
    const { slug, name } = audience;
    found.versions.set(keyOf(slug, version), { audience: slug, name, version, tree });
  }
  return versions.flatMap(({ tree }) => referencesOf(tree, found.sets)).filter((one) => !isKnown(one, found));
}

/** What a definition names itself, and whoever comes in the priority set it names. */
function referencesOf(definition: unknown, sets: readonly PrioritySet[]): AudienceReference[] {
  const named = namedReferences(definition);
  const set = sets.find(({ slug }) => slug === setNamedIn(definition));
  return set ? [...named, ...set.audiences] : named;
}

function setNamedIn(definition: unknown): unknown {
  if (typeof definition !== "object" || definition === null || !("priority" in definition)) return undefined;
  const { priority } = definition;
  return typeof priority === "object" && priority !== null && "set" in priority ? priority.set : undefined;
}

/** Audiences that do not exist stay unknown, and are not looked for twice. */
function isKnown({ audience, version }: AudienceReference, { known, versions }: Found): boolean {
  const meant = version ?? known.get(audience)?.newest;
  return known.has(audience) && (!meant || versions.has(keyOf(audience, meant)));
}

function find(slug: string, version: number | undefined, { known, versions }: Found): FoundAudience {
  const audience = known.get(slug);
  if (!audience) {
    return {
      problem: {
        code: "UNKNOWN_AUDIENCE",
        message: `There is no audience \`${slug}\`${didYouMean(slug, [...known.keys()])}`,
        fix: "Choose another audience, or take this part out.",
      },
    };
  }
  const meant = version ?? audience.newest;
  const found = meant === null ? undefined : versions.get(keyOf(slug, meant));
  if (found) {
    return {
      json: found.tree,
      version: found.version,
      place: (at) => `version ${found.version}, ${formatPath(at) || "as a whole"}`,
    };
  }
  if (meant === null) {
    return {
      problem: {
        code: "AUDIENCE_UNSAVED",
        message: `“${audience.name}” has no saved version yet, so nothing can rest on it.`,
        fix: "Save a version of it first.",
      },
    };
  }
  return {
    problem: {
      code: "AUDIENCE_VERSION",
      message: `“${audience.name}” has no version ${meant}; its newest is ${audience.newest ?? "none"}.`,
      fix: "Choose a version it has.",
    },
  };
}

export async function workspaceExclusions(db: AudienceTables, workspaceId: string) {
  const rows = await db.workspaceExclusion.findMany({
    where: { workspaceId },
    include: { audience: { select: { slug: true, entity: true } } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ audience, version }) => ({ audience: audience.slug, version, entity: audience.entity }));
}

export async function prioritySets(db: AudienceTables, workspaceId: string): Promise<PrioritySet[]> {
  const rows = await db.prioritySet.findMany({ where: { workspaceId }, orderBy: { name: "asc" } });
  return rows.map(({ slug, name, entity, audiences }) => ({
    slug,
    name,
    entity,
    audiences: storedReferences(audiences),
  }));
}

function noSet(slug: string, sets: readonly PrioritySet[]) {
  return {
    problem: {
      code: "UNKNOWN_PRIORITY_SET",
      message: `There is no priority set \`${slug}\`${didYouMean(
        slug,
        sets.map((one) => one.slug),
      )}`,
      fix: "Choose another one, or none.",
    },
  };
}

function keyOf(audience: string, version: number): string {
  return `${audience}@${version}`;
}

function byNameAndVersion(a: NamedVersion, b: NamedVersion): number {
  if (a.audience !== b.audience) return a.audience < b.audience ? -1 : 1;
  return a.version - b.version;
}
