import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RecordMode, RecordRow } from "@/lib/core/ports/destination";
import { type OpenPortal, openPortal, recordBatch, refusal, remedyOf, row } from "./portal";

let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.simulator.close());
beforeEach(() => portal.tell("reset"));

const send = (...given: Parameters<typeof recordBatch>) => portal.client.record.send(recordBatch(...given));
const known = (...records: Record<string, string>[]) => portal.tell("records", { records });
const brief = async () =>
  (await portal.contacts())
    .map(({ id: _, ...properties }) => properties)
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

describe("what can be written", () => {
  it("is read from the account: its properties, and those a record is found by", async () => {
    const [contacts, companies] = await portal.client.record.listObjects();
    expect(contacts!.keys).toEqual(["email", "customer_id", "hs_object_id"]);
    expect(companies!.keys).toEqual(["account_id", "hs_object_id"]);
    const field = (id: string) => contacts!.fields.find((one) => one.id === id);
    expect(field("email")).toEqual({
      id: "email",
      label: "Email",
      type: "text",
      tags: ["email"],
      unique: true,
    });
    expect(field("loyalty_tier")).toEqual({
      id: "loyalty_tier",
      label: "Loyalty tier",
      type: "choice",
      tags: [],
      unique: false,
      choices: ["bronze", "silver", "gold"],
    });
    expect(field("newsletter")?.type).toBe("boolean");
    expect(field("createdate")).toBeUndefined();
  });

  it("is nothing else than contacts and companies", async () => {
    expect(remedyOf(await refusal(portal.client.record.getObject("deals")))).toEqual({
      code: "OBJECT_GONE",
      remedy: "ask_admin",
    });
  });
});

describe("upserting by a unique property", () => {
  it("creates and updates in one call and leaves other properties alone", async () => {
    await known({ customer_id: "1", email: "ann@shop.test", city: "Malmö", jobtitle: "Baker" });
    const answer = await send([
      row("1", { city: "Lund", newsletter: true }),
      row("2", { lifetime_value: 12.5 }),
    ]);
    expect(answer).toMatchObject({ received: 2, refused: 0, refusedRows: [] });
    expect(await brief()).toEqual(
      [
        { customer_id: "1", email: "ann@shop.test", city: "Lund", jobtitle: "Baker", newsletter: "true" },
        { customer_id: "2", lifetime_value: "12.5" },
      ].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
    );
    // The account, then the batch.
    expect((await portal.state()).calls.total).toBeLessThanOrEqual(2);
  });

  it("clears what is null", async () => {
    await known({ customer_id: "1", city: "Malmö" });
    await send([row("1", { city: null })]);
    expect(await brief()).toEqual([{ customer_id: "1" }]);
  });

  it("takes the good rows and names the others with a code", async () => {
    await known({ customer_id: "9", email: "taken@shop.test" });
    const rows = [
      row("1", { email: "ann@shop.test" }),
      row("2", { email: "no address" }),
      row("3", { loyalty_tier: "platinum" }),
      row("4", { email: "taken@shop.test" }),
    ];
    expect(await send(rows)).toMatchObject({
      received: 4,
      refused: 3,
      refusedRows: [
        { row: 1, reason: "INVALID_EMAIL", permanent: true },
        { row: 2, reason: "INVALID_OPTION", permanent: true },
        { row: 3, reason: "CONFLICT" },
      ],
    });
    expect((await brief()).map(({ customer_id }) => customer_id)).toEqual(["1", "9"]);
  });

  it("stops where the account has no such property, and names it", async () => {
    const error = await refusal(send([row("1", { shoe_size: 39 })]));
    expect(remedyOf(error)).toEqual({ code: "FIELD_GONE", remedy: "fix_input" });
    expect(error.message).toContain("shoe_size");
  });

  it("takes a hundred rows and no more", async () => {
    const rows = Array.from({ length: 101 }, (_, n) => row(String(n), { city: "Lund" }));
    expect(remedyOf(await refusal(send(rows)))).toEqual({ code: "BATCH_REFUSED", remedy: "drop_row" });
    expect(await send(rows.slice(1))).toMatchObject({ received: 100, refused: 0 });
    expect((await portal.contacts()).length).toBe(100);
  });
});

