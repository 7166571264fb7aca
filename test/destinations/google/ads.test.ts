import { describe, expect, it } from "vitest";
import google from "@/lib/destinations/google";
import { batchOf, hashOf, refusal, simulatedAccount } from "./account";

const [, , ADDRESS] = google.set!.identifiers;
const account = simulatedAccount();
const open = (settings: Record<string, string> = {}) =>
  account.open({ transport: "offline_user_data_job", ...settings });

describe("the Google Ads API's jobs", () => {
  it("tell the account, and make, list and read its lists", async () => {
    const { set, test } = open();
    expect(await test()).toEqual({ account: "1234567890", name: "Simulated Ads account" });
    const made = await set.createObject({ name: "Loyal", description: "Bought twice" });
    expect(await set.listObjects()).toEqual([made]);
    expect(await set.getObject(made.id)).toEqual(made);
    expect(await refusal(set.getObject("404"))).toEqual(["OBJECT_GONE", "ask_admin"]);
    expect(await refusal(set.createObject({ name: "Loyal" }))).toEqual(["NAME_TAKEN", "fix_input"]);
  });

  it("add and remove, and are settled when they have run", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    await account.tell("processing", { milliseconds: 60_000 });
    const { ticket } = await set.send(batchOf(id, [[hashOf("ann")], [hashOf("bob")]]));
    expect(await set.settle!(ticket!)).toBe("pending");
    await account.tell("processing", { milliseconds: 0 });
    expect(await set.settle!(ticket!)).toEqual({ received: 2, refused: 0 });
    await set.send(batchOf(id, [[hashOf("bob")]], { operation: "remove" }));
    expect(await account.held(id)).toEqual([`email ${hashOf("ann")}`]);
    await set.clear!(id);
    expect(await account.held(id)).toEqual([]);
  });

  it("part people by what they consented to, and name the rows that are refused", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    const people = ["ann", "bob", "cem", "dee"].map((name) => [hashOf(name)]);
    const attributes = [
      ["GRANTED", "GRANTED"],
      ["DENIED", "DENIED"],
      ["GRANTED", "GRANTED"],
      ["", ""],
    ];
    await account.tell("faults", { kind: "invalid_entries", count: 1, match: { path: "AddOffline" } });
    const { ticket } = await set.send(batchOf(id, people, { attributes }));
    expect(JSON.parse(ticket!).jobs).toHaveLength(2);
    expect(await set.settle!(ticket!)).toEqual({
      received: 4,
      refused: 1,
      refusedRows: [{ row: 0, reason: "INVALID_SHA256_FORMAT", permanent: true }],
    });
    expect(await account.held(id)).toEqual(["cem", "dee"].map((name) => `email ${hashOf(name)}`).sort());
  });

  it("take whole addresses", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    const row = [hashOf("ann"), hashOf("lee"), "US", "94045"];
    await set.send(batchOf(id, [row], { identifier: ADDRESS }));
    expect(await account.held(id)).toEqual([`address ${row.join("|")}`]);
  });

  it("take ten thousand at once", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    const people = Array.from({ length: 10_000 }, (_, number) => [hashOf(`person-${number}`)]);
    expect(await set.send(batchOf(id, people))).toMatchObject({ received: 10_000 });
    expect(await account.held(id)).toHaveLength(10_000);
  });

  it("say of their refusals what they ask for", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    const said = async (kind: string, path: string) => {
      await account.tell("faults", { kind, match: { path } });
      return refusal(set.send(batchOf(id, [[hashOf("ann")]])));
    };
    expect({
      throttle: await said("throttle", "CreateOffline"),
      terms: await said("terms", "AddOffline"),
      allowlist: await said("allowlist", "CreateOffline"),
      token_expired: await said("permission", "CreateOffline"),
      gone: await said("gone", "CreateOffline"),
      invalid_parameter: await said("invalid_parameter", "AddOffline"),
      unavailable: await said("unavailable", "RunOffline"),
      broken: await said("drop_before", "AddOffline"),
    }).toEqual({
      throttle: ["THROTTLED", "wait_until"],
      terms: ["TERMS_NOT_ACCEPTED", "accept_terms"],
      allowlist: ["NOT_ALLOWLISTED", "ask_admin"],
      token_expired: ["PERMISSION_MISSING", "reconnect"],
      gone: ["OBJECT_GONE", "ask_admin"],
      invalid_parameter: ["BATCH_REFUSED", "drop_row"],
      unavailable: ["PLATFORM_UNWELL", "retry"],
      broken: ["PLATFORM_UNWELL", "retry"],
    });
    expect(await account.held(id)).toEqual([]);
    await account.tell("faults", { kind: "throttle", minutes: 7 });
    const error = await set.listObjects().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "THROTTLED", details: { quota: "Requests per day" } });
    const minutes = (Object(error).retryAt - Date.now()) / 60_000;
    expect([minutes > 6.5, minutes < 7.5]).toEqual([true, true]);
  });

  it("are refused to an account that never used them", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    await account.tell("allowlist", { allowed: false });
    expect(await refusal(set.send(batchOf(id, [[hashOf("ann")]])))).toEqual(["NOT_ALLOWLISTED", "ask_admin"]);
  });

  it("end when the caller gives up", async () => {
    const { set } = open();
    const { id } = await set.createObject({ name: "Loyal" });
    await account.tell("faults", { kind: "hang_before", match: { path: "AddOffline" } });
    const signal = AbortSignal.timeout(200);
    expect(await refusal(set.send(batchOf(id, [[hashOf("ann")]]), { signal }))).toEqual([
      "CANCELLED",
      "retry",
    ]);
  });

  it("sign in again where the token was revoked", async () => {
    const { set } = open();
    await set.listObjects();
    await account.tell("revoke", {});
    expect(await set.listObjects()).toEqual([]);
    await account.tell("revoke", {});
    expect(await set.createObject({ name: "Loyal" })).toMatchObject({ name: "Loyal" });
  });
});
