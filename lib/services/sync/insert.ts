import { z } from "zod";
import type { SyncMode, SyncUse } from "@/lib/core/membership/types";
import { timingSchema } from "@/lib/core/schedule/schema";
import { NO_BLACKOUT, NO_SCHEDULE, type Timing } from "@/lib/core/schedule/types";
import type { Destination, SyncKind } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import type { Step } from "../service";
import { describing, requireMember } from "./describe";
import { requireTiming, timingColumns } from "./set-timing";

const BY_HAND: Timing = { schedule: NO_SCHEDULE, blackout: NO_BLACKOUT, endsOn: null };

/** What a sync of either kind is given beside what it sends. */
export const beside = {
  ...describing,
  description: describing.description.default(""),
  labels: describing.labels.default([]),
  /** Whoever sets it up, unless someone is named. */
  ownerId: describing.ownerId.optional(),
  timing: z.object(timingSchema).default(BY_HAND),
};

type NewSync = {
  name: string;
  kind: SyncKind;
  audienceId: string;
  destination: Destination;
  object: { id: string; name: string };
  /** Null of records, which claim fields instead. */
  objectKey: string | null;
  version: {
    mapping: object;
    record?: object;
    mode: SyncMode;
    use: SyncUse;
    split: string | null;
    guards: object;
  };
  beside: z.output<z.ZodObject<typeof beside>>;
};

/** The sync with its first version, and what its history says of it. */
export async function insertSync({ tx, actor, audit }: Step, sync: NewSync): Promise<{ id: string }> {
  const { workspaceId, userId } = actor;
  const { name, kind, audienceId, destination, object, objectKey, version } = sync;
  const { description, labels, timing, ownerId = userId } = sync.beside;
  await requireTiming(tx, { workspaceId, syncId: null }, timing);
  await requireMember(tx, workspaceId, ownerId);
  const { mapping, record, guards, ...plain } = version;
  const { id } = await tx.sync.create({
    data: {
      ...{ workspaceId, name, kind, audienceId, destinationId: destination.id, createdById: userId },
      ...{ objectId: object.id, objectName: object.name, objectKey },
      ...{ description, labels, ownerId, ...(await timingColumns(tx, workspaceId, timing, new Date())) },
      versions: {
        create: {
          ...{ workspaceId, version: 1, createdById: userId, ...plain },
          ...{ mapping: toJson(mapping), guards: toJson(guards), record: record && toJson(record) },
        },
      },
    },
  });
  await audit({
    action: "sync.create",
    subject: `sync:${id}`,
    after: {
      ...{ audience: audienceId, destination: destination.id, object: object.id, ...version },
      ...{ timing, labels, ownerId },
    },
  });
  return { id };
}
