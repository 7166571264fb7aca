import { unpinned } from "@/lib/core/audience/pin";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { SavedTree } from "@/lib/core/definitions/pins";
import type { SyncView } from "@/lib/core/views/sync";
import type { CatalogVersion } from "@/lib/db/generated/client";
import { storedCatalog, storedPolicy, storedReferences, storedTrait, storedTree } from "@/lib/db/stored";
import { parseCatalog } from "@/lib/definitions/catalog";
import type { Definitions, OwnTrait } from "@/lib/definitions/folder/types";
import { type SyncNames, syncFileOf } from "@/lib/definitions/sync";
import { listMembers } from "../member/list";
import type { Scope } from "../service";
import { getSyncAlerts } from "../sync/alerts";
import { getSync } from "../sync/get";
import { listSyncs } from "../sync/list";

const newest = { orderBy: { version: "desc" }, take: 1 } as const;

/** What a workspace says, and by which ids its services know it. */
export type WorkspaceDefinitions = Definitions & {
  /** The newest versions of audiences that have one. */
  saved: ReadonlyMap<string, SavedTree>;
  ids: {
    destinations: ReadonlyMap<string, string>;
    traits: ReadonlyMap<string, { id: string; version: number }>;
    audiences: ReadonlyMap<string, AudienceState>;
    syncs: readonly SyncView[];
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
      listSyncs(actor, {}),
      listMembers(actor, {}),
      db.alertChannel.findMany({ where, select: { name: true } }),
    ]);
  const views = await Promise.all(rows.map(({ id }) => getSync(actor, { id })));
  const alerts = await Promise.all(rows.map(({ id }) => getSyncAlerts(actor, { id })));
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
    syncs: views.map((view, at) => syncFileOf(view, alerts[at]!, names)),
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
      syncs: views,
    },
    ...{ names, channels },
    baseFolder: catalog?.baseFolder ?? "",
  };
}

/** As its file says it: what is stored has settings of connections and SQL that was read in their place. */
async function asWritten({ source, content }: CatalogVersion): Promise<Catalog> {
  return (await parseCatalog(source)).catalog ?? storedCatalog(content);
}
