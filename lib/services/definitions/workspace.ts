import { OPEN_CHANGE_SETS } from "@/lib/core/approval/status";
import { unpinned } from "@/lib/core/audience/pin";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Budget } from "@/lib/core/cost/types";
import type { SavedTree } from "@/lib/core/definitions/pins";
import type { CatalogVersion, Prisma } from "@/lib/db/generated/client";
import {
  storedAlertRules,
  storedCatalog,
  storedGuards,
  storedMapping,
  storedPolicy,
  storedRecord,
  storedReferences,
  storedTiming,
  storedTrait,
  storedTree,
} from "@/lib/db/stored";
import { parseCatalog } from "@/lib/definitions/catalog";
import type { Definitions, OwnTrait } from "@/lib/definitions/folder/types";
import { type SyncNames, syncFileOf } from "@/lib/definitions/sync";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import { storedBudget } from "../cost/budgets";
import { listMembers } from "../member/list";
import type { Scope } from "../service";

const newest = { orderBy: { version: "desc" }, take: 1 } as const;

/** What a workspace says, and by which ids its services know it. */
export type WorkspaceDefinitions = Definitions & {
  /** The newest versions of audiences that have one. */
  saved: ReadonlyMap<string, SavedTree>;
  ids: {
    destinations: ReadonlyMap<string, string>;
    traits: ReadonlyMap<string, { id: string; version: number }>;
    audiences: ReadonlyMap<string, AudienceState>;
    syncs: readonly SyncState[];
  };
  names: SyncNames;
  channels: readonly { name: string }[];
  baseFolder: string;
};

export type AudienceState = {
  id: string;
  entity: string;
  name: string;
  draft: AudienceDefinition;
  revision: number;
};

export type SyncState = {
  id: string;
  name: string;
  audienceId: string;
  openRequest: string | null;
  budget: Budget;
};

/** Everything at once: what comes of it is small, names and trees. */
export async function workspaceDefinitions({ actor, db }: Scope): Promise<WorkspaceDefinitions> {
  const { workspaceId } = actor;
  const where = { workspaceId };
  const [catalog, traits, lists, destinations, audiences, prioritySets, rows, members, channels] =
    await Promise.all([
      db.catalogVersion.findFirst({ where, orderBy: { version: "desc" } }),
      db.trait.findMany({
        where: { workspaceId, deletedAt: null },
        include: { versions: newest },
        orderBy: [{ entity: "asc" }, { name: "asc" }],
      }),
      db.heldList.findMany({ where, orderBy: { slug: "asc" } }),
      db.destination.findMany({ where, include: { policies: newest }, orderBy: { name: "asc" } }),
      db.audience.findMany({ where, include: { versions: newest }, orderBy: { slug: "asc" } }),
      db.prioritySet.findMany({ where, orderBy: { slug: "asc" } }),
      db.sync.findMany({
        where: { workspaceId, endedAt: null },
        include: withSaid,
        orderBy: { name: "asc" },
      }),
      listMembers(actor, {}),
      db.alertChannel.findMany({ where, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    ]);
  const names = { syncs: rows, members };
  const saved = new Map(
    audiences.flatMap(({ slug, versions: [last] }): [string, SavedTree][] =>
      last ? [[slug, { version: last.version, tree: storedTree(last.tree) }]] : [],
    ),
  );
  const newestOf = (slug: string) => saved.get(slug)?.version;
  return {
    catalog: catalog && { catalog: await asWritten(catalog), text: catalog.source },
    traits: traits.flatMap(({ entity, name, versions: [last] }): OwnTrait[] =>
      last ? [{ entity, name, definition: storedTrait(last.definition) }] : [],
    ),
    lists: lists.map(({ slug, name, entity, column, form }) => ({ slug, name, entity, column, form })),
    destinations: destinations.map(({ name, kind, policies: [policy] }) => ({
      ...{ name, kind },
      policy: policy ? storedPolicy(policy.policy) : null,
    })),
    audiences: audiences.flatMap(({ slug, name }) => {
      const last = saved.get(slug);
      return last ? [{ slug, name, tree: unpinned(last.tree, newestOf) }] : [];
    }),
    prioritySets: prioritySets.map(({ slug, name, entity, audiences: served }) => ({
      ...{ slug, name, entity },
      audiences: storedReferences(served).map(({ audience, version }) =>
        version === undefined || version === newestOf(audience) ? { audience } : { audience, version },
      ),
    })),
    syncs: rows.map((row) => syncOf(row, names, channels)),
    saved,
    ids: {
      destinations: new Map(destinations.map(({ id, name }) => [name, id])),
      traits: new Map(
        traits.map(({ id, entity, name, versions }) => [
          `${entity}.${name}`,
          { id, version: versions[0]?.version ?? 0 },
        ]),
      ),
      audiences: new Map(
        audiences.map(({ id, slug, name, entity, draftTree, draftRevision }) => [
          slug,
          { id, entity, name, draft: storedTree(draftTree), revision: draftRevision },
        ]),
      ),
      syncs: rows.map(({ id, name, audienceId, changeSets, budget }) => ({
        ...{ id, name, audienceId, budget: storedBudget(budget) },
        openRequest: changeSets[0]?.id ?? null,
      })),
    },
    ...{ names, channels },
    baseFolder: catalog?.baseFolder ?? "",
  };
}

const withSaid = {
  audience: { select: { id: true, name: true } },
  destination: { select: { id: true, name: true, kind: true } },
  versions: newest,
  changeSets: { where: { status: { in: [...OPEN_CHANGE_SETS] } }, select: { id: true }, take: 1 },
} satisfies Prisma.SyncInclude;

function syncOf(
  sync: Prisma.SyncGetPayload<{ include: typeof withSaid }>,
  names: SyncNames,
  channels: readonly { id: string; name: string }[],
): SyncFile {
  const { name, audience, destination, description, labels, ownerId } = sync;
  const [version] = sync.versions;
  const record = storedRecord(version?.record ?? null);
  const said = {
    ...{ name, audience, destination, description, labels, record },
    object: { id: sync.objectId, name: sync.objectName },
    mode: record?.mode ?? version!.mode,
    ...{ use: version!.use, split: version!.split, mapping: storedMapping(version!.mapping) },
    guards: storedGuards(version!.guards),
    owner: ownerId === null ? null : { id: ownerId },
    timing: storedTiming(sync),
    month: { budget: storedBudget(sync.budget) },
  };
  const alerts = { set: storedAlertRules(sync.alertRules) ?? {}, channels, chosen: sync.alertChannelIds };
  return syncFileOf(said, alerts, names);
}

/** As its file says it: what is stored has settings of connections and SQL that was read in their place. */
async function asWritten({ source, content }: CatalogVersion): Promise<Catalog> {
  return (await parseCatalog(source)).catalog ?? storedCatalog(content);
}
