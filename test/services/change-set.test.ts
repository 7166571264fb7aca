import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { verifyActivity } from "@/lib/services/activity/verify";
import { getAudience } from "@/lib/services/audience/get";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { importCatalog } from "@/lib/services/catalog/import";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { commentOnChangeSet } from "@/lib/services/change-set/comment";
import { createChangeSet } from "@/lib/services/change-set/create";
import { getChangeSet } from "@/lib/services/change-set/get";
import { listChangeSets } from "@/lib/services/change-set/list";
import { requestChanges } from "@/lib/services/change-set/request-changes";
import { withdrawChangeSet } from "@/lib/services/change-set/withdraw";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { getSession } from "@/lib/services/session/get";
import { getSync } from "@/lib/services/sync/get";
import { ownShop } from "@/test/factories/own-shop";
import { GERMANS, makeShop, SHOP_YAML, writeShop } from "@/test/factories/shop-workspace";
import {
  makeApprovedSync,
  makeDestination,
  makeSync,
  POLICY,
  requestApproval,
} from "@/test/factories/synced-shop";
import { lastAudit } from "@/test/factories/workspace";
import { answer } from "@/test/support/answer";

const { folder, shop } = ownShop({ beforeAll, afterAll });

/** Saves the audience's next version. */
async function saveNext(id: string, where: object): Promise<number> {
  const { draft, name } = await getAudience(shop.marketer, { id });
  const tree = { ...GERMANS, where: where as Record<string, unknown> };
  const { revision } = await saveDraft(shop.marketer, { id, tree, name, revision: draft.revision });
  return (await saveVersion(shop.marketer, { id, revision })).version;
}

