import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { retryAt, usageOf } from "@/lib/destinations/hubspot/limits";
import { type OpenPortal, openPortal, recordBatch, refusal, row } from "./portal";

const NOW = Date.parse("2026-11-20T21:30:00Z");
let portal: OpenPortal;
beforeAll(async () => {
  portal = await openPortal({ now: () => NOW });
});
afterAll(() => portal.simulator.close());
beforeEach(() => portal.tell("reset"));

const send = (client = portal.client) => client.record.send(recordBatch([row("1", { city: "Lund" })]));

describe("a refusal for too many calls", () => {
  it.each([
    ["throttle_daily", "2026-11-20T23:00:00Z"], // midnight in Stockholm
    ["throttle_rolling", "2026-11-20T21:30:10Z"],
    ["throttle_secondly", "2026-11-20T21:30:01Z"],
    ["throttle", "2026-11-20T21:37:00Z"], // by its Retry-After
    ["migrating", "2026-11-20T21:37:00Z"],
    ["locked", "2026-11-20T21:30:02Z"],
  ])("of the kind %s says when to go on", async (kind, at) => {
    await portal.plan({ kind, minutes: 7, match: { path: "/batch/" } });
    const error = await refusal(send());
    expect([error.remedy, error.retryAt]).toEqual(["wait_until", Date.parse(at)]);
  });

  it("before the account told its zone is asked about every hour", () => {
    expect(retryAt("DAILY", {}, NOW, null)).toBe(NOW + 3_600_000);
  });
});

describe("a batch of several calls", () => {
  it("waits for a turn before each call but the first", async () => {
    await portal.tell("records", { records: [{ email: "ann@shop.test" }] });
    const client = portal.connect();
    const turns: number[] = [];
    const turn = async () => void turns.push((await portal.state()).calls.total);
    const rows = [row("ann@shop.test", { city: "Lund" }), row("bob@shop.test", { city: "Lund" })];
    await client.record.send(recordBatch(rows, { key: "email" }), { turn });
    // The account, then to find, to update and to create.
    expect(turns).toEqual([1, 2, 3]);
    await client.record.send(recordBatch([row("1")]), { turn });
    expect(turns).toEqual([1, 2, 3]);
  });
});

describe("the headers of an answer", () => {
  it("say what is left", async () => {
    await portal.tell("limits", { daily: 1000, tenSecondly: 100 });
    // The account was asked for before this client's first batch.
    const client = portal.connect({ now: () => NOW });
    expect((await send(client)).limits).toEqual({
      rate: "ten_seconds",
      remaining: 98,
      resetAt: NOW + 10_000,
    });
  });

  it("hold the next call back when nothing is left", () => {
    const headers = {
      "x-hubspot-ratelimit-remaining": "0",
      "x-hubspot-ratelimit-interval-milliseconds": "10000",
      "x-hubspot-ratelimit-daily-remaining": "5",
    };
    expect(usageOf(headers, NOW, "UTC")).toEqual({
      limits: { rate: "ten_seconds", remaining: 0, resetAt: NOW + 10_000 },
      throttledUntil: NOW + 10_000,
    });
    const spent = { ...headers, "x-hubspot-ratelimit-daily-remaining": "0" };
    expect(usageOf(spent, NOW, "UTC").throttledUntil).toBe(Date.parse("2026-11-21T00:00:00Z"));
    expect(usageOf({}, NOW, "UTC")).toEqual({});
  });

  it("are believed by nobody when they are nonsense", () => {
    expect(usageOf({ "x-hubspot-ratelimit-remaining": "-3" }, NOW, null)).toEqual({});
    expect(retryAt("SECONDLY", { "retry-after": "soon" }, NOW, null)).toBe(NOW + 1000);
    expect(retryAt("SECONDLY", { "retry-after": "99999999" }, NOW, null)).toBe(NOW + 86_400_000);
  });
});