describe("upserting by email", () => {
  const byEmail = { key: "email" };

  it("never loses what it does not send, which a partial upsert by email would", async () => {
    await known({ email: "ann@shop.test", city: "Malmö", jobtitle: "Baker" });
    await send(
      [row("Ann@Shop.test", { city: "Lund" }), row("bob@shop.test", { city: null, phone: "1" })],
      byEmail,
    );
    expect(await brief()).toEqual([
      { email: "ann@shop.test", city: "Lund", jobtitle: "Baker" },
      { phone: "1", email: "bob@shop.test" },
    ]);
  });

  it("finds a contact by an address that was merged into it", async () => {
    await portal.tell("people", { people: [["ann@shop.test", "old@shop.test"]] });
    await send([row("old@shop.test", { city: "Lund" })], byEmail);
    expect(await brief()).toEqual([
      { email: "ann@shop.test", hs_additional_emails: "old@shop.test", city: "Lund" },
    ]);
  });

  it("writes one contact once, and names further rows that are the same one", async () => {
    await portal.tell("people", { people: [["ann@shop.test", "old@shop.test"]] });
    const rows = [row("ann@shop.test", { city: "Lund" }), row("old@shop.test", { city: "Ystad" })];
    expect((await send([...rows, row("new@shop.test"), row("NEW@shop.test")], byEmail)).refusedRows).toEqual([
      { row: 1, reason: "SAME_RECORD" },
      { row: 3, reason: "SAME_RECORD" },
    ]);
    expect((await portal.contacts()).map(({ email, city }) => [email, city])).toEqual([
      ["ann@shop.test", "Lund"],
      ["new@shop.test", undefined],
    ]);
  });

  it("is the same after a repeat, also when the answer was lost", async () => {
    const rows = [row("ann@shop.test", { city: "Lund" }), row("bob@shop.test", { city: "Ystad" })];
    await portal.plan({ kind: "drop_after", match: { path: "/batch/create" } });
    expect((await refusal(send(rows, byEmail))).remedy).toBe("retry");
    expect(await send(rows, byEmail)).toMatchObject({ received: 2, refused: 0 });
    await send(rows, byEmail);
    expect((await portal.contacts()).length).toBe(2);
  });
});

describe("other modes", () => {
  it("update only what is there, and name what is not", async () => {
    await known({ customer_id: "1", email: "ann@shop.test" });
    for (const [key, keys] of [
      ["customer_id", ["1", "2"]],
      ["email", ["ann@shop.test", "bob@shop.test"]],
    ] as const) {
      const rows = keys.map((one) => row(one, { city: "Lund" }));
      expect((await send(rows, { key, mode: "update_only" })).refusedRows).toEqual([
        { row: 1, reason: "NOT_IN_HUBSPOT", unknown: true },
      ]);
    }
    expect((await portal.contacts()).length).toBe(1);
  });

  it("update by record id, which creates nothing", async () => {
    const { ids } = (await known({ email: "ann@shop.test" })) as { ids: string[] };
    const rows = [row(ids[0]!, { city: "Lund" }), row("404", { city: "Lund" })];
    expect((await send(rows, { key: "hs_object_id" })).refusedRows).toEqual([
      { row: 1, reason: "NOT_IN_HUBSPOT", unknown: true },
    ]);
    expect(await brief()).toEqual([{ email: "ann@shop.test", city: "Lund" }]);
  });

  it("insert only what is not there, however often", async () => {
    await known({ customer_id: "1", city: "Malmö" });
    const rows = [row("1", { city: "Lund" }), row("2", { city: "Lund" })];
    for (let time = 0; time < 2; time += 1) {
      expect(await send(rows, { mode: "insert_only" })).toMatchObject({ received: 2, refused: 0 });
    }
    expect(await brief()).toEqual([
      { city: "Lund", customer_id: "2" },
      { customer_id: "1", city: "Malmö" },
    ]);
  });
});

describe("a record that is made between our looking and our writing", () => {
  /** Made by another right before our third call: the account, to find, to create. */
  async function raced(mode: RecordMode, record: Record<string, string>, mine: RecordRow) {
    const client = portal.connect();
    let calls = 0;
    const turn = async () => {
      calls += 1;
      if (calls === 2) await known(record);
    };
    return client.record.send(recordBatch([mine], { key: "email", mode }), { turn });
  }
  const ann = { email: "ann@shop.test", jobtitle: "Baker" };

  it.each([
    ["upsert", { ...ann, city: "Lund" }],
    ["insert_only", ann],
  ] as const)("is found the second time (%s)", async (mode, expected) => {
    expect(await raced(mode, ann, row("ann@shop.test", { city: "Lund" }))).toMatchObject({ refused: 0 });
    expect(await brief()).toEqual([expected]);
  });

  it("is no other that only has one of its values", async () => {
    const mine = row("bob@shop.test", { customer_id: "7" });
    const answer = await raced("insert_only", { ...ann, customer_id: "7" }, mine);
    expect(answer.refusedRows).toEqual([{ row: 0, reason: "CONFLICTING_UNIQUE_VALUE" }]);
    expect(await brief()).toEqual([{ ...ann, customer_id: "7" }]);
  });
});

