import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { RecordMapping } from "@/lib/core/record/types";
import { database } from "@/lib/db/client";
import { getChangeSet } from "@/lib/services/change-set/get";
import { cancelRun } from "@/lib/services/run/cancel";
import { historyOf } from "@/lib/services/run/execute/guard-settings";
import { retryRun } from "@/lib/services/run/retry";
import { emptySync } from "@/lib/services/sync/empty";
import { endSync } from "@/lib/services/sync/end";
import { getSync } from "@/lib/services/sync/get";
import { pauseSync } from "@/lib/services/sync/pause";
import { createRecordSync } from "@/lib/services/sync/record/create";
import { recordObjects } from "@/lib/services/sync/record/objects";
import { previewRecords } from "@/lib/services/sync/record/preview";
import { sampleRecords } from "@/lib/services/sync/record/sample";
import { updateRecordSync } from "@/lib/services/sync/record/update";
import { runSync } from "@/lib/services/sync/run";
import { approve, CRM_MAPPING, makeCrm, makeRecordSync, run, startCrm } from "@/test/factories/record-shop";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { requestApproval } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-records-"));
let crm: RunningSimulator;
let shop: ShopWorkspace;
let destinationId: string;

beforeAll(async () => {
  crm = await startCrm();
});
afterAll(async () => {
  await crm.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await fetch(`${crm.url}/_simulator/reset`, { method: "POST" });
  // All workspaces of this file write to the one account.
  await database().fieldClaim.deleteMany();
  shop = await makeShop(path.join(folder, crypto.randomUUID()));
  destinationId = await makeCrm(shop);
});

type Contact = Record<string, string>;

async function contacts(): Promise<Contact[]> {
  const answer = await fetch(`${crm.url}/_simulator/state?records=1`);
  const { records } = (await answer.json()) as { records: { contacts: Contact[] } };
  return records.contacts.sort((a, b) => (a.email! < b.email! ? -1 : 1));
}

async function plant(...records: Contact[]): Promise<void> {
  const body = JSON.stringify({ object: "contacts", records });
  const headers = { "content-type": "application/json" };
  await fetch(`${crm.url}/_simulator/records`, { method: "POST", headers, body });
}

function changeShop({ folder }: ShopWorkspace, change: (line: string) => string | null): void {
  const file = path.join(folder, "customers.csv");
  const lines = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, lines.flatMap((line) => change(line) ?? []).join("\n"));
}

const withFields = (...fields: RecordMapping["fields"]): RecordMapping => ({ ...CRM_MAPPING, fields });

