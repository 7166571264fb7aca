import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { queue } from "@/lib/db/queue";
import { listActivity } from "@/lib/services/activity/list";
import { importCatalog } from "@/lib/services/catalog/import";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createObject } from "@/lib/services/destination/objects";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { testDestination } from "@/lib/services/destination/test";
import { updateDestination } from "@/lib/services/destination/update";
import { cancelRun } from "@/lib/services/run/cancel";
import { executeRun } from "@/lib/services/run/execute";
import { giveUpRun } from "@/lib/services/run/give-up";
import { getRun, listRuns } from "@/lib/services/run/list";
import { retryRun } from "@/lib/services/run/retry";
import { createSync } from "@/lib/services/sync/create";
import { endSync } from "@/lib/services/sync/end";
import { getSync } from "@/lib/services/sync/get";
import { listSyncs } from "@/lib/services/sync/list";
import { pauseSync, resumeSync } from "@/lib/services/sync/pause";
import { previewSync } from "@/lib/services/sync/preview";
import { runSync } from "@/lib/services/sync/run";
import { updateSync } from "@/lib/services/sync/update";
import { ownShop } from "@/test/factories/own-shop";
import { makeAudience, makeShop, SHOP_YAML, writeShop } from "@/test/factories/shop-workspace";
import {
  MAPPING,
  makeApprovedSync,
  makeDestination,
  makeSync,
  POLICY,
  requestApproval,
  testWorld,
} from "@/test/factories/synced-shop";
import { lastAudit } from "@/test/factories/workspace";

const { folder, shop } = ownShop({ beforeAll, afterAll });

const asked = { mapping: MAPPING, mode: "mirror" as const, use: "target" as const };

