import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { openSecrets, sealSecrets } from "@/lib/db/secrets";
import type { Actor } from "@/lib/services/actor";
import { createDestination } from "@/lib/services/destination/create";
import { getDestination, listDestinationKinds, listDestinations } from "@/lib/services/destination/list";
import { createObject, listObjects } from "@/lib/services/destination/objects";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { testDestination } from "@/lib/services/destination/test";
import { updateDestination } from "@/lib/services/destination/update";
import { ownShop } from "@/test/factories/own-shop";
import { makeDestination, POLICY } from "@/test/factories/synced-shop";
import { lastAudit, makeWorkspace } from "@/test/factories/workspace";

const { shop, simulator } = ownShop({ beforeAll, afterAll });

const TOKEN = "simulated-access-token";
const account = { kind: "meta", settings: { adAccountId: "1000000001" }, secrets: { accessToken: TOKEN } };

describe("a destination", () => {
  it("keeps its token sealed, and gives it to nobody", async () => {
    const { id } = await createDestination(shop.admin, { ...account, name: "Sealed" });
    const view = await getDestination(shop.admin, { id });
    expect(view).toMatchObject({
      kind: "meta",
      kindLabel: "Meta Custom Audiences",
      name: "Sealed",
      status: "untested",
      problem: null,
      endpoint: "simulator:meta",
      simulated: true,
      syncs: 0,
      policyVersion: null,
      policy: null,
      settings: { adAccountId: "1000000001" },
    });
    const row = await database().destination.findUniqueOrThrow({ where: { id } });
    expect(row.secrets).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
    expect(openSecrets(row.secrets, id)).toEqual({ accessToken: TOKEN });
    const said = JSON.stringify([
      view,
      await listDestinations(shop.admin, {}),
      await lastAudit(shop.id),
      row,
    ]);
    expect(said).not.toContain(TOKEN);
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "destination.create",
      after: { kind: "meta", name: "Sealed", settings: { adAccountId: "1000000001" } },
    });
  });

  it("speaks to the real platform outside of demo mode, whatever is asked", async () => {
    const workspace = await makeWorkspace();
    const admin = await workspace.actor("admin");
    const { id } = await createDestination(admin, { ...account, name: "Real" });
    expect(await getDestination(admin, { id })).toMatchObject({
      endpoint: "https://graph.facebook.com",
      simulated: false,
    });
    const elsewhere = { ...account, name: "Elsewhere", endpoint: simulator.url };
    await expect(createDestination(admin, elsewhere)).rejects.toMatchObject({ code: "ENDPOINT_NOT_ALLOWED" });
  });

  it("speaks to this machine only in demo mode", async () => {
    const away = { ...account, name: "Away", endpoint: "https://graph.evil.test" };
    await expect(createDestination(shop.admin, away)).rejects.toMatchObject({ code: "ENDPOINT_NOT_ALLOWED" });
    const near = { ...account, name: "Near", endpoint: simulator.url };
    const { id } = await createDestination(shop.admin, near);
    expect(await testDestination(shop.admin, { id })).toMatchObject({ account: expect.any(String) });
  });

  it("says what is missing or wrong in its settings", async () => {
    const without = { ...account, name: "Without", secrets: {} };
    await expect(createDestination(shop.admin, without)).rejects.toMatchObject({
      code: "SECRET_MISSING",
      message: "Meta Custom Audiences needs its Access token.",
    });
    const wrong = { ...account, name: "Wrong", settings: { adAccountId: "my account" } };
    await expect(createDestination(shop.admin, wrong)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(createDestination(shop.admin, { ...account, name: "Sealed" })).rejects.toMatchObject({
      code: "NAME_TAKEN",
    });
  });

  it("is tested against the account, and remembers what was refused until a new token works", async () => {
    const { id } = await createDestination(shop.admin, {
      ...account,
      name: "Expired",
      secrets: { accessToken: "expired" },
    });
    await expect(testDestination(shop.admin, { id })).rejects.toMatchObject({ remedy: "reconnect" });
    const failing = await getDestination(shop.admin, { id });
    expect(failing.status).toBe("failing");
    expect(failing.problem).not.toContain("expired-token");
    await updateDestination(shop.admin, { id, secrets: { accessToken: TOKEN } });
    expect(await testDestination(shop.admin, { id })).toMatchObject({ account: expect.any(String) });
    expect(await getDestination(shop.admin, { id })).toMatchObject({ status: "connected", problem: null });
  });

  it("keeps a new token and a new name that are given at the same moment", async () => {
    const id = await makeDestination(shop.admin, "Busy 0");
    for (const round of [1, 2, 3, 4]) {
      const given = [{ secrets: { accessToken: `token ${round}` } }, { name: `Busy ${round}` }];
      await Promise.all(given.map((one) => updateDestination(shop.admin, { id, ...one })));
      const { name, secrets } = await database().destination.findUniqueOrThrow({ where: { id } });
      expect({ name, ...openSecrets(secrets, id) }).toEqual({
        name: `Busy ${round}`,
        accessToken: `token ${round}`,
      });
    }
  });

  it("is held to less than its account allows where an admin says so, and to no rate it does not have", async () => {
    const id = await makeDestination(shop.admin, "Held back");
    await updateDestination(shop.admin, { id, limits: { concurrency: 1 } });
    expect((await getDestination(shop.admin, { id })).limits).toEqual({
      allowed: { concurrency: 2, rates: [] },
      loweredTo: { concurrency: 1 },
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "destination.update",
      before: { limits: null },
      after: { limits: { concurrency: 1 } },
    });
    await expect(
      updateDestination(shop.admin, { id, limits: { rates: { minute: 5 } } }),
    ).rejects.toMatchObject({ code: "UNKNOWN_RATE", remedy: "fix_input" });
    await expect(updateDestination(shop.admin, { id, limits: { concurrency: 3 } })).rejects.toMatchObject({
      code: "LIMIT_TOO_HIGH",
      message: "The account takes 2 calls at a time at most.",
    });
    await updateDestination(shop.admin, { id, limits: null });
    expect((await getDestination(shop.admin, { id })).limits.loweredTo).toBeNull();
  });

  it("lists and makes objects at the platform", async () => {
    const id = await makeDestination(shop.admin, "Objects");
    const created = await createObject(shop.marketer, { id, name: "Lapsing VIPs" });
    expect(created).toEqual({ id: created.id, name: "Lapsing VIPs", size: created.size });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "destination.create_object",
      after: { object: created.id, name: "Lapsing VIPs" },
    });
    expect((await listObjects(shop.marketer, { id })).map((object) => object.id)).toContain(created.id);
  });

  it("tells a demo, and only a demo, the account of the stand-in it is connected to", async () => {
    const simulated = async (actor: Actor) =>
      (await listDestinationKinds(actor, {})).find(({ id }) => id === "meta")?.simulated;
    expect(await simulated(shop.marketer)).toEqual({
      settings: { adAccountId: "1000000001" },
      secrets: { accessToken: "simulated-access-token" },
    });
    const real = await makeWorkspace({ demo: false });
    expect(await simulated(await real.actor("admin"))).toBeUndefined();
  });

  it("offers the kinds that are installed, with their settings", async () => {
    const kinds = await listDestinationKinds(shop.marketer, {});
    expect(kinds.map(({ id }) => id)).toEqual(["google", "hubspot", "meta", "webhook"]);
    expect(kinds.find(({ id }) => id === "meta")).toMatchObject({
      settings: [{ id: "adAccountId", label: "Ad account", required: true }],
      secrets: [{ id: "accessToken", label: "Access token" }],
      kinds: ["set"],
    });
    expect(kinds.find(({ id }) => id === "hubspot")).toMatchObject({
      settings: [
        { id: "portalId", required: true },
        { id: "ownIdProperty", required: false },
      ],
      kinds: ["set", "record"],
    });
    const google = kinds.find(({ id }) => id === "google")!;
    expect(google.settings.find(({ id }) => id === "transport")).toEqual({
      id: "transport",
      label: "Way in",
      help: "The Data Manager API is open to all; the Google Ads API's jobs only to projects that used them before April 2026.",
      required: false,
      choices: [
        { value: "data_manager", label: "Data Manager API" },
        { value: "offline_user_data_job", label: "Google Ads API, offline jobs" },
      ],
      initial: "data_manager",
    });
    expect(google.secrets.every(({ optional }) => optional)).toBe(true);
    expect(kinds.find(({ id }) => id === "webhook")).toMatchObject({
      settings: [
        { id: "url", required: true },
        { id: "objects", required: false },
      ],
      kinds: ["record"],
    });
  });
});