describe("rules of fields", () => {
  const rules = {
    city: "fill_if_empty",
    lifetime_value: "only_forward",
    lifecyclestage: "only_forward",
  } as const;

  it.each(["customer_id", "email"])("are kept by key %s", async (key) => {
    await known(
      {
        customer_id: "1",
        email: "1@shop.test",
        city: "Malmö",
        lifetime_value: "100",
        lifecyclestage: "customer",
      },
      { customer_id: "2", email: "2@shop.test", lifetime_value: "9", lifecyclestage: "lead" },
    );
    const fields = { city: "Lund", lifetime_value: 20, lifecyclestage: "opportunity", phone: "1" };
    const keys = key === "email" ? ["1@shop.test", "2@shop.test"] : ["1", "2"];
    await send(
      keys.map((one) => row(one, fields)),
      { key, rules },
    );
    expect(
      (await portal.contacts()).map(({ city, lifetime_value, lifecyclestage, phone }) => [
        city,
        lifetime_value,
        lifecyclestage,
        phone,
      ]),
    ).toEqual([
      ["Malmö", "100", "customer", "1"],
      ["Lund", "20", "opportunity", "1"],
    ]);
  });

  it("write nothing at all where nothing may be written", async () => {
    await known({ customer_id: "1", city: "Malmö" });
    await send([row("1", { city: "Lund" })], { rules: { city: "fill_if_empty" } });
    expect(await brief()).toEqual([{ customer_id: "1", city: "Malmö" }]);
  });
});

describe("removals", () => {
  const remove = { operation: "remove", mode: "mirror" } as const;

  it("delete what is there, and are done with what is not", async () => {
    await known({ customer_id: "1" }, { customer_id: "2" });
    const answer = await send([row("1"), row("404")], { ...remove, removal: "delete" });
    expect(answer).toMatchObject({ received: 2, refused: 0 });
    expect(await brief()).toEqual([{ customer_id: "2" }]);
  });

  it("clear the fields the sync writes, never the key", async () => {
    await known({ customer_id: "1", email: "ann@shop.test", city: "Malmö", phone: "1" });
    const fields = { city: null, phone: null, customer_id: null };
    await send([row("1", fields), row("404", fields)], { ...remove, removal: "clear_fields" });
    expect(await brief()).toEqual([{ customer_id: "1", email: "ann@shop.test" }]);
  });

  it("leave a contact whose address is another by now to whoever has that one", async () => {
    await portal.tell("people", { people: [["ann@shop.test", "old@shop.test"]] });
    const byEmail = { ...remove, key: "email" } as const;
    for (const removal of ["delete", "clear_fields"] as const) {
      const answer = await send([row("old@shop.test", { city: null })], { ...byEmail, removal });
      expect(answer).toMatchObject({ received: 1, refused: 0 });
    }
    expect((await portal.contacts()).map(({ email }) => email)).toEqual(["ann@shop.test"]);
    await send([row("old@shop.test"), row("Ann@Shop.test")], { ...byEmail, removal: "delete" });
    expect(await portal.contacts()).toEqual([]);
  });

  it("refuse what HubSpot has no way to do", async () => {
    const error = await refusal(send([row("1")], { ...remove, removal: "untag" }));
    expect(remedyOf(error)).toEqual({ code: "REMOVAL_NOT_OFFERED", remedy: "fix_input" });
  });
});

it("errors quote nothing of a row or a token", async () => {
  const rows = [row("planted-key", { email: "planted@shop.test" })];
  const errors: unknown[] = [];
  for (const kind of [
    "invalid_parameter",
    "conflict",
    "throttle",
    "token",
    "permission",
    "html",
    "drop_after",
  ]) {
    await portal.plan({ kind, match: { path: "/batch/" } });
    errors.push(await refusal(send(rows)));
  }
  expect(inspect(errors, { depth: 20, showHidden: true })).not.toContain("planted");
});
