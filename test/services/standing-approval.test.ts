import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Envelope } from "@/lib/core/approval/envelope";
import type { Policy } from "@/lib/core/policy/types";
import { database } from "@/lib/db/client";
import { storedCatalog, toJson } from "@/lib/db/stored";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createChangeSet } from "@/lib/services/change-set/create";
import { getChangeSet } from "@/lib/services/change-set/get";
import { measureChangeSet } from "@/lib/services/change-set/measure";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { updateMember } from "@/lib/services/member/update";
import { createStandingApproval } from "@/lib/services/standing-approval/create";
import { goLiveIfStanding } from "@/lib/services/standing-approval/go-live";
import { listStandingApprovals } from "@/lib/services/standing-approval/list";
import { withdrawStandingApproval } from "@/lib/services/standing-approval/withdraw";
import { getSync } from "@/lib/services/sync/get";
import { setSelfApproval } from "@/lib/services/workspace/set-self-approval";
import { ownShop } from "@/test/factories/own-shop";
import { makeDestination, makeSync, POLICY, requestApproval, testWorld } from "@/test/factories/synced-shop";
import { lastAudit } from "@/test/factories/workspace";

const { shop } = ownShop({ beforeAll, afterAll });

const envelope = (destination: string, over: Partial<Envelope> = {}): Envelope => ({
  entity: "customers",
  columns: ["customers.country", "customers.email"],
  destinations: [destination],
  fields: ["EMAIL"],
  uses: ["target"],
  size: { atLeast: 10, atMost: 1_000 },
  ...over,
});

const decide = (destination: string, over: Partial<Envelope> = {}) =>
  createStandingApproval(shop.approver, {
    ...{ name: "Daily work", days: 30, reason: "Agreed with the data team." },
    envelope: envelope(destination, over),
  });

async function asked(destination: string) {
  const sync = await makeSync(shop, destination);
  return { sync, id: await requestApproval(shop, sync.id) };
}

describe("a standing approval", () => {
  it("lets what lies inside it go live as soon as it is measured, and says who decided that in advance", async () => {
    const destination = await makeDestination(shop.admin, "Daily ads");
    const standing = await decide(destination);
    const { sync, id } = await asked(destination);
    expect(await getChangeSet(shop.marketer, { id })).toMatchObject({
      status: "approved",
      decidedBy: { id: shop.approver.userId },
      standing: { id: standing.id, name: "Daily work" },
      unreviewed: false,
    });
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({ status: "live" });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "change_set.approve",
      actorId: null,
      after: { status: "approved", standingApproval: standing.id },
      reason: "Inside the standing approval “Daily work”.",
    });
    const listed = (await listStandingApprovals(shop.marketer, {})).find((one) => one.id === standing.id);
    expect(listed).toMatchObject({
      status: "active",
      used: 1,
      destinations: [{ id: destination, name: "Daily ads" }],
    });
  });

  it("leaves what lies outside of it to a person", async () => {
    const destination = await makeDestination(shop.admin, "Narrow ads");
    await decide(destination, { columns: ["customers.email"] });
    await decide(destination, { size: { atLeast: 10, atMost: 23 } });
    const { id } = await asked(destination);
    expect(await getChangeSet(shop.marketer, { id })).toMatchObject({
      ...{ status: "waiting", standing: null },
      outside: { standing: "Daily work", because: ["It reads customers.country."] },
    });
    expect((await approveChangeSet(shop.approver, { id })).status).toBe("approved");
  });

  it("covers no policy that lets more leave than the one it was decided under, but a stricter one", async () => {
    const destination = await makeDestination(shop.admin, "Widened ads");
    const set = (policy: Policy) => setPolicy(shop.admin, { id: destination, policy, reason: "Changed." });
    await decide(destination);
    await set({ ...POLICY, minimumSize: 12 });
    const stricter = await asked(destination);
    expect(await getChangeSet(shop.marketer, { id: stricter.id })).toMatchObject({ status: "approved" });
    for (const wider of [
      { ...POLICY, consent: { customers: "not_required" as const } },
      { ...POLICY, suppression: {} },
      { ...POLICY, minimumSize: 9 },
    ]) {
      await set(wider);
      const { id } = await asked(destination);
      expect(await getChangeSet(shop.marketer, { id })).toMatchObject({ status: "waiting", standing: null });
    }
    await decide(destination);
    const { id } = await asked(destination);
    expect(await getChangeSet(shop.marketer, { id })).toMatchObject({ status: "approved" });
  });

  it("covers no other catalog than the one it was decided over, where it is read", async () => {
    const destination = await makeDestination(shop.admin, "Another catalog ads");
    await decide(destination);
    const { content, ...row } = await database().catalogVersion.findFirstOrThrow({
      where: { workspaceId: shop.id },
      orderBy: { version: "desc" },
    });
    const catalog = storedCatalog(content);
    const { customers } = catalog.entities;
    const before = customers!.columns.country!;
    const country = { ...before, pii: before.pii === null ? ("country" as const) : null };
    const entities = {
      ...catalog.entities,
      customers: { ...customers!, columns: { ...customers!.columns, country } },
    };
    const { id: _, createdAt: __, ...next } = { ...row, version: row.version + 1 };
    await database().catalogVersion.create({ data: { ...next, content: toJson({ ...catalog, entities }) } });
    const { id } = await asked(destination);
    expect(await getChangeSet(shop.marketer, { id })).toMatchObject({ status: "waiting", standing: null });
  });

  it("is of no use to who made it, and of none once it is withdrawn, over, or its maker decides no more", async () => {
    const destination = await makeDestination(shop.admin, "Own ads");
    const sync = await makeSync(shop, destination);
    const standing = await decide(destination);
    const own = await createChangeSet(shop.approver, { syncId: sync.id, audienceVersion: 1 });
    await measureChangeSet(own.id, testWorld(shop.folder));
    expect(await getChangeSet(shop.approver, own)).toMatchObject({ status: "waiting" });

    // Asked for by somebody else, only the standing approval itself can be in the way.
    await database().changeSet.update({
      where: { id: own.id },
      data: { requestedById: shop.marketer.userId },
    });
    await updateMember(shop.admin, { id: shop.approver.userId, role: "marketer" });
    expect(await goLiveIfStanding(own.id, new Date())).toBe(false);
    await updateMember(shop.admin, { id: shop.approver.userId, role: "approver" });
    expect(await goLiveIfStanding(own.id, new Date(Date.parse(standing.expiresAt)))).toBe(false);
    await withdrawStandingApproval(shop.admin, { id: standing.id, reason: "Too wide." });
    expect(await goLiveIfStanding(own.id, new Date())).toBe(false);
    const again = await decide(destination);
    expect(await goLiveIfStanding(own.id, new Date())).toBe(true);
    expect(await getChangeSet(shop.approver, own)).toMatchObject({ standing: { id: again.id } });
  });
});