describe("a policy", () => {
  it("is versioned and audited with its reason", async () => {
    const id = await makeDestination(shop.admin, "Policy");
    const wider = { ...POLICY, minimumSize: 5 };
    const view = await setPolicy(shop.admin, { id, policy: wider, reason: "Small test." });
    expect(view).toEqual({
      version: 2,
      policy: wider,
      setBy: shop.admin.name,
      setAt: view.setAt,
      reason: "Small test.",
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "destination.set_policy",
      before: { version: 1, policy: POLICY },
      after: { version: 2, policy: wider },
      reason: "Small test.",
    });
  });

  it.each([
    [{ consent: { customers: { value: { column: "adsconsent" }, is: { eq: true } } } }, "UNKNOWN_COLUMN"],
    [
      { consent: { customers: { not: { value: { column: "ads_consent" }, is: { eq: true } } } } },
      "CONSENT_BY_ABSENCE",
    ],
    [{ columns: { "customers.mail": "hashed" as const } }, "UNKNOWN_COLUMN"],
    [{ consent: { custmers: "not_required" as const } }, "UNKNOWN_ENTITY"],
  ])("is refused when it speaks of what is not there, or consents by silence (%o)", async (change, code) => {
    const id = await makeDestination(shop.admin, `Bad ${crypto.randomUUID()}`);
    const policy = { ...POLICY, ...change };
    await expect(setPolicy(shop.admin, { id, policy, reason: "Try." })).rejects.toMatchObject({
      code: "INVALID_POLICY",
      problems: [{ code }],
    });
  });

  it("holds no values of people", async () => {
    const id = await makeDestination(shop.admin, "Personal");
    const consent = { customers: { value: { column: "email" }, is: { eq: "person7@shop.test" } } };
    await expect(
      setPolicy(shop.admin, { id, policy: { ...POLICY, consent }, reason: "Try." }),
    ).rejects.toMatchObject({ code: "PERSONAL_LITERAL" });
  });
});

describe("sealed secrets", () => {
  it("open only for the row they were sealed for, and only unchanged", () => {
    const sealed = sealSecrets({ accessToken: TOKEN }, "row-1");
    expect(openSecrets(sealed, "row-1")).toEqual({ accessToken: TOKEN });
    expect(() => openSecrets(sealed, "row-2")).toThrow("was changed since it was stored");
    expect(() => openSecrets(`${sealed.slice(0, -2)}AA`, "row-1")).toThrow("was changed since it was stored");
  });

  it("open after the master secret was changed, while the earlier one is still named", () => {
    const sealed = sealSecrets({ accessToken: TOKEN }, "row-1");
    const earlier = process.env.COTERIE_SECRET!;
    process.env.COTERIE_SECRET = "another-secret-of-the-tests";
    try {
      expect(() => openSecrets(sealed, "row-1")).toThrow("was sealed with another COTERIE_SECRET");
      process.env.COTERIE_SECRET_PREVIOUS = earlier;
      expect(openSecrets(sealed, "row-1")).toEqual({ accessToken: TOKEN });
    } finally {
      process.env.COTERIE_SECRET = earlier;
      delete process.env.COTERIE_SECRET_PREVIOUS;
    }
  });
});
