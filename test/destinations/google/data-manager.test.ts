import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import google from "@/lib/destinations/google";
import { batchOf, hashOf, refusal, SECRETS, simulatedAccount } from "./account";

const [EMAIL, , ADDRESS, USER_ID, MOBILE_ID] = google.set!.identifiers;
const account = simulatedAccount();

describe("the Data Manager API", () => {
  it("takes a batch in and says later what became of it", async () => {
    const { set } = account.open();
    const { id } = await set.createObject({ name: "Loyal" });
    await account.tell("processing", { milliseconds: 60_000 });
    const answer = await set.send(batchOf(id, [[hashOf("ann")], [hashOf("bob")]]));
    expect(answer).toEqual({ received: 2, refused: 0, ticket: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await set.settle!(answer.ticket!)).toBe("pending");
    await account.tell("processing", { milliseconds: 0 });
    expect(await set.settle!(answer.ticket!)).toEqual({ received: 2, refused: 0 });
    expect(await account.held(id)).toEqual(
      [hashOf("ann"), hashOf("bob")].map((hash) => `email ${hash}`).sort(),
    );
  });

  it("counts by reason whom it refuses for their consent", async () => {
    const { set } = account.open();
    const { id } = await set.createObject({ name: "Loyal" });
    const people = ["ann", "bob", "cem"].map((name) => [hashOf(name)]);
    const attributes = [
      ["GRANTED", "DENIED"],
      ["DENIED", "DENIED"],
      ["", ""],
    ];
    const { ticket } = await set.send(batchOf(id, people, { attributes }));
    expect(await set.settle!(ticket!)).toEqual({
      received: 3,
      refused: 1,
      refusedByReason: { DENIED_CONSENT: 1 },
    });
    const strict = account.open({ unknownConsent: "denied" }).set;
    const second = await strict.send(batchOf(id, people, { attributes }));
    expect(await strict.settle!(second.ticket!)).toMatchObject({ refusedByReason: { DENIED_CONSENT: 2 } });
  });

  it("keeps an address whole, with its plain parts as they are", async () => {
    const { set } = account.open();
    const { id } = await set.createObject({ name: "Loyal" });
    const row = [hashOf("ann"), hashOf("lee"), "US", "94045"];
    await set.send(batchOf(id, [row], { identifier: ADDRESS }));
    expect(await account.held(id)).toEqual([`address ${row.join("|")}`]);
    await set.send(batchOf(id, [row], { identifier: ADDRESS, operation: "remove" }));
    expect(await account.held(id)).toEqual([]);
  });

  it("makes lists of own ids and of mobile ids, which take nothing else", async () => {
    const own = account.open({ uploadKeyType: "user_id" }).set;
    const ids = await own.createObject({ name: "By id" });
    await own.send(batchOf(ids.id, [["Customer-7"]], { identifier: USER_ID }));
    expect(await account.held(ids.id)).toEqual(["user_id Customer-7"]);
    expect(await refusal(own.send(batchOf(ids.id, [[hashOf("ann")]])))).toEqual([
      "LIST_TAKES_OTHER_IDENTIFIERS",
      "fix_input",
    ]);
    const mobile = account.open({ uploadKeyType: "mobile_id", mobileAppId: "test.shop.app" }).set;
    const devices = await mobile.createObject({ name: "By device" });
    const device = "38400000-8cf0-11bd-b23e-10b96e40000d";
    await mobile.send(batchOf(devices.id, [[device]], { identifier: MOBILE_ID }));
    expect(await account.held(devices.id)).toEqual([`mobile_id ${device}`]);
    expect(
      google.settings.safeParse({
        customerId: "1234567890",
        termsAccepted: "yes",
        uploadKeyType: "mobile_id",
      }),
    ).toMatchObject({ success: false });
  });

  it("empties a list", async () => {
    const { set } = account.open();
    const { id } = await set.createObject({ name: "Loyal" });
    await set.send(batchOf(id, [[hashOf("ann")]]));
    await set.clear!(id);
    expect(await account.held(id)).toEqual([]);
  });

  it("asks for the terms where nobody says that they are accepted", async () => {
    const { set } = account.open({ termsAccepted: "no" });
    const { id } = await set.createObject({ name: "Loyal" });
    const batch = batchOf(id, [[hashOf("ann")]]);
    expect(await refusal(set.send(batch))).toEqual(["TERMS_NOT_ACCEPTED", "accept_terms"]);
    await account.tell("terms", { signed: true });
    expect(await set.send(batch)).toMatchObject({ received: 1 });
  });

  it("says of its refusals what they ask for", async () => {
    const { set } = account.open();
    const { id } = await set.createObject({ name: "Loyal" });
    const send = () => set.send(batchOf(id, [[hashOf("ann")]]));
    const said = async (kind: string) => {
      await account.tell("faults", { kind });
      return refusal(send());
    };
    expect({
      allowlist: await said("allowlist"),
      gone: await said("gone"),
      unavailable: await said("unavailable"),
      invalid_parameter: await said("invalid_parameter"),
      throttle_day: await said("throttle_day"),
    }).toEqual({
      allowlist: ["NOT_ALLOWLISTED", "ask_admin"],
      gone: ["OBJECT_GONE", "ask_admin"],
      unavailable: ["PLATFORM_UNWELL", "retry"],
      invalid_parameter: ["BATCH_REFUSED", "drop_row"],
      throttle_day: ["THROTTLED", "wait_until"],
    });
    expect(await refusal(set.createObject({ name: "Loyal" }))).toEqual(["NAME_TAKEN", "fix_input"]);
  });

  it("gives up a ticket that Google knows nothing of", async () => {
    const { set } = account.open();
    expect(await refusal(set.settle!("never-given"))).toEqual(["TICKET_FAILED", "retry"]);
  });

  it("holds to three hundred requests a minute", async () => {
    const { set } = account.open();
    const { id } = await set.createObject({ name: "Loyal" });
    const send = () => set.send(batchOf(id, [[hashOf("ann")]]));
    for (let call = 0; call < 300; call += 1) await send();
    expect(await refusal(send())).toEqual(["THROTTLED", "wait_until"]);
  });

  it("asks for a new token when the one it has was revoked, and only then", async () => {
    const { set } = account.open();
    await set.listObjects();
    await account.tell("revoke", {});
    expect(await set.listObjects()).toEqual([]);
    await account.tell("revoke", {});
    let turns = 0;
    await set.createObject({ name: "Loyal" });
    const [{ id } = { id: "" }] = await set.listObjects();
    await account.tell("revoke", {});
    const turn = async () => {
      turns += 1;
    };
    await set.getObject(id, { turn });
    // It was asked twice: the second time is a call like any other.
    expect(turns).toBe(1);
    const wrong = account.open({}, { ...SECRETS, refreshToken: "another" });
    expect(await refusal(wrong.test())).toEqual(["TOKEN_REJECTED", "reconnect"]);
    expect(await refusal(account.open({}, {}).test())).toEqual(["CREDENTIALS_MISSING", "reconnect"]);
  });

  it("speaks for its account only, and through its manager only", async () => {
    expect(await account.open().test()).toEqual({ account: "1234567890", name: "Google Ads 123-456-7890" });
    expect(await refusal(account.open({ customerId: "1112223333" }).test())).toEqual([
      "PERMISSION_MISSING",
      "reconnect",
    ]);
    expect(await refusal(account.open({ loginCustomerId: "1112223333" }).test())).toEqual([
      "PERMISSION_MISSING",
      "reconnect",
    ]);
  });

  it("sends no cell raw that must be hashed", async () => {
    const { set } = account.open();
    const batch = batchOf("1", [["ann@example.test"]], { identifier: EMAIL });
    expect(await refusal(set.send(batch))).toEqual(["RAW_VALUE_STOPPED", "report"]);
  });
});

describe("a service account", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  const serviceAccount = JSON.stringify({ client_email: "sync@project.test", private_key: pem });
  const signed = simulatedAccount({ serviceAccount });

  it("signs in with its key", async () => {
    expect(await signed.open().test()).toEqual({ account: "1234567890", name: "Google Ads 123-456-7890" });
  });

  it("says what is wrong with a key that is none", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const key = other.export({ type: "pkcs8", format: "pem" });
    const strangers = JSON.stringify({ client_email: "sync@project.test", private_key: key });
    expect(await refusal(signed.open({}, { serviceAccount: strangers }).test())).toEqual([
      "TOKEN_REJECTED",
      "reconnect",
    ]);
    expect(await refusal(signed.open({}, { serviceAccount: "{}" }).test())).toEqual([
      "KEY_UNREADABLE",
      "reconnect",
    ]);
  });
});
