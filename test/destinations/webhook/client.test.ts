import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import type { RecordBatch, RecordRow, RunningSimulator } from "@/lib/core/ports/destination";
import webhook from "@/lib/destinations/webhook";
import { createWebhookClient } from "@/lib/destinations/webhook/client";
import { startWebhookSimulator } from "@/lib/destinations/webhook/simulator";

const SECRET = "planted-secret-7f3a9b";
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startWebhookSimulator({ port: 0, settings: {}, secrets: { signingSecret: SECRET } });
});
afterAll(() => simulator.close());
beforeEach(() => tell("reset"));
afterEach(() => vi.unstubAllEnvs());

const open = (more: object = {}) =>
  createWebhookClient({
    url: "https://receiver.example.test/in?a=1",
    objects: "customers,orders",
    signingSecret: SECRET,
    simulator: simulator.url,
    ...more,
  });

async function tell(address: string, body: unknown = {}): Promise<void> {
  const answer = await fetch(`${simulator.url}/_simulator/${address}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}
const plan = (fault: object) => tell("faults", fault);
const state = async () => (await fetch(`${simulator.url}/_simulator/state?records=1`)).json();

const row = (key: string, fields: RecordRow["fields"] = { city: "Lund" }): RecordRow => ({ key, fields });
const batch = (rows: readonly RecordRow[], more: Partial<RecordBatch> = {}): RecordBatch => ({
  operation: "upsert",
  object: "customers",
  key: "customer_id",
  mode: "upsert",
  removal: null,
  rules: {},
  origin: { sync: "sync-1", run: "run-1", batch: 3 },
  idempotencyKey: "run-1-3-0-2",
  rows,
  ...more,
});

async function refusal(promise: Promise<unknown>): Promise<CoterieError> {
  const error = await promise.then(
    () => expect.fail("it was not refused"),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CoterieError);
  return error as CoterieError;
}

describe("rows", () => {
  it("arrive, change and leave", async () => {
    const { record } = open();
    const rows = [row("1", { city: "Lund", score: 2.5, new: true }), row("2", { city: null })];
    expect(await record.send(batch(rows))).toEqual({ received: 2, refused: 0, refusedRows: [] });
    await record.send(batch([row("1", { city: "Ystad" })], { idempotencyKey: "b" }));
    await record.send(batch([row("2")], { idempotencyKey: "c", operation: "remove", removal: "delete" }));
    expect(await state()).toMatchObject({
      counts: { customers: 1 },
      records: { customers: [{ customer_id: "1", city: "Ystad", score: 2.5, new: true }] },
      calls: { taken: 3, repeated: 0, badSignatures: 0 },
    });
  });

  it("are taken once however often a call is repeated", async () => {
    const { record } = open();
    await plan({ kind: "drop_after" });
    expect((await refusal(record.send(batch([row("1")])))).remedy).toBe("retry");
    await record.send(batch([row("1")]));
    expect((await state()).calls).toMatchObject({ taken: 1, repeated: 1 });
  });

  it("that the receiver refuses are named by code, the same after a repeat", async () => {
    await tell("refuse", { keys: { "2": "NO_SUCH_SHOP" } });
    for (let time = 0; time < 2; time += 1) {
      expect(await open().record.send(batch([row("1"), row("2")]))).toEqual({
        received: 2,
        refused: 1,
        refusedRows: [{ row: 1, reason: "NO_SUCH_SHOP", permanent: true }],
      });
    }
  });

  it("are sent under one of the names that are set", async () => {
    expect(await open().record.listObjects()).toEqual(
      ["customers", "orders"].map((id) => ({ id, name: id, fields: [], keys: [], freeFields: true })),
    );
    expect((await refusal(open().record.getObject("people"))).code).toBe("OBJECT_GONE");
  });

  it("with a rule nobody could keep are not sent", async () => {
    const error = await refusal(open().record.send(batch([row("1")], { rules: { city: "fill_if_empty" } })));
    expect([error.code, error.remedy]).toEqual(["RULE_NOT_OFFERED", "fix_input"]);
  });
});

describe("an answer", () => {
  it.each([
    ["throttle", "THROTTLED", "wait_until"],
    ["token", "SIGNATURE_REJECTED", "reconnect"],
    ["permission", "SIGNATURE_REJECTED", "reconnect"],
    ["gone", "OBJECT_GONE", "ask_admin"],
    ["invalid_parameter", "BATCH_REFUSED", "drop_row"],
    ["redirect", "REDIRECTED", "ask_admin"],
    ["unavailable", "PLATFORM_UNWELL", "retry"],
    ["html", "PLATFORM_UNWELL", "retry"],
    ["drop_before", "PLATFORM_UNREACHABLE", "retry"],
  ])("of the kind %s is %s", async (kind, code, remedy) => {
    await plan({ kind });
    const error = await refusal(open().record.send(batch([row("planted-row")])));
    expect([error.code, error.remedy]).toEqual([code, remedy]);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("planted");
  });

  it("says in seconds when to go on", async () => {
    await plan({ kind: "throttle", minutes: 2 });
    const now = Date.now();
    const error = await refusal(open({ now: () => now }).record.send(batch([row("1")])));
    expect(error.retryAt).toBe(now + 120_000);
  });
});

describe("the receiver", () => {
  it("is tried with a call that changes nothing", async () => {
    expect(await open().test()).toEqual({
      account: "https://receiver.example.test/in?a=1",
      name: "receiver.example.test",
    });
    expect((await state()).counts).toEqual({});
  });

  it("believes nobody without the secret, and either of two", async () => {
    const stranger = open({ signingSecret: "another-secret-9b7f3a" });
    expect((await refusal(stranger.test())).code).toBe("SIGNATURE_REJECTED");
    await open({ signingSecret: `another-secret-9b7f3a ${SECRET}` }).test();
    expect((await refusal(open({ signingSecret: "short" }).test())).code).toBe("SECRET_TOO_WEAK");
  });

  it("on a private network is called only where that is allowed", async () => {
    vi.stubEnv("COTERIE_DEMO", "");
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    const local = open({ url: `${simulator.url}/in`, simulator: undefined });
    expect((await refusal(local.record.send(batch([row("1")])))).code).toBe("PRIVATE_HOST");
    expect((await state()).calls.taken).toBe(0);
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
    await local.record.send(batch([row("1")]));
    expect((await state()).calls.taken).toBe(1);
  });
});

describe("settings", () => {
  const problem = (settings: object) =>
    webhook.settings.safeParse(settings).error?.issues[0]?.path[0] ?? null;

  it.each([
    ["https://example.com/in", null],
    ["http://127.0.0.1:4000/in", null],
    ["http://example.com/in", "url"],
    ["https://user:secret@example.com/in", "url"],
    ["https://example.com/in#part", "url"],
    ["ftp://example.com", "url"],
    ["example.com", "url"],
  ])("take %s or not", (url, expected) => {
    expect(problem({ url })).toBe(expected);
  });

  it("name what is sent", () => {
    const url = "https://Example.com";
    expect(webhook.settings.parse({ url })).toEqual({ url: "https://example.com/", objects: "rows" });
    expect(webhook.settings.parse({ url, objects: " customers , orders,customers" })).toMatchObject({
      objects: "customers,orders",
    });
    expect([problem({ url, objects: "Customers" }), problem({ url, objects: "," })]).toEqual([
      "objects",
      "objects",
    ]);
  });
});