describe("a request for approval", () => {
  it("is measured, shows what a reviewer decides from, and is decided by someone else", async () => {
    const sync = await makeSync(shop);
    const id = await requestApproval(shop, sync.id);
    const view = await getChangeSet(shop.approver, { id });
    expect(view).toMatchObject({
      status: "waiting",
      requestedBy: { id: shop.marketer.userId },
      decidedBy: null,
      audience: { name: "Germans", fromVersion: null, toVersion: 1 },
      sync: { id: sync.id, object: "Germans", mode: "mirror", use: "target" },
      changes: null,
      words: [
        { text: "Everyone in Customers", change: "added" },
        { text: "  Country is “DE”", change: "added" },
      ],
      sqlBefore: null,
      decisions: [
        { field: "EMAIL", column: "email", pii: "email", rule: "hashed", form: "hashed", allowed: true },
      ],
      checks: [
        { name: "Sealed", ok: true },
        { name: "Personal fields", ok: true, text: "Personal fields leave hashed only." },
        { name: "Deciding", ok: true, text: "No personal column decides who is in it." },
        { name: "Minimum size", ok: true, text: "At least 10 people, as the policy asks." },
        { name: "Leaving", ok: true },
      ],
      impact: {
        members: { before: null, after: 24 },
        people: { enter: "all but a few", leave: 0, stay: 0 },
        waterfall: {
          members: 24,
          heldBack: { no_consent: "<10", suppressed: "<10", no_identifier: 0 },
          eligible: "all but a few",
        },
      },
      failure: null,
      comments: [],
      mayDecide: true,
      mayNotDecideBecause: null,
    });
    expect(answer(view.impact!.sample!).rows).toHaveLength(10);
    expect(JSON.stringify(view)).not.toContain("@");
    const { impact } = await database().changeSet.findUniqueOrThrow({ where: { id } });
    expect(impact).toEqual({
      emptyColumns: [],
      // Of fewer than a thousand people the platform tells no size.
      object: { name: "Germans", size: null, ours: 0 },
      usual: { dailyEnter: 0, dailyLeave: 0, days: 14 },
      asOf: view.impact?.asOf,
      measuredAt: view.impact?.measuredAt,
      members: { before: null, after: 24 },
      waterfall: expect.objectContaining({
        heldBack: { no_consent: 4, suppressed: 1, no_identifier: 0 },
        eligible: 19,
      }),
      plan: expect.objectContaining({ people: { enter: 19, leave: 0, stay: 0 } }),
    });

    const own = await getChangeSet(shop.marketer, { id });
    expect([own.mayDecide, own.mayNotDecideBecause]).toEqual([false, "Only approvers and admins decide."]);
    expect((await getSession(shop.approver, {})).approvalsWaiting).toBeGreaterThan(0);

    const approved = await approveChangeSet(shop.approver, { id, text: "Good." });
    expect(approved).toMatchObject({
      status: "approved",
      decidedBy: { id: shop.approver.userId },
      comments: [{ by: shop.approver.name, text: "Good." }],
      mayDecide: false,
      mayNotDecideBecause: "It is no longer waiting for a decision.",
    });
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "live",
      audienceVersion: 1,
    });
    expect(await getAudience(shop.marketer, { id: sync.audience.id })).toMatchObject({
      status: "live",
      size: { members: 24 },
      versions: [{ version: 1, approved: true }],
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "change_set.approve",
      subject: `change_set:${id}`,
      before: { status: "waiting", approvedHash: null, audienceVersion: null },
      after: { status: "approved", sync: sync.id, approvedHash: view.hash, audienceVersion: 1 },
      reason: "Good.",
      actorId: shop.approver.userId,
    });
    expect((await listChangeSets(shop.marketer, {})).map((row) => row.id)).toContain(id);
  });

  it("is never decided by whoever asked, admin or not", async () => {
    const sync = await makeSync(shop);
    const byAdmin = await createChangeSet(shop.admin, { syncId: sync.id, audienceVersion: 1 });
    await database().changeSet.update({ where: { id: byAdmin.id }, data: { status: "waiting" } });
    const refusal = { code: "FORBIDDEN", message: "You asked for this yourself." };
    await expect(approveChangeSet(shop.admin, byAdmin)).rejects.toMatchObject(refusal);
    await expect(requestChanges(shop.admin, byAdmin)).rejects.toMatchObject(refusal);
    expect(await getChangeSet(shop.admin, byAdmin)).toMatchObject({
      mayDecide: false,
      mayNotDecideBecause: "You asked for this yourself.",
    });
    expect((await approveChangeSet(shop.approver, byAdmin)).status).toBe("approved");
  });

  it("is decided once when two decide at the same moment", async () => {
    const sync = await makeSync(shop);
    const id = await requestApproval(shop, sync.id);
    const outcomes = await Promise.allSettled([
      approveChangeSet(shop.approver, { id }),
      requestChanges(shop.admin, { id, text: "Too wide." }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "NOT_IN_THIS_STATE" },
    });
  });

  it("waits alone: a second one for the same sync is refused until it is withdrawn", async () => {
    const sync = await makeSync(shop);
    const ask = () => createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 });
    const { id } = await ask();
    await expect(ask()).rejects.toMatchObject({ code: "REQUEST_OPEN" });
    await expect(withdrawChangeSet(shop.approver, { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await withdrawChangeSet(shop.marketer, { id })).status).toBe("withdrawn");
    await expect(ask()).resolves.toEqual({ id: expect.any(String) });
  });

  it("shows the deciders what the person who asked wanted them to know", async () => {
    const sync = await makeSync(shop);
    const note = "For the spring sale, please by Friday.";
    const { id } = await createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1, note });
    expect(await getChangeSet(shop.approver, { id })).toMatchObject({ note, voidReason: null });
  });

  it("cannot be approved before it is measured", async () => {
    const sync = await makeSync(shop);
    const { id } = await createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 });
    expect((await getChangeSet(shop.approver, { id })).mayNotDecideBecause).toBe(
      "Its impact is still being measured.",
    );
    await expect(approveChangeSet(shop.approver, { id })).rejects.toMatchObject({
      code: "NOT_IN_THIS_STATE",
      message: "This request is still being measured.",
    });
  });

  it("sent back leaves what was approved running", async () => {
    const sync = await makeApprovedSync(shop);
    const version = await saveNext(sync.audience.id, { all: [] });
    const id = await requestApproval(shop, sync.id, version);
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "live",
      audienceVersion: 1,
    });
    const back = await requestChanges(shop.approver, { id, text: "Why everyone?" });
    expect(back).toMatchObject({ status: "changes_requested", comments: [{ text: "Why everyone?" }] });
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "live",
      audienceVersion: 1,
    });
    expect(await getAudience(shop.marketer, { id: sync.audience.id })).toMatchObject({
      status: "changes_requested",
      sentBack: id,
    });
  });

  it("shows old against new, in words and SQL", async () => {
    const sync = await makeApprovedSync(shop);
    const french = { value: { column: "country" }, is: { eq: "FR" } };
    const version = await saveNext(sync.audience.id, { any: [GERMANS.where, french] });
    const view = await getChangeSet(shop.approver, { id: await requestApproval(shop, sync.id, version) });
    expect(view.audience).toMatchObject({ fromVersion: 1, toVersion: 2 });
    const after = { path: "where.any[1]", sentence: "Country is “FR”", within: "Any of these" };
    expect(view.changes).toEqual([{ kind: "added", before: null, after }]);
    expect(view.words.map(({ change }) => change)).toContain("added");
    expect(view.words).toContainEqual({ text: expect.stringContaining("FR"), change: "added" });
    expect(view.sqlBefore).not.toBe(view.sqlAfter);
    expect(view.impact?.members).toEqual({ before: 24, after: 30 });
  });

  it("is refused when exactly this is approved already", async () => {
    const sync = await makeApprovedSync(shop);
    await expect(
      createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 }),
    ).rejects.toMatchObject({ code: "NOTHING_NEW" });
  });

  it("is refused when the policy lets no identifier leave", async () => {
    const sync = await makeSync(shop);
    await setPolicy(shop.admin, { id: sync.destinationId, policy: { ...POLICY, tags: {} }, reason: "Stop." });
    await expect(
      createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 }),
    ).rejects.toMatchObject({ code: "NOTHING_MAY_LEAVE" });
  });

  it("is refused when a personal column decides that the policy does not let decide", async () => {
    const sync = await makeSync(shop);
    const version = await saveNext(sync.audience.id, { value: { column: "email" }, is: { known: true } });
    await expect(
      createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: version }),
    ).rejects.toMatchObject({ code: "MAY_NOT_DECIDE" });
    await setPolicy(shop.admin, {
      id: sync.destinationId,
      policy: { ...POLICY, deciding: ["email"] },
      reason: "Having an address is no secret.",
    });
    await expect(
      createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: version }),
    ).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("says when a stricter policy came into force after it was measured", async () => {
    const destinationId = await makeDestination(shop.admin, "Stricter meanwhile");
    const sync = await makeSync(shop, destinationId);
    const { id } = await createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 });
    await setPolicy(shop.admin, {
      id: destinationId,
      policy: { ...POLICY, minimumSize: 15 },
      reason: "More.",
    });
    const { status, checks } = await getChangeSet(shop.approver, { id });
    expect(status).toBe("measuring");
    expect(checks.find(({ name }) => name === "Policy")).toEqual({
      name: "Policy",
      ok: false,
      text:
        "Version 2 is in force by now and holds at every run; this was measured under version 1. " +
        "Where the newer one is stricter, less leaves than is shown here.",
    });
  });

  it("takes comments from everyone who builds", async () => {
    const sync = await makeSync(shop);
    const { id } = await createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 });
    await commentOnChangeSet(shop.approver, { id, text: "Why Germans?" });
    const view = await commentOnChangeSet(shop.marketer, { id, text: "New store in Kiel." });
    expect(view.comments.map(({ text }) => text)).toEqual(["Why Germans?", "New store in Kiel."]);
    expect(await lastAudit(shop.id)).toMatchObject({ action: "change_set.comment", after: { comments: 2 } });
  });
});

