import { beforeEach, expect, it } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import { openGate } from "@/lib/services/run/execute/account-gate";
import { Courier } from "@/lib/services/run/execute/courier";
import { Freshness } from "@/lib/services/run/execute/freshness";
import type { Standing } from "@/lib/services/run/execute/standing";

const DAY_MS = 86_400_000;
const start = Date.parse("2026-11-20T12:00:00Z");

let clock: number;
let slept: number;
beforeEach(() => {
  clock = start;
  slept = 0;
});

const now = () => new Date(clock);
/** Set back a day meanwhile, the first time. */
const sleep = async (ms: number) => {
  clock += ms;
  slept += ms;
  if (clock > start) clock -= DAY_MS;
};

/** Of a platform that wants no call for twelve seconds. */
function throttled(standing: () => Promise<Standing>): Promise<string> {
  const { signal } = new AbortController();
  const settle = { firstMs: 1, longestMs: 1, giveUpMs: 1 };
  const patience = { firstMs: 1, longestMs: 1, giveUpMs: 1, holdMs: 60_000, callMs: 1_000, settle };
  const courier = new Courier({
    ...{ deps: { now, sleep, patience }, gate: openGate, standing },
    ...{ signal, calls: signal },
  });
  const answers = [
    () => {
      throw new CoterieError({
        ...{ code: "THROTTLED", message: "Not now.", fix: "Later.", remedy: "wait_until" },
        retryAt: clock + 12_000,
      });
    },
    () => "taken",
  ];
  return courier.call(async () => answers.shift()!());
}

it("waits as long as it was asked to and one look more, though its clock is set back a day meanwhile", async () => {
  expect(await throttled(async () => ({ ok: true }))).toBe("taken");
  expect(slept).toBe(12_000 + 5_000);
});

it("looks whether a run may still send right before its call, though its clock is set back a day while it waits", async () => {
  const problem = { code: "SYNC_PAUSED", message: "Paused.", fix: "Resume.", remedy: "ask_admin" } as const;
  const standing = async (): Promise<Standing> =>
    slept > 0 ? { ok: false, status: "blocked", problem } : { ok: true };
  await expect(throttled(standing)).rejects.toMatchObject({ standing: { status: "blocked" } });
});

it("reads again who may be sent when its clock was set back: how long ago it read is not known any more", () => {
  const freshness = new Freshness({ now, recheckMs: 1_000 });
  expect(freshness.isPast()).toBe(false);
  clock -= DAY_MS;
  expect(freshness.isPast()).toBe(true);
  freshness.justRead();
  expect(freshness.isPast()).toBe(false);
});