describe("a sync", () => {
  it("is set up as a draft, with its fields decided line by line", async () => {
    const sync = await makeSync(shop);
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      name: "Germans to ads",
      audience: { id: sync.audience.id, name: "Germans" },
      destination: { id: sync.destinationId, kind: "meta" },
      object: { name: "Germans" },
      mode: "mirror",
      use: "target",
      status: "draft",
      voidReason: null,
      lastRun: null,
      ledger: null,
      version: 1,
      audienceVersion: null,
      mapping: MAPPING,
      decisions: [{ field: "EMAIL", allowed: true, line: "policy v1, tag email: hashed" }],
      runs: [],
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "sync.create",
      subject: `sync:${sync.id}`,
      after: { audience: sync.audience.id, mapping: MAPPING, mode: "mirror", use: "target" },
    });
  });

  it("is the only writer of its object, whichever destination leads there", async () => {
    const sync = await makeSync(shop);
    const { object } = await getSync(shop.marketer, { id: sync.id });
    const other = await makeDestination(shop.admin, "The same account again");
    const audience = await makeAudience(shop.marketer);
    const second = (destinationId: string) =>
      createSync(shop.marketer, {
        ...asked,
        name: "Second",
        audienceId: audience.id,
        destinationId,
        object: object!,
      });
    const refusal = {
      code: "OBJECT_TAKEN",
      message: 'The sync "Germans to ads" already writes to "Germans"; two would undo each other\'s work.',
      fix: "Choose another object, create a new one, or change that sync instead.",
    };
    await expect(second(sync.destinationId)).rejects.toMatchObject(refusal);
    await expect(second(other)).rejects.toMatchObject(refusal);
  });

  it("is one of two set up on an object at the same moment", async () => {
    const destinationId = await makeDestination(shop.admin, "Two at once");
    const { id: audienceId } = await makeAudience(shop.marketer);
    const object = await createObject(shop.marketer, { id: destinationId, name: "Contested" });
    const sync = { ...asked, audienceId, destinationId, object };
    const outcomes = await Promise.allSettled(
      ["One", "Two"].map((name) => createSync(shop.marketer, { ...sync, name })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { reason } = outcomes.find((outcome) => outcome.status === "rejected")!;
    expect(["OBJECT_TAKEN", "SAME_MOMENT"]).toContain(reason.code);
  });

  it("is not set up on what the platform does not have", async () => {
    const destinationId = await makeDestination(shop.admin, "No such object");
    const { id: audienceId } = await makeAudience(shop.marketer);
    const object = { id: "1/../2", name: "Nothing" };
    await expect(
      createSync(shop.marketer, { ...asked, name: "Lost", audienceId, destinationId, object }),
    ).rejects.toMatchObject({ code: "OBJECT_GONE" });
  });

  it("gives its object free when it ends, and does not end while people are held there", async () => {
    const draft = await makeSync(shop);
    const { object } = await getSync(shop.marketer, { id: draft.id });
    await endSync(shop.marketer, { id: draft.id, reason: "A mistake." });
    await expect(getSync(shop.marketer, { id: draft.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("has ended"),
    });
    expect(await lastAudit(shop.id)).toMatchObject({ action: "sync.end", reason: "A mistake." });
    const { audience, destinationId } = draft;
    const next = { ...asked, name: "Next", audienceId: audience.id, destinationId, object: object! };
    await expect(createSync(shop.marketer, next)).resolves.toEqual({ id: expect.any(String) });

    const live = await makeApprovedSync(shop);
    const { runId } = await runSync(shop.marketer, { id: live.id });
    await expect(endSync(shop.marketer, { id: live.id })).rejects.toMatchObject({ code: "RUN_ACTIVE" });
    await executeRun(runId, testWorld(shop.folder));
    await expect(endSync(shop.marketer, { id: live.id })).rejects.toMatchObject({
      code: "STILL_HOLDS_PEOPLE",
    });
  });

  it.each(["held", "unverified", "in_flight", "due"])(
    "does not end with identifiers that are %s",
    async (state) => {
      const sync = await makeSync(shop);
      const ledger = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 3, removed: 9, [state]: 1 };
      await database().sync.update({ where: { id: sync.id }, data: { ledger } });
      await expect(endSync(shop.marketer, { id: sync.id })).rejects.toMatchObject({
        code: "STILL_HOLDS_PEOPLE",
      });
    },
  );

  it("does not end while nobody knows what became of what its last run sent", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    await database().runBatch.create({
      data: {
        runId,
        number: 1,
        operation: "add",
        identifier: "EMAIL",
        firstRow: 1,
        rows: 2,
        sentAt: new Date(),
      },
    });
    await giveUpRun(runId);
    await expect(endSync(shop.marketer, { id: sync.id })).rejects.toMatchObject({
      code: "STILL_HOLDS_PEOPLE",
    });
  });

  it("is refused a mapping that leads nowhere", async () => {
    const sync = await makeSync(shop);
    const mapping = { fields: { EMAIL: { column: "mail" }, SHOE_SIZE: { column: "country" } } };
    await expect(
      updateSync(shop.marketer, { ...asked, id: sync.id, name: "Wrong", mapping }),
    ).rejects.toMatchObject({
      code: "INVALID_MAPPING",
      problems: [
        { code: "UNKNOWN_FIELD", path: "mapping.fields.SHOE_SIZE" },
        { code: "UNKNOWN_COLUMN", path: "mapping.fields.EMAIL.column" },
      ],
    });
  });

  it("shows before it is saved what the policy would let leave", async () => {
    const sync = await makeSync(shop);
    const decisions = await previewSync(shop.marketer, {
      audienceId: sync.audience.id,
      destinationId: sync.destinationId,
      mapping: { fields: { ...MAPPING.fields, PHONE: { column: "phone" } } },
    });
    expect(decisions.map(({ field, allowed, line }) => [field, allowed, line])).toEqual([
      ["EMAIL", true, "policy v1, tag email: hashed"],
      ["PHONE", false, "policy v1 does not name it"],
    ]);
  });

  it("keeps what is approved when it is changed, until the change is approved too", async () => {
    const sync = await makeApprovedSync(shop);
    const view = await updateSync(shop.marketer, {
      ...asked,
      id: sync.id,
      name: "Renamed",
      mode: "add_only",
    });
    expect(view).toMatchObject({ name: "Renamed", version: 2, mode: "add_only", status: "live" });
    const [row] = (await listSyncs(shop.marketer, {})).filter(({ id }) => id === sync.id);
    expect(row).toMatchObject({ name: "Renamed", mode: "mirror", status: "live" });
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    const run = await database().run.findUniqueOrThrow({
      where: { id: runId },
      include: { syncVersion: true },
    });
    expect(run.syncVersion.version).toBe(1);
  });
});

