import { z } from "zod";
import type { Destination } from "@/lib/db/generated/client";
import { loadAudience } from "../audience/load";
import { connectSet, loadDestination } from "../destination/load";
import { createObject } from "../destination/objects";
import { type Scope, service } from "../service";
import { requireMapping, requireSplit, syncSettings } from "./input";
import { beside, insertSync } from "./insert";
import { objectKey, requireFreeObject } from "./object-key";

const object = z.union([
  z.object({ id: z.string().min(1), name: z.string().min(1) }),
  z.object({ create: z.string().trim().min(1).max(200) }),
]);

const input = z.object({
  ...syncSettings,
  ...beside,
  audienceId: z.string(),
  destinationId: z.string(),
  object,
});

/** Sets up what goes where. Nothing is sent before it is approved; the object has one writing sync. */
export const createSync = service(
  { name: "sync.create", role: "marketer", rows: ({ audienceId }) => ({ audience: audienceId }), input },
  async (scope, wanted) => {
    const { actor, db, transaction } = scope;
    const { workspaceId } = actor;
    const { name, mapping, mode, use, split, guards = {} } = wanted;
    const audience = await loadAudience(db, workspaceId, wanted.audienceId);
    const destination = await loadDestination(db, workspaceId, wanted.destinationId);
    await requireMapping(db, workspaceId, { kind: destination.kind, entity: audience.entity, mapping });
    await requireSplit(db, audience.id, split);
    const target = await findOrCreateObject(scope, destination, wanted.object);
    return transaction(async (step) => {
      const key = objectKey(destination, target.id);
      await requireFreeObject(step.tx, workspaceId, key, target.name);
      return insertSync(step, {
        ...{ name, kind: "set", audienceId: audience.id, destination, object: target, objectKey: key },
        ...{ version: { mapping, mode, use, split, guards }, beside: wanted },
      });
    });
  },
);

async function findOrCreateObject(
  { actor }: Scope,
  destination: Destination,
  wanted: z.output<typeof object>,
): Promise<{ id: string; name: string }> {
  if ("create" in wanted) return createObject(actor, { id: destination.id, name: wanted.create });
  // Id and name as the platform has them, or it says that there is no such thing.
  return connectSet(destination).getObject(wanted.id);
}
