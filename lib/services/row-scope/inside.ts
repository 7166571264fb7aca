import { NotFound, OutsideRowScope } from "@/lib/core/errors";
import { isDefinitionInside } from "@/lib/core/row-scope/inside";
import type { Prisma, PrismaClient } from "@/lib/db/generated/client";
import { storedTree } from "@/lib/db/stored";
import type { Actor } from "../actor";

/** By what a request names a thing that tells of people: of an audience, or of a sync, request or run of one. */
export type Reached =
  | { audience: string }
  | { sync: string }
  | { changeSet: string }
  | { run: string }
  | { pass: string }
  /** All rows of an entity, whoever's they are. */
  | { entity: string };

/** What a sync of records takes its rows from. */
export function reachedBy(source: { audienceId: string } | { entity: string }): Reached {
  return "entity" in source ? source : { audience: source.audienceId };
}

export const withTrees = {
  draftTree: true,
  versions: { select: { tree: true } },
} satisfies Prisma.AudienceSelect;

type Trees = { draftTree: Prisma.JsonValue; versions: readonly { tree: Prisma.JsonValue }[] };

/**
 * Whether everything an audience ever said keeps to the rows of the person: its draft and every saved version, for sizes and runs
 * tell of the older ones too. Everything is inside for whoever sees every row.
 */
export function isInside({ rowScope }: Pick<Actor, "rowScope">, { draftTree, versions }: Trees): boolean {
  if (rowScope === null) return true;
  const trees = [draftTree, ...versions.map(({ tree }) => tree)];
  return trees.every((tree) => isDefinitionInside(storedTree(tree), rowScope));
}

/** Ids of the audiences that lie inside the scope of the person; null: every one of the workspace does. */
export async function audiencesInside(
  db: Pick<PrismaClient, "audience">,
  actor: Pick<Actor, "workspaceId" | "rowScope">,
): Promise<string[] | null> {
  const { workspaceId, rowScope } = actor;
  if (!rowScope) return null;
  const audiences = await db.audience.findMany({
    where: { workspaceId, entity: rowScope.entity },
    select: { id: true, ...withTrees },
  });
  return audiences.filter((audience) => isInside(actor, audience)).map(({ id }) => id);
}

/** Syncs of those audiences alone; null: of every one. */
export function ofAudiences(inside: string[] | null): { audienceId?: { in: string[] } } {
  return inside === null ? {} : { audienceId: { in: inside } };
}

/** Throws OutsideRowScope unless all that the audience of the thing ever said keeps to the rows of the person. */
export async function requireReachedInside(
  db: Pick<PrismaClient, "audience">,
  actor: Actor,
  reached: Reached,
): Promise<void> {
  const { workspaceId, rowScope } = actor;
  if (rowScope === null) return;
  if ("entity" in reached) throw beyond(reached.entity);
  const audience = await db.audience.findFirst({
    where: { workspaceId, ...byThing(reached) },
    select: { name: true, ...withTrees },
  });
  const [[noun, id]] = Object.entries(reached) as [[string, string]];
  if (!audience) throw new NotFound(noun, id);
  if (!isInside(actor, audience)) throw beyond(audience.name);
}

export function beyond(name: string): OutsideRowScope {
  return new OutsideRowScope(
    `“${name}” reaches beyond the rows you see.`,
    "Make an audience of your own, or ask someone who sees every row.",
  );
}

function byThing(reached: Exclude<Reached, { entity: string }>): Prisma.AudienceWhereInput {
  if ("audience" in reached) return { id: reached.audience };
  const sync = (where: Prisma.SyncWhereInput) => ({ syncs: { some: where } });
  if ("sync" in reached) return sync({ id: reached.sync });
  if ("run" in reached) return sync({ runs: { some: { id: reached.run } } });
  if ("pass" in reached) return sync({ runs: { some: { passes: { some: { id: reached.pass } } } } });
  return sync({ changeSets: { some: { id: reached.changeSet } } });
}