describe("an approval", () => {
  const voidReason = async (id: string) => (await getSync(shop.marketer, { id })).voidReason;

  it("is void when the policy lets more leave, and holds when it lets less", async () => {
    const destinationId = await makeDestination(shop.admin, "Widened");
    const sync = await makeApprovedSync(shop, destinationId);
    const set = (change: object) =>
      setPolicy(shop.admin, { id: destinationId, policy: { ...POLICY, ...change }, reason: "Change." });
    await set({ minimumSize: 15 });
    expect(await voidReason(sync.id)).toBeNull();
    await set({ minimumSize: 15, tags: { email: "plain" } });
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "void",
      voidReason: "The policy now lets EMAIL leave plain.",
    });
  });

  it("is void when the catalog changes a column it reads, with open requests, and asked for again it lives", async () => {
    const own = await makeShop(path.join(folder, "catalog"));
    const live = await makeApprovedSync(own);
    const open = await requestApproval(own, (await makeSync(own, live.destinationId)).id);
    const changed = SHOP_YAML.replace(
      "phone: { type: text, pii: phone }",
      "phone: { type: text, pii: none }",
    );
    await importCatalog(own.admin, { source: changed, baseFolder: own.folder });
    expect((await getSync(own.marketer, { id: live.id })).status).toBe("live");

    const other = changed.replace("country: text", "country: { type: text, pii: country }");
    await importCatalog(own.admin, { source: other, baseFolder: own.folder });
    const reason = "The catalog changed a table, column or relation this audience reads.";
    expect(await getSync(own.marketer, { id: live.id })).toMatchObject({
      status: "void",
      voidReason: reason,
    });
    expect(await getChangeSet(own.approver, { id: open })).toMatchObject({
      status: "void",
      voidReason: reason,
      note: null,
    });
    await expect(approveChangeSet(own.approver, { id: open })).rejects.toMatchObject({
      code: "NOT_IN_THIS_STATE",
    });

    const again = await requestApproval(own, live.id);
    await approveChangeSet(own.approver, { id: again });
    expect(await getSync(own.marketer, { id: live.id })).toMatchObject({ status: "live", voidReason: null });
    const actions = await database().auditEvent.findMany({
      where: { workspaceId: own.id, action: { in: ["sync.void", "change_set.void"] } },
      select: { action: true, reason: true },
    });
    expect(actions.map(({ action }) => action).sort()).toEqual(["change_set.void", "sync.void"]);
    expect(await verifyActivity(own.admin, {})).toMatchObject({ ok: true });
  });

  it("is void when the same catalog is read from another folder, which holds other people", async () => {
    const own = await makeShop(path.join(folder, "moved"));
    const sync = await makeApprovedSync(own);
    const elsewhere = path.join(folder, "elsewhere");
    writeShop(elsewhere);
    await importCatalog(own.admin, { source: SHOP_YAML, baseFolder: elsewhere });
    expect(await getSync(own.marketer, { id: sync.id })).toMatchObject({
      status: "void",
      voidReason: "The warehouse's files are now read from another folder.",
    });
  });

  it("does not survive a policy that widens at the very moment of the decision", async () => {
    const own = await makeShop(path.join(folder, "moment"));
    const policy = { ...POLICY, suppression: {} };
    for (let round = 0; round < 5; round++) {
      const { id, destinationId } = await makeSync(own);
      const changeSet = await requestApproval(own, id);
      await Promise.allSettled([
        approveChangeSet(own.approver, { id: changeSet }),
        setPolicy(own.admin, { id: destinationId, policy, reason: "Wider." }),
      ]);
      const { status } = await getChangeSet(own.approver, { id: changeSet });
      expect([(await getSync(own.marketer, { id })).status, status]).toBeOneOf([
        ["void", "approved"],
        ["draft", "void"],
      ]);
    }
  });

  it("does not happen to a request whose seal was changed in the database", async () => {
    const sync = await makeSync(shop);
    const id = await requestApproval(shop, sync.id);
    const { boundTo } = await database().changeSet.findUniqueOrThrow({ where: { id } });
    const forged = { ...(boundTo as object), mode: "add_only" };
    await database().changeSet.update({ where: { id }, data: { boundTo: forged } });
    const view = await getChangeSet(shop.approver, { id });
    expect(view.checks[0]).toEqual({
      name: "Sealed",
      ok: false,
      text: "The stored request does not match its seal.",
    });
    await expect(approveChangeSet(shop.approver, { id })).rejects.toMatchObject({ code: "VOID" });
    expect((await getChangeSet(shop.approver, { id })).status).toBe("void");
  });
});