describe("a record sync", () => {
  it("is made of what the platform says at this moment", async () => {
    const { objects, modes, removals } = await recordObjects(shop.marketer, { id: destinationId });
    expect(objects.map(({ id }) => id)).toEqual(["contacts", "companies"]);
    expect(objects[0]!.keys).toEqual(["email", "customer_id", "hs_object_id"]);
    expect({ modes, removals }).toEqual({
      modes: ["upsert", "update_only", "insert_only", "mirror"],
      removals: ["delete", "clear_fields"],
    });
  });

  it("is approved, writes its contacts and is read back", async () => {
    await plant({ email: "person2@shop.test", country: "US", lifecyclestage: "customer" });
    const { id } = await makeRecordSync(shop, { destinationId });
    expect(await getSync(shop.marketer, { id })).toMatchObject({
      kind: "record",
      mode: "upsert",
      record: { known: { email: { label: "Email", type: "text" }, country: { type: "text" } } },
      decisions: [
        { field: "email", allowed: true, line: "policy v1, tag email: plain" },
        { field: "country", allowed: true, line: "policy v1, column customers.country: plain" },
        { field: "lifecyclestage", allowed: true, line: "the same for everyone" },
      ],
    });
    const request = await approve(shop, id);
    expect(await getChangeSet(shop.approver, { id: request })).toMatchObject({
      status: "approved",
      sync: { mode: "upsert", record: { removal: null } },
      impact: { plan: { adds: 19, updates: 0, removes: 0 } },
    });
    expect(await run(shop, id)).toMatchObject({
      status: "succeeded",
      plan: { adds: 19, updates: 0, removes: 0 },
      ledger: { held: 19 },
    });
    const written = await contacts();
    expect(written).toHaveLength(19);
    expect(written.slice(0, 2)).toMatchObject([
      { email: "person11@shop.test", country: "DE", lifecyclestage: "lead" },
      { email: "person12@shop.test", country: "DE", lifecyclestage: "lead" },
    ]);
    expect(written.find(({ email }) => email === "person2@shop.test")).toMatchObject({
      country: "DE",
      lifecyclestage: "customer",
    });
    expect(await run(shop, id)).toMatchObject({
      status: "succeeded",
      plan: { adds: 0, updates: 0, removes: 0, calls: 0 },
    });
  });

  it("plans the update a changed mapping causes, and says so before", async () => {
    const { id } = await makeRecordSync(shop, { destinationId });
    await approve(shop, id);
    await run(shop, id);
    const [, stage] = CRM_MAPPING.fields;
    const country = { template: "Country {country}" };
    const mapping = withFields({ field: "country", from: country, when: "always", nulls: "clear" }, stage!);
    await updateRecordSync(shop.marketer, { id, name: "Contacts", record: { mapping, mode: "upsert" } });
    const request = await approve(shop, id);
    expect(await getChangeSet(shop.approver, { id: request })).toMatchObject({
      impact: { plan: { adds: 0, updates: 19, removes: 0 } },
    });
    expect(await run(shop, id)).toMatchObject({ status: "succeeded", plan: { updates: 19 } });
    expect((await contacts())[0]).toMatchObject({ country: "Country DE" });
    const fields = async () =>
      (await database().fieldClaim.findMany({ where: { syncId: id } })).map(({ field }) => field).sort();
    const less = withFields(stage!);
    await updateRecordSync(shop.marketer, {
      id,
      name: "Contacts",
      record: { mapping: less, mode: "upsert" },
    });
    expect(await fields()).toEqual(["country", "lifecyclestage"]);
    await approve(shop, id);
    expect(await fields()).toEqual(["lifecyclestage"]);
  });

  it("is told every mistake of its mapping at once", async () => {
    const mapping = withFields(
      { field: "shoe_size", from: { column: "country" }, when: "always", nulls: "skip" },
      { field: "country", from: { column: "contry" }, when: "always", nulls: "skip" },
      { field: "country", from: { column: "country" }, when: "only_forward", nulls: "skip" },
      { field: "lifecyclestage", from: { constant: "friend" }, when: "always", nulls: "skip" },
    );
    const record = { mapping, mode: "upsert" as const };
    const source = { entity: "customers" };
    const asked = { source, destinationId, objectId: "contacts", record };
    const codes = [
      "UNKNOWN_FIELD record.fields[0].field",
      "UNKNOWN_COLUMN record.fields[1].from.column",
      "NOT_A_CHOICE record.fields[3].from",
      "FIELD_TWICE record.fields[2]",
      "NO_ORDER record.fields[2].when",
    ];
    const { problems } = await previewRecords(shop.marketer, asked);
    expect(problems.map(({ code, path: at }) => `${code} ${at}`)).toEqual(codes);
    await expect(createRecordSync(shop.marketer, { ...asked, name: "Wrong" })).rejects.toMatchObject({
      code: "INVALID_MAPPING",
      problems,
    });
  });

  it("shows a few rows as they would leave, and reads nothing personal for it", async () => {
    const source = { entity: "customers" };
    const record = { mapping: CRM_MAPPING, mode: "upsert" as const };
    const asked = { source, destinationId, objectId: "contacts", record };
    expect(await sampleRecords(shop.marketer, asked)).toEqual({
      columns: [
        { name: "email", label: "Email", masked: true },
        { name: "country", label: "Country/Region", masked: false },
        { name: "lifecyclestage", label: "Lifecycle stage", masked: false },
      ],
      rows: Array.from({ length: 10 }, () => [null, "DE", "lead"]),
      asOf: expect.any(String),
    });
  });

  it("is the only writer of its fields, until it ends", async () => {
    const { id } = await makeRecordSync(shop, { destinationId });
    const second = (mapping: RecordMapping) =>
      makeRecordSync(shop, { destinationId, mapping, name: "Second" });
    await expect(second(CRM_MAPPING)).rejects.toMatchObject({
      code: "FIELD_TAKEN",
      message: `The sync "Contacts" already writes Contacts, field country; two would undo each other's work.`,
    });
    const city = { field: "city", from: { column: "country" }, when: "always", nulls: "clear" } as const;
    await expect(second(withFields(city))).resolves.toMatchObject({ id: expect.any(String) });
    const source = { entity: "customers" };
    const deleting = { mode: "mirror", removal: "delete", mapping: withFields() } as const;
    const asked = { name: "Third", source, destinationId, objectId: "contacts" };
    await expect(createRecordSync(shop.marketer, { ...asked, record: deleting })).rejects.toMatchObject({
      code: "FIELD_TAKEN",
    });
    await endSync(shop.marketer, { id, reason: "Over." });
    const mapping = withFields(CRM_MAPPING.fields[0]!);
    await expect(second(mapping)).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("takes everyone of a model, under the same rules", async () => {
    const source = { entity: "customers" };
    const record = { mapping: CRM_MAPPING, mode: "upsert" as const };
    const asked = { name: "All", source, destinationId, objectId: "contacts", record };
    const { id } = await createRecordSync(shop.marketer, asked);
    const view = await getSync(shop.marketer, { id });
    expect(view.audience.name).toBe("Everyone of Customers");
    await approve(shop, id);
    expect(await run(shop, id)).toMatchObject({ status: "succeeded", plan: { adds: 23 } });
    await expect(createRecordSync(shop.marketer, { ...asked, split: "treatment" })).rejects.toMatchObject({
      code: "UNKNOWN_SPLIT",
    });
  });

  it("mirrors: clears whoever left, and neither writes nor clears who only lost their consent", async () => {
    const record = { mapping: CRM_MAPPING, mode: "mirror", removal: "clear_fields" } as const;
    const source = { entity: "customers" };
    const asked = { name: "All", source, destinationId, objectId: "contacts", record };
    const { id } = await createRecordSync(shop.marketer, asked);
    await approve(shop, id);
    expect(await run(shop, id)).toMatchObject({ status: "succeeded", plan: { adds: 23, removes: 0 } });
    // The seventh is gone, the eighth withdrew, the ninth moved.
    changeShop(shop, (line) => {
      if (line.startsWith("7,")) return null;
      if (line.startsWith("8,")) return line.replace("true", "false");
      return line.startsWith("9,") ? line.replace("DE", "AT") : line;
    });
    expect(await run(shop, id)).toMatchObject({
      status: "succeeded",
      plan: { adds: 0, updates: "<10", removes: "<10" },
    });
    const written = await contacts();
    const countryOf = (number: number) =>
      written.find(({ email }) => email === `person${number}@shop.test`)?.country ?? "";
    expect([7, 8, 9, 11].map(countryOf)).toEqual(["", "DE", "AT", "DE"]);
    await pauseSync(shop.marketer, { id });
    expect(await run(shop, id)).toMatchObject({ lane: "privacy", plan: { removes: 0 } });
  });

  it("leaves its hands off a field the policy blocks, also where it clears who left", async () => {
    const mapping = {
      ...CRM_MAPPING,
      fields: [
        ...CRM_MAPPING.fields,
        { field: "firstname", from: { column: "phone" }, when: "always" as const, nulls: "clear" as const },
      ],
    };
    const record = { mapping, mode: "mirror", removal: "clear_fields" } as const;
    const source = { entity: "customers" };
    await plant({ email: "person7@shop.test", firstname: "Typed in", country: "AT" });
    const asked = { name: "All", source, destinationId, objectId: "contacts", record };
    const { id } = await createRecordSync(shop.marketer, asked);
    await approve(shop, id);
    await run(shop, id);
    changeShop(shop, (line) => (line.startsWith("7,") ? null : line));
    expect(await run(shop, id)).toMatchObject({ status: "succeeded", plan: { removes: "<10" } });
    const seventh = (await contacts()).find(({ email }) => email === "person7@shop.test");
    expect(seventh).toEqual({ id: expect.any(String), email: "person7@shop.test", firstname: "Typed in" });
  });

  it("goes its first way in steps: one chosen member, some, all", async () => {
    const { id } = await makeRecordSync(shop, { destinationId });
    await approve(shop, id);
    const one = await run(shop, id, { kind: "ramp", key: "7" });
    expect(one).toMatchObject({ status: "succeeded", plan: { adds: "<10" } });
    expect((await contacts()).map(({ email }) => email)).toEqual(["person7@shop.test"]);
    const { rampKey } = await database().run.findUniqueOrThrow({ where: { id: one.id } });
    expect(rampKey).toBe("");
    expect(await run(shop, id, { kind: "ramp", rows: 5 })).toMatchObject({ plan: { adds: "<10" } });
    expect(await contacts()).toHaveLength(6);
    expect(await run(shop, id)).toMatchObject({ plan: { adds: 13 } });
    expect(await contacts()).toHaveLength(19);
  });

  it("holds no step of the first run to what is usual, but to all that was approved to enter", async () => {
    const { id } = await makeRecordSync(shop, { destinationId });
    await approve(shop, id);
    await run(shop, id, { kind: "ramp", rows: 5 });
    const atOnce = async () => (await historyOf(id, new Date().toISOString())).approved?.atOnce ?? null;
    expect(await atOnce()).toMatchObject({ enter: 19, leave: 0 });
    await run(shop, id);
    expect(await atOnce()).toBeNull();
  });

  it("forgets the chosen member of a step that was stopped, and does not take another one instead", async () => {
    const { id } = await makeRecordSync(shop, { destinationId });
    await approve(shop, id);
    const { runId } = await runSync(shop.marketer, { id, kind: "ramp", key: "7" });
    await cancelRun(shop.marketer, { id: runId });
    expect(await database().run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      status: "cancelled",
      rampKey: "",
    });
    await expect(retryRun(shop.marketer, { id: runId })).rejects.toMatchObject({ code: "STEP_FORGOTTEN" });
  });

  it("is neither emptied nor undone", async () => {
    const { id } = await makeRecordSync(shop, { destinationId });
    await approve(shop, id);
    await run(shop, id);
    const refusal = { code: "NOT_A_SET" };
    await expect(emptySync(shop.approver, { id, reason: "Over." })).rejects.toMatchObject(refusal);
    await expect(runSync(shop.marketer, { id, kind: "undo" })).rejects.toMatchObject(refusal);
  });

  it("does not write whom the policy does not let be found", async () => {
    const mapping: RecordMapping = { key: { field: "email", from: { column: "phone" } }, fields: [] };
    const { id } = await makeRecordSync(shop, { destinationId, mapping });
    await expect(requestApproval(shop, id)).rejects.toMatchObject({
      code: "NOTHING_MAY_LEAVE",
      message: "The policy does not let Email leave; an admin can change it on the destination's page.",
    });
  });
});
