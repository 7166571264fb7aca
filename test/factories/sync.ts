import { randomUUID } from "node:crypto";
import type { GuardSettings } from "@/lib/core/guards/types";
import type { SyncMode, SyncUse } from "@/lib/core/membership/types";
import { EMPTY_POLICY } from "@/lib/core/policy/types";
import type { RecordTerms } from "@/lib/core/record/types";
import { database } from "@/lib/db/client";
import { sealSecrets } from "@/lib/db/secrets";

export type SyncOptions = {
  endpoint: string;
  mode?: SyncMode;
  minimumSize?: number;
  /** What the version says is read: whatever the test's queries look at. */
  mapping?: object;
  tree?: object;
  catalog?: object;
  policy?: object;
  kind?: string;
  settings?: object;
  secrets?: Record<string, string>;
  object?: { id: string; name: string };
  guards?: GuardSettings;
  /** Makes it a sync of records, whose mapping is empty. */
  record?: RecordTerms;
};

/** An approved sync with everything it hangs on, written straight into the database. */
export async function createSync(options: SyncOptions) {
  const db = database();
  const tag = randomUUID().slice(0, 8);
  const { id: workspaceId } = await db.workspace.create({
    data: { slug: tag, name: "Test", zone: "UTC", demo: true },
  });
  const { id: userId } = await db.user.create({ data: { email: `${tag}@people.test`, name: "Ada" } });
  const by = { workspaceId, createdById: userId };
  const { id: catalogVersionId } = await db.catalogVersion.create({
    data: { ...by, version: 1, content: options.catalog ?? { entities: {} }, source: "", baseFolder: "." },
  });
  const { id: audienceId } = await db.audience.create({
    data: {
      workspaceId,
      slug: "buyers",
      name: "Buyers",
      entity: "people",
      ownerId: userId,
      draftTree: {},
      draftSavedById: userId,
    },
  });
  const { id: audienceVersionId } = await db.audienceVersion.create({
    data: {
      ...by,
      audienceId,
      version: 1,
      tree: options.tree ?? { entity: "people" },
      catalogVersionId,
      sentence: "Everyone.",
    },
  });
  const destinationId = randomUUID();
  await db.destination.create({
    data: {
      ...by,
      id: destinationId,
      kind: options.kind ?? "test",
      name: "Ads",
      settings: options.settings ?? {},
      secrets: options.secrets ? sealSecrets(options.secrets, destinationId) : "",
      endpoint: options.endpoint,
      account: "1",
    },
  });
  const { id: policyVersionId } = await db.policyVersion.create({
    data: {
      ...by,
      destinationId,
      version: 1,
      policy: options.policy ?? { ...EMPTY_POLICY, minimumSize: options.minimumSize ?? 0 },
      reason: "test",
    },
  });
  const { id: syncId } = await db.sync.create({
    data: {
      ...by,
      name: "Buyers to ads",
      audienceId,
      destinationId,
      objectId: options.object?.id ?? "9",
      objectName: options.object?.name ?? "An audience",
      ...(options.record ? { kind: "record" as const } : { objectKey: `test ${tag}` }),
    },
  });
  const { id: syncVersionId } = await db.syncVersion.create({
    data: {
      ...by,
      syncId,
      version: 1,
      ...(options.record
        ? { mapping: { fields: {} }, record: options.record }
        : {
            mapping: options.mapping ?? {
              fields: { EMAIL: { column: "email" }, PHONE: { column: "phone" } },
            },
          }),
      mode: options.mode ?? "mirror",
      use: "target",
      guards: (options.guards ?? {}) as object,
    },
  });
  await db.sync.update({
    where: { id: syncId },
    data: {
      approvedVersionId: syncVersionId,
      approvedAudienceVersionId: audienceVersionId,
      approvedAt: new Date(),
    },
  });
  const pinned = { workspaceId, syncId, syncVersionId, audienceVersionId, catalogVersionId, policyVersionId };
  return { ...pinned, userId, audienceId, destinationId };
}

export type TestSync = Awaited<ReturnType<typeof createSync>>;

/** A run as the services would queue it. */
export async function createRun(
  sync: TestSync,
  lane: "full" | "privacy" = "full",
  asOf = "2026-11-20T08:00:00.000Z",
): Promise<string> {
  const { workspaceId, syncId, syncVersionId, audienceVersionId, catalogVersionId, policyVersionId } = sync;
  const { id } = await database().run.create({
    data: {
      workspaceId,
      syncId,
      syncVersionId,
      audienceVersionId,
      catalogVersionId,
      policyVersionId,
      lane,
      asOf,
    },
  });
  return id;
}

/** A request to approve the sync as it is, still to be measured. */
export async function createChangeSet(sync: TestSync): Promise<string> {
  const { workspaceId, syncId, syncVersionId, audienceVersionId, catalogVersionId, policyVersionId } = sync;
  const { id } = await database().changeSet.create({
    data: {
      workspaceId,
      syncId,
      syncVersionId,
      audienceVersionId,
      fromAudienceVersionId: audienceVersionId,
      catalogVersionId,
      policyVersionId,
      hash: "0",
      boundTo: {},
      asOf: "2026-11-20T08:00:00.000Z",
      requestedById: sync.userId,
    },
  });
  return id;
}

/** The same sync with another version of its settings, approved. */
export async function approveVersion(
  sync: TestSync,
  change: { mode?: SyncMode; use?: SyncUse; guards?: GuardSettings },
): Promise<TestSync> {
  const where = { id: sync.syncVersionId };
  const { id: _, record: __, ...before } = await database().syncVersion.findUniqueOrThrow({ where });
  const { mapping, version } = before;
  const guards = (change.guards ?? before.guards) as object;
  const { id: syncVersionId } = await database().syncVersion.create({
    data: { ...before, ...change, mapping: mapping as object, guards, version: version + 1 },
  });
  await database().sync.update({ where: { id: sync.syncId }, data: { approvedVersionId: syncVersionId } });
  return { ...sync, syncVersionId };
}
