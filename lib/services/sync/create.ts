import { z } from "zod";
import { timingSchema } from "@/lib/core/schedule/schema";
import { NO_BLACKOUT, NO_SCHEDULE, type Timing } from "@/lib/core/schedule/types";
import type { Destination } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import { loadAudience } from "../audience/load";
import { connectSet, loadDestination } from "../destination/load";
import { createObject } from "../destination/objects";
import { type Scope, service } from "../service";
import { describing, requireMember } from "./describe";
import { requireMapping, requireSplit, syncSettings } from "./input";
import { objectKey, requireFreeObject } from "./object-key";
import { requireTiming, timingColumns } from "./set-timing";

const object = z.union([
  z.object({ id: z.string().min(1), name: z.string().min(1) }),
  z.object({ create: z.string().trim().min(1).max(200) }),
]);

const BY_HAND: Timing = { schedule: NO_SCHEDULE, blackout: NO_BLACKOUT, endsOn: null };

const input = z.object({
  ...syncSettings,
  ...describing,
  description: describing.description.default(""),
  labels: describing.labels.default([]),
  /** Whoever sets it up, unless someone is named. */
  ownerId: describing.ownerId.optional(),
  timing: z.object(timingSchema).default(BY_HAND),
  audienceId: z.string(),
  destinationId: z.string(),
  object,
});

/** Sets up what goes where. Nothing is sent before it is approved; the object has one writing sync. */
export const createSync = service({ name: "sync.create", role: "marketer", input }, async (scope, wanted) => {
  const { actor, db, transaction } = scope;
  const { workspaceId, userId } = actor;
  const {
    name,
    mapping,
    mode,
    use,
    split,
    guards = {},
    description,
    labels,
    timing,
    ownerId = userId,
  } = wanted;
  const audience = await loadAudience(db, workspaceId, wanted.audienceId);
  const destination = await loadDestination(db, workspaceId, wanted.destinationId);
  await requireMapping(db, workspaceId, { kind: destination.kind, entity: audience.entity, mapping });
  await requireSplit(db, audience.id, split);
  const target = await findOrCreateObject(scope, destination, wanted.object);
  return transaction(async ({ tx, audit }) => {
    const key = objectKey(destination, target.id);
    await requireFreeObject(tx, workspaceId, key, target.name);
    await requireTiming(tx, { workspaceId, syncId: null }, timing);
    await requireMember(tx, workspaceId, ownerId);
    const sync = await tx.sync.create({
      data: {
        workspaceId,
        name,
        audienceId: audience.id,
        destinationId: destination.id,
        objectId: target.id,
        objectName: target.name,
        objectKey: key,
        ...{ description, labels, ownerId, ...(await timingColumns(tx, workspaceId, timing, new Date())) },
        createdById: userId,
        versions: {
          create: {
            workspaceId,
            version: 1,
            mapping: toJson(mapping),
            mode,
            use,
            split,
            guards: toJson(guards),
            createdById: userId,
          },
        },
      },
    });
    await audit({
      action: "sync.create",
      subject: `sync:${sync.id}`,
      after: {
        ...{ audience: audience.id, destination: destination.id, object: target.id },
        ...{ mapping, mode, use, split, guards },
        ...{ timing, labels, ownerId },
      },
    });
    return { id: sync.id };
  });
});

async function findOrCreateObject(
  { actor }: Scope,
  destination: Destination,
  wanted: z.output<typeof object>,
): Promise<{ id: string; name: string }> {
  if ("create" in wanted) return createObject(actor, { id: destination.id, name: wanted.create });
  // Id and name as the platform has them, or it says that there is no such thing.
  return connectSet(destination).getObject(wanted.id);
}
