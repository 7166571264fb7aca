import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenPortal, openPortal } from "./portal";

let folder: string;
let portal: OpenPortal;
const open = () => openPortal({ stateFile: path.join(folder, "hubspot") });
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "hubspot-simulator-"));
  portal = await open();
});
afterEach(async () => {
  await portal.simulator.close();
  rmSync(folder, { recursive: true });
});

const batch = (verb: string, inputs: object[], more: object = {}) =>
  portal.api("POST", `/crm/v3/objects/contacts/batch/${verb}`, { inputs, ...more });

describe("the simulator", () => {
  it("lets in who has the token", async () => {
    const answer = await fetch(`${portal.simulator.url}/account-info/v3/details`);
    expect([answer.status, Object(await answer.json()).category]).toEqual([401, "INVALID_AUTHENTICATION"]);
  });

  it("refuses a whole batch for one row, unless every input has a trace id", async () => {
    const inputs = [{ properties: { email: "ann@shop.test" } }, { properties: { email: "no" } }];
    expect((await batch("create", inputs)).status).toBe(400);
    expect((await portal.contacts()).length).toBe(0);
    const traced = inputs.map((input, n) => ({ ...input, objectWriteTraceId: `t${n}` }));
    const { status, body } = await batch("create", traced);
    expect([status, body.numErrors, body.results.length]).toEqual([207, 1, 1]);
    expect(body.errors[0].context.objectWriteTraceId).toEqual(["t1"]);
  });

  it("answers 409 when a contact is there already", async () => {
    await portal.tell("people", { people: [["ann@shop.test"]] });
    const { status, body } = await batch("create", [{ properties: { email: "ANN@shop.test" } }]);
    expect([status, body.category]).toEqual([409, "CONFLICT"]);
  });

  it("wants unique properties to find by, and an id once", async () => {
    const byCity = await batch("upsert", [{ id: "Lund", idProperty: "city", properties: {} }]);
    expect([byCity.status, byCity.body.category]).toEqual([400, "VALIDATION_ERROR"]);
    const twice = [1, 2].map(() => ({ id: "1", idProperty: "customer_id", properties: {} }));
    expect((await batch("upsert", twice)).body.message).toContain("Duplicate IDs");
    expect((await batch("upsert", [{ id: "1", properties: {} }])).status).toBe(400);
  });

  it("loses what a partial upsert by email does not send", async () => {
    await portal.tell("records", { records: [{ email: "ann@shop.test", city: "Lund" }] });
    await batch("upsert", [{ id: "ann@shop.test", idProperty: "email", properties: { phone: "1" } }]);
    expect((await portal.contacts())[0]).not.toHaveProperty("city");
  });

  it("names ids it does not have beside the records it has", async () => {
    await portal.tell("people", { people: [["ann@shop.test"]] });
    const inputs = [{ id: "ann@shop.test" }, { id: "nobody@shop.test" }];
    const { status, body } = await batch("read", inputs, { idProperty: "email", properties: ["email"] });
    expect([status, body.results.length, body.errors[0].context]).toEqual([
      207,
      1,
      { ids: ["nobody@shop.test"] },
    ]);
  });

  it("keeps to an allowance once it has one", async () => {
    await portal.tell("limits", { daily: 3, tenSecondly: 2 });
    const policies: unknown[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { status, body } = await portal.api("GET", "/account-info/v3/details");
      policies.push(status === 200 ? "ok" : body.policyName);
    }
    expect(policies).toEqual(["ok", "ok", "TEN_SECONDLY_ROLLING"]);
    await portal.tell("limits", { daily: 0, tenSecondly: 100 });
    expect((await portal.api("GET", "/account-info/v3/details")).body.policyName).toBe("DAILY");
  });

  it("makes and archives properties, and refuses what has none", async () => {
    const shoe = {
      name: "shoe_size",
      label: "Shoe size",
      type: "number",
      fieldType: "number",
      groupName: "x",
    };
    expect((await portal.api("POST", "/crm/v3/properties/contacts", shoe)).status).toBe(201);
    const put = () => batch("create", [{ properties: { shoe_size: "39" } }]);
    expect((await put()).status).toBe(200);
    expect((await portal.api("DELETE", "/crm/v3/properties/contacts/shoe_size")).status).toBe(204);
    expect((await put()).body.message).toContain("PROPERTY_DOESNT_EXIST");
  });

  it("remembers everything over a restart, and gives no id twice", async () => {
    await portal.tell("people", { people: [["ann@shop.test", "old@shop.test"], ["bob@shop.test"]] });
    const { body } = await portal.api("POST", "/crm/v3/lists", {
      name: "Loyal",
      objectTypeId: "0-1",
      processingType: "MANUAL",
    });
    const ids = (await portal.contacts()).map(({ id }) => id);
    await portal.api("PUT", `/crm/v3/lists/${body.list.listId}/memberships/add`, ids);
    await batch("archive", [{ id: ids[1] }]);
    await portal.api("DELETE", "/crm/v3/properties/contacts/jobtitle");
    const { calls: _, ...before } = await portal.state();
    await portal.simulator.close();
    portal = await open();
    const { calls: __, ...after } = await portal.state();
    expect(after).toEqual(before);
    expect(after.members).toEqual({ [body.list.listId]: [ids[0]] });
    const made = await batch("create", [{ properties: { jobtitle: "Baker" } }]);
    expect(made.status).toBe(400);
    await portal.tell("people", { people: [["new@shop.test"]] });
    expect(Number((await portal.contacts()).at(-1)!.id)).toBeGreaterThan(Number(body.list.listId));
  });
});
