import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OpenPortal, openPortal, refusal, remedyOf, setBatch } from "./portal";

let portal: OpenPortal;
let list: string;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.simulator.close());
beforeEach(async () => {
  await portal.tell("reset");
  list = (await portal.client.set.createObject({ name: "Loyal customers" })).id;
  await portal.tell("records", {
    records: [
      { email: "ann@shop.test", customer_id: "1" },
      { email: "bob@shop.test", customer_id: "2" },
    ],
  });
});

const send = (...given: Parameters<typeof setBatch>) => portal.client.set.send(setBatch(...given));

async function members(): Promise<string[]> {
  const { members, records } = await portal.state();
  return members[list]!.map((id) => records.contacts.find((one) => one.id === id)!.email!).sort();
}

describe("lists", () => {
  it("are made, listed beyond the first page and read with their size", async () => {
    for (let n = 0; n < 501; n += 1) await portal.client.set.createObject({ name: `List ${n}` });
    await send("add", list, ["ann@shop.test"]);
    expect((await portal.client.set.listObjects()).length).toBe(502);
    expect(await portal.client.set.getObject(list)).toEqual({
      id: list,
      name: "Loyal customers",
      url: `https://app.hubspot.com/contacts/4815162/objectLists/${list}`,
      size: { lower: 1, upper: 1 },
    });
  });

  it("have one name each", async () => {
    expect(remedyOf(await refusal(portal.client.set.createObject({ name: "loyal customers" })))).toEqual({
      code: "NAME_TAKEN",
      remedy: "fix_input",
    });
  });

  it("that HubSpot fills itself are refused, and not offered", async () => {
    const made = await portal.api("POST", "/crm/v3/lists", {
      name: "By condition",
      objectTypeId: "0-1",
      processingType: "DYNAMIC",
    });
    expect((await portal.client.set.listObjects()).map(({ name }) => name)).toEqual(["Loyal customers"]);
    expect(remedyOf(await refusal(portal.client.set.getObject(made.body.list.listId)))).toEqual({
      code: "OBJECT_NOT_WRITABLE",
      remedy: "ask_admin",
    });
  });

  it("that are gone are said to be, also when nobody of the batch is a contact", async () => {
    expect(remedyOf(await refusal(send("add", "404", ["nobody@shop.test"])))).toEqual({
      code: "OBJECT_GONE",
      remedy: "ask_admin",
    });
    await send("add", list, ["ann@shop.test"]);
    await portal.api("DELETE", `/crm/v3/lists/${list}`);
    expect((await refusal(send("add", list, ["bob@shop.test"]))).code).toBe("OBJECT_GONE");
  });
});

describe("members", () => {
  it.each([
    ["EMAIL", ["Ann@shop.test", "nobody@shop.test", "bob@shop.test"]],
    ["OWN_ID", ["1", "404", "2"]],
  ])("are found by %s, and who is no contact is named", async (kind, values) => {
    expect(await send("add", list, values, kind)).toMatchObject({
      received: 3,
      refused: 1,
      refusedRows: [{ row: 1, reason: "NOT_IN_HUBSPOT", unknown: true }],
    });
    expect(await members()).toEqual(["ann@shop.test", "bob@shop.test"]);
    expect(await send("remove", list, values.slice(0, 2), kind)).toMatchObject({ received: 2, refused: 0 });
    expect(await members()).toEqual(["bob@shop.test"]);
  });

  it("are taken by record id as well", async () => {
    const [ann] = await portal.contacts();
    expect((await send("add", list, [ann!.id, "404"], "RECORD_ID")).refusedRows).toEqual([
      { row: 1, reason: "NOT_IN_HUBSPOT", unknown: true },
    ]);
    expect(await members()).toEqual(["ann@shop.test"]);
  });

  it("are one however many addresses lead to them", async () => {
    await portal.tell("people", { people: [["cem@shop.test", "old@shop.test"]] });
    expect(await send("add", list, ["old@shop.test", "cem@shop.test"])).toMatchObject({
      received: 2,
      refused: 0,
    });
    expect(await members()).toEqual(["cem@shop.test"]);
  });

  it("by your own id need the property that holds it", async () => {
    const client = portal.connect({ ownIdProperty: undefined });
    const error = await refusal(client.set.send(setBatch("add", list, ["1"], "OWN_ID")));
    expect(remedyOf(error)).toEqual({ code: "OWN_ID_NOT_SET", remedy: "ask_admin" });
  });
});

describe("the account", () => {
  it("tells its number", async () => {
    expect(await portal.client.test()).toEqual({ account: "4815162", name: "HubSpot account 4815162" });
  });

  it("is the one the destination was set up for, or nothing is sent", async () => {
    const client = portal.connect({ portalId: "1" });
    for (const call of [
      () => client.test(),
      () => client.set.listObjects(),
      () => client.set.send(setBatch("add", list, ["ann@shop.test"])),
    ]) {
      expect(remedyOf(await refusal(call()))).toEqual({ code: "WRONG_ACCOUNT", remedy: "reconnect" });
    }
    expect(await members()).toEqual([]);
  });
});
