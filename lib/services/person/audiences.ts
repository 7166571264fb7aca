import { z } from "zod";
import type { Catalog } from "@/lib/core/catalog/types";
import { compileVerdicts } from "@/lib/core/compile/explain";
import { NotFound } from "@/lib/core/errors";
import { isTrue, verdictColumn } from "@/lib/core/segment/explain";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import type { PriceView } from "@/lib/core/views/builder";
import type { PersonAudiencesView } from "@/lib/core/views/person";
import { audiencesNamedIn } from "../audience/named";
import { ask } from "../builder/ask";
import { priced } from "../builder/budget";
import { agreedBytes } from "../builder/question";
import { catalogOf } from "../row-scope/reading";
import { findDialect } from "../segment/open-warehouse";
import { type Scope, service } from "../service";

/** The latest changed ones; each is asked in full, of one row. */
const MOST = 50;

const input = z.object({ entity: z.string(), key: z.string().min(1).max(1_000), agreedBytes });

/** Which audiences of its entity a row is in, by their newest versions. */
export const audiencesOfPerson = service(
  { name: "person.audiences", role: "marketer", rows: "kept_within", input },
  async (scope, { entity, key, agreedBytes }): Promise<PersonAudiencesView | PriceView> => {
    const { actor, db, signal } = scope;
    const { catalog, baseFolder } = await catalogOf(db, actor);
    const found = catalog.entities[entity];
    if (!found) throw new NotFound("entity", entity);
    const all = await newestVersions(scope, catalog, entity);
    const readable = all.filter((one) => one.segment !== null);
    const asOf = new Date().toISOString();
    const dialect = findDialect(catalog.warehouse.kind);
    const conditions = readable.map(({ segment }) => segment!.where);
    const query = compileVerdicts({ entity, catalog, dialect, asOf }, key, conditions);
    return priced(async () => {
      const asking = { catalog, baseFolder, signal, agreedBytes };
      const [row] = query ? await ask(scope, asking, () => query) : [];
      if (!row) throw new NotFound(found.singular, "of this key");
      const audiences = readable.map(({ id, name, version }, index) => ({
        ...{ id, name, version },
        isMember: isTrue(row[verdictColumn(index)]),
      }));
      const unreadable = all.filter(({ segment }) => segment === null).map(({ id, name }) => ({ id, name }));
      return { entity, key, audiences, unreadable, asOf };
    });
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
