import { expect, it } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import { openGate } from "@/lib/services/run/execute/account-gate";
import { Courier } from "@/lib/services/run/execute/courier";

const DAY_MS = 86_400_000;

it("waits as long as it was asked to and one look more, though its clock is set back a day meanwhile", async () => {
  let clock = Date.parse("2026-11-20T12:00:00Z");
  const start = clock;
  const { signal } = new AbortController();
  const settle = { firstMs: 1, longestMs: 1, giveUpMs: 1 };
  const patience = { firstMs: 1, longestMs: 1, giveUpMs: 1, holdMs: 60_000, callMs: 1_000, settle };
  let slept = 0;
  const sleep = async (ms: number) => {
    clock += ms;
    slept += ms;
    if (clock > start) clock -= DAY_MS;
  };
  const courier = new Courier({
    deps: { now: () => new Date(clock), sleep, patience },
    gate: openGate,
    standing: async () => ({ ok: true }),
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
  expect(await courier.call(async () => answers.shift()!())).toBe("taken");
  expect(slept).toBe(12_000 + 5_000);
});