describe("approving alone", () => {
  it("is possible after the delay an admin set, while nobody else decides, and is marked", async () => {
    const everyone = await database().membership.findMany({ where: { workspaceId: shop.id } });
    const others = everyone.filter(({ userId }) => userId !== shop.admin.userId);
    const decidesAlone = (disabled: boolean) =>
      database().membership.updateMany({
        where: { id: { in: others.map(({ id }) => id) }, role: { in: ["approver", "admin"] } },
        data: { disabled },
      });
    const allow = () => setSelfApproval(shop.admin, { hours: 24, reason: "I am the whole team." });
    await expect(allow()).rejects.toMatchObject({ code: "OTHERS_DECIDE" });
    await decidesAlone(true);
    const destination = await makeDestination(shop.admin, "Alone ads");
    const sync = await makeSync(shop, destination);
    const own = await createChangeSet(shop.admin, { syncId: sync.id, audienceVersion: 1 });
    await measureChangeSet(own.id, testWorld(shop.folder));
    await expect(approveChangeSet(shop.admin, own)).rejects.toMatchObject({
      message: "You asked for this yourself.",
    });
    await allow();
    await expect(approveChangeSet(shop.admin, own)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^You asked for this yourself\. Nobody else decides here, so you may approve it from .* UTC\.$/,
      ),
    });
    // However long ago it was asked for, whoever allows it only now waits from now.
    const dayBefore = new Date(Date.now() - 86_400_000);
    await database().changeSet.update({ where: { id: own.id }, data: { requestedAt: dayBefore } });
    await expect(approveChangeSet(shop.admin, own)).rejects.toMatchObject({
      message: expect.stringContaining("you may approve it from"),
    });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
    onTestFinished(() => void vi.useRealTimers());
    await decidesAlone(false);
    await expect(approveChangeSet(shop.admin, own)).rejects.toMatchObject({
      message: "You asked for this yourself.",
    });
    await decidesAlone(true);
    expect(await approveChangeSet(shop.admin, own)).toMatchObject({ status: "approved", unreviewed: true });
    expect(await lastAudit(shop.id)).toMatchObject({ after: { status: "approved", unreviewed: true } });
    await decidesAlone(false);
  });
});
