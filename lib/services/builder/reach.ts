import { z } from "zod";
import { compileReach, readReach } from "@/lib/core/membership/reach";
import type { Mapping } from "@/lib/core/membership/types";
import { barredFromDeciding } from "@/lib/core/policy/deciding";
import { normalised } from "@/lib/core/segment/normalise";
import { waterfallView } from "@/lib/core/small-waterfall";
import type { PriceView, ReachView } from "@/lib/core/views/builder";
import { storedMapping } from "@/lib/db/stored";
import { setDefinitionOf } from "../destination/definitions";
import { loadDestination, policyInForce } from "../destination/load";
import { type Scope, service } from "../service";
import { mappingSchema } from "../sync/input";
import { answered } from "./answers";
import { ask } from "./ask";
import { priced } from "./budget";
import { questionOf, treeInput } from "./question";

const input = treeInput.extend({
  destinationId: z.string(),
  /** What would be sent where no sync of the audience says it. */
  mapping: mappingSchema,
});

/** How many of a segment a destination's policy lets go with something to find them by; the same SQL as a run's. */
export const reachOfSegment = service(
  { name: "segment.reach", role: "marketer", rows: "kept_within", input },
  async (scope, { destinationId, mapping: proposed, ...asked }): Promise<ReachView | PriceView> => {
    const destination = await loadDestination(scope.db, scope.actor.workspaceId, destinationId);
    const question = await questionOf(scope, asked);
    const { catalog, segment, asOf } = question;
    const inForce = await policyInForce(scope.db, destinationId);
    if (!inForce) return { blocked: "no_policy", asOf };
    const barred = barredFromDeciding(inForce.policy, segment, catalog);
    if (barred.length > 0) return { blocked: "deciding", columns: barred.map(({ label }) => label), asOf };
    const definition = setDefinitionOf(destination.kind);
    const mapping = (await mappingOfSync(scope, destinationId, asked.audienceId)) ?? proposed;
    return priced(async () => {
      const about = ["reach", destinationId, inForce, mapping, normalised(segment.where)];
      const reach = await answered(question, about, async () => {
        const wanted = { catalog, segment, inForce, mapping, definition, asOf };
        return readReach(await ask(scope, question, (dialect) => compileReach({ ...wanted, dialect })));
      });
      const identifiers = { total: 0, byKind: {}, shared: 0 };
      const { members, heldBack, eligible } = waterfallView({ ...reach, asOf, identifiers });
      const { minimumSize } = inForce.policy;
      return {
        blocked: null,
        members,
        heldBack,
        eligible,
        minimumSize,
        policyVersion: inForce.version,
        asOf,
      };
    });
  },
);

async function mappingOfSync(
  { db, actor }: Scope,
  destinationId: string,
  audienceId: string | undefined,
): Promise<Mapping | null> {
  if (audienceId === undefined) return null;
  const { workspaceId } = actor;
  const sync = await db.sync.findFirst({
    where: { workspaceId, destinationId, audienceId, endedAt: null },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
  });
  return sync?.versions[0] ? storedMapping(sync.versions[0].mapping) : null;
}
