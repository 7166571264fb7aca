import { z } from "zod";
import type { Catalog } from "@/lib/core/catalog/types";
import { compileVerdicts } from "@/lib/core/compile/explain";
import { NotFound } from "@/lib/core/errors";
import { isTrue, verdictColumn } from "@/lib/core/segment/explain";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import type { PersonAudiencesView } from "@/lib/core/views/person";
import { audiencesNamedIn } from "../audience/named";
import { currentCatalog } from "../catalog/current";
import { openWarehouse } from "../segment/open-warehouse";
import { type Scope, service } from "../service";

/** The latest changed ones; each is asked in full, of one row. */
const MOST = 50;

const input = z.object({ entity: z.string(), key: z.string().min(1).max(1_000) });

/** Which audiences of its entity a row is in, by their newest versions. */
export const audiencesOfPerson = service(
  { name: "person.audiences", role: "marketer", input },
  async (scope, { entity, key }): Promise<PersonAudiencesView> => {
    const { actor, db, signal } = scope;
    const { catalog, baseFolder } = await currentCatalog(db, actor.workspaceId);
    if (!catalog.entities[entity]) throw new NotFound("entity", entity);
    const all = await newestVersions(scope, catalog, entity);
    const readable = all.filter((one) => one.segment !== null);
    const asOf = new Date().toISOString();
    const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
    try {
      const conditions = readable.map(({ segment }) => segment!.where);
      const query = compileVerdicts({ entity, catalog, dialect, asOf }, key, conditions);
      const [row] = query ? await warehouse.rows(query, signal ? { signal } : {}) : [];
      if (!row) throw new NotFound(catalog.entities[entity].singular, "of this key");
      const audiences = readable.map(({ id, name, version }, index) => ({
        ...{ id, name, version },
        isMember: isTrue(row[verdictColumn(index)]),
      }));
      const unreadable = all.filter(({ segment }) => segment === null).map(({ id, name }) => ({ id, name }));
      return { entity, key, audiences, unreadable, asOf };
    } finally {
      await warehouse.close();
    }
  },
);

type Newest = { id: string; name: string; version: number; segment: Segment | null };

async function newestVersions({ actor, db }: Scope, catalog: Catalog, entity: string): Promise<Newest[]> {
  const { workspaceId } = actor;
  const audiences = await db.audience.findMany({
    where: { workspaceId, entity, versions: { some: {} } },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { updatedAt: "desc" },
    take: MOST,
  });
  return Promise.all(
    audiences.map(async ({ id, slug, name, versions: [newest] }) => {
      const { tree, version } = newest!;
      const named = await audiencesNamedIn(db, workspaceId, tree, slug);
      const { segment } = parseSegment(tree, { catalog, audiences: named });
      return { id, name, version, segment };
    }),
  );
}