describe("running", () => {
  it("is refused before anything is approved", async () => {
    const sync = await makeSync(shop);
    await expect(runSync(shop.marketer, { id: sync.id })).rejects.toMatchObject({
      code: "NOT_APPROVED",
      remedy: "ask_approver",
      message: 'Nothing of "Germans to ads" is approved yet.',
    });
  });

  it("queues one run with pinned versions, and not a second beside it", async () => {
    const sync = await makeApprovedSync(shop);
    const [first, second] = await Promise.allSettled([
      runSync(shop.marketer, { id: sync.id }),
      runSync(shop.approver, { id: sync.id }),
    ]);
    const started = [first, second].find((outcome) => outcome.status === "fulfilled")!;
    expect(started).toMatchObject({ value: { lane: "full", because: null } });
    expect([first, second].find((outcome) => outcome.status === "rejected")).toMatchObject({
      reason: { code: "RUN_ACTIVE" },
    });
    const runId = (started as { value: { runId: string } }).value.runId;
    const jobs = await (await queue()).findJobs("run-sync", { data: { runId } });
    expect(jobs).toHaveLength(1);
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "run.start",
      subject: `run:${runId}`,
      after: { sync: sync.id, lane: "full" },
    });
  });

  it("sends what was approved and tells it in counts", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    await executeRun(runId, testWorld(shop.folder));
    const view = await getRun(shop.marketer, { id: runId });
    expect(view).toMatchObject({
      status: "succeeded",
      phase: "done",
      lane: "full",
      adds: 19,
      removes: 0,
      audience: { name: "Germans", version: 1 },
      waterfall: {
        members: 24,
        heldBack: { no_consent: "<10", suppressed: "<10", no_identifier: 0 },
        eligible: "all but a few",
      },
      plan: { adds: 19, people: { enter: "all but a few", leave: 0, stay: 0 } },
      progress: { done: 19, planned: 19 },
      batches: [{ operation: "add", identifier: "EMAIL", rows: 19, state: "acknowledged", refused: 0 }],
      problem: null,
      triggeredBy: shop.marketer.name,
    });
    expect(JSON.stringify(view)).not.toContain("@");
    const row = await database().run.findUniqueOrThrow({ where: { id: runId } });
    expect(row).toMatchObject({
      waterfall: { heldBack: { no_consent: 4, suppressed: 1, no_identifier: 0 }, eligible: 19 },
      plan: { people: { enter: 19, leave: 0, stay: 0 } },
    });
    const events = await listActivity(shop.marketer, {});
    const ended = events.find(({ action, subject }) => action === "run.end" && subject === `run:${runId}`);
    expect(ended?.after).toMatchObject({ plan: { adds: 19, removes: 0, resends: 0, calls: 1 } });
    expect(ended?.after).not.toHaveProperty("plan.people");
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      lastRun: { id: runId, status: "succeeded" },
      ledger: { unverified: 19 },
    });
    expect((await listRuns(shop.marketer, {})).map(({ id }) => id)).toContain(runId);
    await expect(retryRun(shop.marketer, { id: runId })).rejects.toMatchObject({ code: "NOT_RETRIABLE" });
  });

  it("leaves only the privacy lane to a paused sync", async () => {
    const sync = await makeApprovedSync(shop);
    expect((await pauseSync(shop.marketer, { id: sync.id, reason: "Campaign over." })).status).toBe("paused");
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "sync.pause",
      before: { paused: false },
      after: { paused: true },
      reason: "Campaign over.",
    });
    expect(await runSync(shop.marketer, { id: sync.id })).toMatchObject({
      lane: "privacy",
      because: "The sync is paused.",
    });
    expect((await resumeSync(shop.marketer, { id: sync.id })).status).toBe("live");
  });

  it("says who paused it, when and why, until it is resumed", async () => {
    const sync = await makeApprovedSync(shop);
    const asked = { id: sync.id, reason: "Campaign over." };
    const { pause } = await pauseSync(shop.marketer, asked);
    const by = shop.marketer.name;
    expect(pause).toEqual({ at: expect.any(String), by, reason: "Campaign over.", undo: null });
    await pauseSync(shop.approver, { id: sync.id, reason: "Too late to say." });
    expect((await getSync(shop.marketer, { id: sync.id })).pause).toEqual(pause);
    expect((await resumeSync(shop.marketer, { id: sync.id })).pause).toBeNull();
  });

  it("tells the last ordinary run from the removals that a paused sync goes on with", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    await executeRun(runId, testWorld(shop.folder));
    await pauseSync(shop.marketer, { id: sync.id });
    const { workspaceId, syncId, syncVersionId, audienceVersionId, catalogVersionId, policyVersionId, asOf } =
      await database().run.findUniqueOrThrow({ where: { id: runId } });
    const night = {
      workspaceId,
      syncId,
      syncVersionId,
      audienceVersionId,
      catalogVersionId,
      policyVersionId,
    };
    const nights = Array.from({ length: 25 }, (_, index) => ({
      ...{ ...night, asOf, lane: "privacy" as const, status: "succeeded" as const },
      createdAt: new Date(Date.now() + (index + 1) * 60_000),
    }));
    await database().run.createMany({ data: nights });
    const removals = await database().run.findFirst({
      where: { syncId: sync.id, lane: "privacy" },
      orderBy: { createdAt: "desc" },
    });
    const told = {
      lastRun: { id: runId, lane: "full" },
      lastRemovals: { id: removals?.id, lane: "privacy" },
    };
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject(told);
    const rows = await listSyncs(shop.marketer, {});
    expect(rows.find(({ id }) => id === sync.id)).toMatchObject(told);
  });

  it("leaves only the privacy lane to a void approval", async () => {
    const destinationId = await makeDestination(shop.admin, "Voided");
    const sync = await makeApprovedSync(shop, destinationId);
    const policy = { ...POLICY, suppression: {} };
    await setPolicy(shop.admin, { id: destinationId, policy, reason: "Wider." });
    expect(await runSync(shop.marketer, { id: sync.id })).toMatchObject({
      lane: "privacy",
      because: "The policy now keeps back fewer people.",
    });
  });

  it("keeps its account while people are held there", async () => {
    const destinationId = await makeDestination(shop.admin, "Holding");
    const sync = await makeApprovedSync(shop, destinationId);
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    await executeRun(runId, testWorld(shop.folder));
    const settings = { adAccountId: "1000000002" };
    await expect(updateDestination(shop.admin, { id: destinationId, settings })).rejects.toMatchObject({
      code: "STILL_HOLDS_PEOPLE",
      fix: "Connect the other account as a destination of its own.",
    });
    expect((await getSync(shop.marketer, { id: sync.id })).status).toBe("live");
    // A test tells the account as the platform writes it, which is no move.
    await testDestination(shop.admin, { id: destinationId });
    const secrets = { accessToken: "simulated-access-token" };
    await updateDestination(shop.admin, { id: destinationId, name: "Holding on", secrets });
    expect((await getSync(shop.marketer, { id: sync.id })).status).toBe("live");
  });

  it("is void once the destination points to another account", async () => {
    const destinationId = await makeDestination(shop.admin, "Moved");
    const sync = await makeApprovedSync(shop, destinationId);
    await updateDestination(shop.admin, { id: destinationId, settings: { adAccountId: "act_1000000001" } });
    expect((await getSync(shop.marketer, { id: sync.id })).status).toBe("live");
    const before = await database().sync.findUniqueOrThrow({ where: { id: sync.id } });
    await updateDestination(shop.admin, { id: destinationId, settings: { adAccountId: "1000000002" } });
    const after = await database().sync.findUniqueOrThrow({ where: { id: sync.id } });
    expect(after.objectKey).toBe(before.objectKey?.replace("1000000001", "1000000002"));
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "void",
      voidReason: "The destination's account, address or object changed since it was approved.",
    });
  });
});

