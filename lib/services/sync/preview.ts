import { z } from "zod";
import { decideMapping } from "@/lib/core/policy/decide";
import { loadAudience } from "../audience/load";
import { currentCatalog } from "../catalog/current";
import { setDefinitionOf } from "../destination/definitions";
import { loadDestination, policyInForce } from "../destination/load";
import { service } from "../service";
import { mappingSchema } from "./input";

/** What the policy would let leave under a mapping, line by line, before anything is saved. */
export const previewSync = service(
  {
    name: "sync.preview",
    role: "viewer",
    rows: "no_rows",
    input: z.object({ audienceId: z.string(), destinationId: z.string(), mapping: mappingSchema }),
  },
  async ({ actor, db }, { audienceId, destinationId, mapping }) => {
    const { workspaceId } = actor;
    const { entity } = await loadAudience(db, workspaceId, audienceId);
    const destination = await loadDestination(db, workspaceId, destinationId);
    const { catalog } = await currentCatalog(db, workspaceId);
    const inForce = await policyInForce(db, destinationId);
    return decideMapping({
      inForce,
      mapping,
      definition: setDefinitionOf(destination.kind),
      catalog,
      entity,
    });
  },
);
