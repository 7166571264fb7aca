import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountLimits } from "@/lib/core/ports/destination";
import { closeDatabase, database } from "@/lib/db/client";
import { accountGate } from "@/lib/services/run/execute/account-gate";
import { testDatabase } from "@/test/factories/postgres";
import { mostCallsWithin } from "@/test/support/calls-in-window";

let handle: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  handle = await testDatabase();
  process.env.DATABASE_URL = handle.url;
});
afterAll(async () => {
  await closeDatabase();
  await handle.drop();
});

type Call = { at: number; until: number };

/** Calls as fast as the gates let it, from so many lanes, each with a gate of its own as another process has. */
async function callFor(
  milliseconds: number,
  lanes: number,
  account: string,
  limits: AccountLimits,
  callMs = 20,
): Promise<Call[]> {
  const end = performance.now() + milliseconds;
  const calls: Call[] = [];
  const lane = async () => {
    const gate = accountGate(account, limits);
    while (performance.now() < end) {
      const entry = await gate.enter();
      if ("waitMs" in entry) {
        await Promise.race([delay(entry.waitMs), entry.sooner ?? new Promise(() => {})]);
        continue;
      }
      await delay(entry.inMs);
      if (entry.isLate()) {
        await entry.leave();
        continue;
      }
      const at = performance.now();
      await delay(callMs);
      calls.push({ at, until: performance.now() });
      await entry.leave();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return calls;
}

const mostAtOnce = (calls: readonly Call[]) =>
  Math.max(...calls.map(({ at }) => calls.filter((other) => other.at <= at && other.until > at).length));
const nextAt = async (account: string, rate: string) =>
  (
    await database().accountRate.findUniqueOrThrow({ where: { account_rate: { account, rate } } })
  ).nextAt.getTime();

describe("the door of an account", () => {
  it("never lets more calls through than a rate allows, in any window, from however many sides", async () => {
    const limits = { concurrency: 8, rates: [{ id: "three_seconds", calls: 60, perSeconds: 3 }] };
    const calls = await callFor(5_000, 8, randomUUID(), limits);
    expect(
      mostCallsWithin(
        3_000,
        calls.map(({ at }) => at),
      ),
    ).toBeLessThanOrEqual(60);
    expect(calls.length).toBeGreaterThan(50);
  });

  it("keeps to the slowest of several rates, and lets no burst follow a pause", async () => {
    const rates = [
      { id: "five_seconds", calls: 500, perSeconds: 5 },
      { id: "two_seconds", calls: 20, perSeconds: 2 },
    ];
    const account = randomUUID();
    const before = await callFor(1_000, 4, account, { concurrency: 4, rates });
    await delay(1_500);
    const after = await callFor(2_000, 4, account, { concurrency: 4, rates });
    const times = [...before, ...after].map(({ at }) => at);
    expect(mostCallsWithin(2_000, times)).toBeLessThanOrEqual(20);
    expect(after.length).toBeGreaterThan(10);
  });

  it("counts the further calls of a batch that takes several", async () => {
    const account = randomUUID();
    const limits = { concurrency: 2, rates: [{ id: "two_seconds", calls: 20, perSeconds: 2 }] };
    const times: number[] = [];
    const end = performance.now() + 3_000;
    const lane = async () => {
      const gate = accountGate(account, limits);
      while (performance.now() < end) {
        const entry = await gate.enter();
        if ("waitMs" in entry) {
          await delay(Math.min(entry.waitMs, 50));
          continue;
        }
        await delay(entry.inMs);
        times.push(performance.now());
        for (let further = 0; further < 2; ) {
          const due = await gate.again();
          await delay("inMs" in due ? due.inMs : Math.min(due.waitMs, 50));
          if ("waitMs" in due) continue;
          times.push(performance.now());
          further += 1;
        }
        await entry.leave();
      }
    };
    await Promise.all([lane(), lane()]);
    expect(mostCallsWithin(2_000, times)).toBeLessThanOrEqual(20);
    expect(times.length).toBeGreaterThan(20);
  });

  it("lets a day's quota be used faster than it comes in, and still never all of it twice", async () => {
    const account = randomUUID();
    const gate = accountGate(account, {
      concurrency: 1,
      rates: [{ id: "day", calls: 100, perSeconds: 86_400 }],
    });
    let granted = 0;
    for (let call = 0; call < 120; call += 1) {
      const entry = await gate.enter();
      if ("waitMs" in entry) break;
      granted += 1;
      await entry.leave();
    }
    expect(granted).toBeGreaterThan(40);
    expect(granted).toBeLessThanOrEqual(50);
  });

  it("has no more calls under way at once than the account takes", async () => {
    const calls = await callFor(1_500, 9, randomUUID(), { concurrency: 3, rates: [] }, 30);
    expect(mostAtOnce(calls)).toBeLessThanOrEqual(3);
    expect(calls.length).toBeGreaterThan(20);
  });

  it("gives the place of a worker that is gone to another when its lease is over", async () => {
    const account = randomUUID();
    const limits = { concurrency: 1, rates: [] };
    const entry = await accountGate(account, limits).enter();
    expect(await accountGate(account, limits).enter()).toMatchObject({ waitMs: expect.any(Number) });
    await database().accountSlot.updateMany({ where: { account }, data: { expiresAt: new Date(0) } });
    const next = await accountGate(account, limits).enter();
    expect(next).toMatchObject({ inMs: 0 });
    // Whoever comes back late gives up nobody else's place.
    if ("leave" in entry) await entry.leave();
    expect(await accountGate(account, limits).enter()).toMatchObject({ waitMs: expect.any(Number) });
  });

  it("is closed for everyone when the platform tells one worker to wait", async () => {
    const account = randomUUID();
    const limits = { concurrency: 2, rates: [] };
    const [one, other] = [accountGate(account, limits), accountGate(account, limits)];
    const first = await one.enter();
    if ("leave" in first) await first.leave();
    await one.close(60_000);
    const second = await other.enter();
    expect("waitMs" in second && Math.round(second.waitMs / 1_000)).toBe(60);
  });

  it("goes slower after being told it was too fast, once for all who were told at the same moment", async () => {
    const account = randomUUID();
    const gate = accountGate(account, { concurrency: 1, rates: [{ id: "second", calls: 1, perSeconds: 1 }] });
    const take = async () => {
      const before = await nextAt(account, "second").catch(() => 0);
      const entry = await gate.enter();
      if ("leave" in entry) await entry.leave();
      return (await nextAt(account, "second")) - Math.max(before, Date.now());
    };
    await take();
    await Promise.all([gate.slowDown(), gate.slowDown(), gate.slowDown()]);
    const row = await database().accountRate.findFirstOrThrow({ where: { account, rate: "second" } });
    expect(row.slowness).toBe(1.5);
    expect(await take()).toBeGreaterThan(1_500);
  });

  it("spreads what the platform says is left over the time until it is more", async () => {
    const account = randomUUID();
    const gate = accountGate(account, {
      concurrency: 2,
      rates: [{ id: "minute", calls: 600, perSeconds: 60 }],
    });
    const entry = await gate.enter();
    if ("leave" in entry) await entry.leave();
    const now = Date.now();
    await gate.heard({ remaining: 3, resetAt: now + 30_000 }, now);
    expect((await nextAt(account, "minute")) - now).toBeGreaterThan(9_500);
    await gate.heard({ remaining: 0, resetAt: now + 45_000 }, now);
    expect((await nextAt(account, "minute")) - now).toBeGreaterThan(44_500);
    await gate.heard({ remaining: 500, resetAt: now + 120_000 }, now);
    expect((await nextAt(account, "minute")) - now).toBeLessThan(46_000);
  });
});