describe("a run", () => {
  it("that waits is cancelled at once, and taken up again at the same as_of", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId: id } = await runSync(shop.marketer, { id: sync.id });
    const cancelled = await cancelRun(shop.marketer, { id, reason: "Too early." });
    expect(cancelled).toMatchObject({ status: "cancelled", finishedAt: expect.any(String) });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "run.cancel",
      before: { status: "queued" },
      after: { status: "cancelled" },
      reason: "Too early.",
    });
    await expect(cancelRun(shop.marketer, { id })).rejects.toMatchObject({ code: "NOT_RUNNING" });
    const again = await retryRun(shop.marketer, { id });
    expect(again).toMatchObject({ status: "queued", asOf: cancelled.asOf, finishedAt: null });
    await executeRun(id, testWorld(shop.folder));
    expect((await getRun(shop.marketer, { id })).status).toBe("succeeded");
  });

  it("is not taken up once a newer one ran, nor while the sync is paused", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId: first } = await runSync(shop.marketer, { id: sync.id });
    await cancelRun(shop.marketer, { id: first });
    await pauseSync(shop.marketer, { id: sync.id });
    await expect(retryRun(shop.marketer, { id: first })).rejects.toMatchObject({
      code: "NOT_APPROVED",
      message: "The sync is paused.",
    });
    await resumeSync(shop.marketer, { id: sync.id });
    const { runId: second } = await runSync(shop.marketer, { id: sync.id });
    await cancelRun(shop.marketer, { id: second });
    await expect(retryRun(shop.marketer, { id: first })).rejects.toMatchObject({ code: "SUPERSEDED" });
  });

  it("is not taken up under another approval of the same versions", async () => {
    const own = await makeShop(path.join(folder, "approved-again"));
    const sync = await makeApprovedSync(own);
    const { runId: id } = await runSync(own.marketer, { id: sync.id });
    await cancelRun(own.marketer, { id });
    const elsewhere = path.join(folder, "other-people");
    writeShop(elsewhere);
    await importCatalog(own.admin, { source: SHOP_YAML, baseFolder: elsewhere });
    await approveChangeSet(own.approver, { id: await requestApproval(own, sync.id) });
    expect((await getSync(own.marketer, { id: sync.id })).status).toBe("live");
    await expect(retryRun(own.marketer, { id })).rejects.toMatchObject({ code: "SUPERSEDED" });
    await database().run.update({
      where: { id },
      data: { status: "queued", cancelRequestedAt: null },
    });
    await executeRun(id, testWorld(own.folder));
    expect(await getRun(own.marketer, { id })).toMatchObject({
      status: "blocked",
      adds: 0,
      problem: { code: "APPROVAL_MOVED_ON" },
    });
  });

  it("started before the policy became stricter adds nobody under the old one", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId: id } = await runSync(shop.marketer, { id: sync.id });
    const set = (change: object) =>
      setPolicy(shop.admin, { id: sync.destinationId, policy: { ...POLICY, ...change }, reason: "Change." });
    await set({ tags: { email: "hashed", phone: "hashed" } });
    await set({ tags: {} });
    expect((await getSync(shop.marketer, { id: sync.id })).status).toBe("live");
    await executeRun(id, testWorld(shop.folder));
    expect(await getRun(shop.marketer, { id })).toMatchObject({
      status: "blocked",
      adds: 0,
      problem: {
        code: "POLICY_MOVED_ON",
        message: "The policy became stricter since this run was started.",
        fix: "Start a new run.",
      },
    });
  });

  it("goes on through a change of the policy that does not touch it", async () => {
    const sync = await makeApprovedSync(shop);
    const { runId: id } = await runSync(shop.marketer, { id: sync.id });
    const policy = { ...POLICY, tags: { ...POLICY.tags, phone: "hashed" as const } };
    await setPolicy(shop.admin, { id: sync.destinationId, policy, reason: "Phones for others." });
    await executeRun(id, testWorld(shop.folder));
    expect(await getRun(shop.marketer, { id })).toMatchObject({ status: "succeeded", adds: 19 });
  });
});
