import { describe, expect, it } from "vitest";
import { asCoterieError } from "@/lib/core/errors";
import { type AccountGate, openGate } from "@/lib/services/run/execute/account-gate";
import { Courier } from "@/lib/services/run/execute/courier";

const NOW = Date.parse("2026-11-20T12:00:00Z");

/** A courier whose account answers so, one after the other, and what it slept. */
function courier(
  answers: Awaited<ReturnType<AccountGate["again"]>>[],
  signal = new AbortController().signal,
) {
  const slept: number[] = [];
  const settle = { firstMs: 1, longestMs: 1, giveUpMs: 1 };
  const patience = { firstMs: 1, longestMs: 1, giveUpMs: 1, holdMs: 60_000, callMs: 1_000, settle };
  const sleep = async (ms: number) => void slept.push(ms);
  return {
    slept,
    courier: new Courier({
      deps: { now: () => new Date(NOW), sleep, patience },
      gate: { ...openGate, again: async () => answers.shift()! },
      standing: async () => ({ ok: true }),
      signal,
      calls: signal,
    }),
  };
}

describe("a further call of a batch", () => {
  it("waits for the account's turn, asking again until it has come", async () => {
    const { courier: one, slept } = courier([{ waitMs: 30 }, { inMs: 20 }]);
    await one.turn();
    expect(slept).toEqual([30, 20]);
  });

  it("is not waited for by the hour: the batch is tried again then", async () => {
    const { courier: one, slept } = courier([{ waitMs: 3_600_000 }]);
    const error = await one.turn().catch(asCoterieError);
    expect(error).toMatchObject({ code: "THROTTLED", remedy: "wait_until", retryAt: NOW + 3_600_000 });
    expect(slept).toEqual([]);
  });

  it("is not made once the run is to end", async () => {
    const { courier: one } = courier([{ inMs: 0 }], AbortSignal.abort(new Error("ends")));
    await expect(one.turn()).rejects.toThrow("ends");
  });
});
