import { describe, expect, it } from "vitest";
import { limitProblems, lowered, paceOf } from "@/lib/core/destination/limits";

describe("what an account allows", () => {
  it("is lowered by its settings and never raised", () => {
    const limits = {
      concurrency: 4,
      rates: [
        { id: "second", calls: 10, perSeconds: 1 },
        { id: "day", calls: 1_000, perSeconds: 86_400 },
      ],
    };
    expect(lowered(limits, { concurrency: 2, rates: { second: 5, day: 9_999 } })).toEqual({
      concurrency: 2,
      rates: [
        { id: "second", calls: 5, perSeconds: 1 },
        { id: "day", calls: 1_000, perSeconds: 86_400 },
      ],
    });
    expect(lowered(limits, { concurrency: 0 }).concurrency).toBe(1);
    expect(lowered(limits, null)).toEqual(limits);
  });

  it("cannot be asked for more, nor for a rate it does not have", () => {
    const limits = { concurrency: 4, rates: [{ id: "minute", calls: 1_000, perSeconds: 60 }] };
    expect(limitProblems(limits, { concurrency: 4, rates: { minute: 1_000 } })).toEqual([]);
    expect(limitProblems(limits, { concurrency: 5, rates: { minute: 1_001, hour: 1 } })).toEqual([
      {
        code: "LIMIT_TOO_HIGH",
        path: "limits.concurrency",
        message: "The account takes 4 calls at a time at most.",
        fix: "Lower it, or leave it empty for all of it.",
      },
      {
        code: "LIMIT_TOO_HIGH",
        path: "limits.rates.minute",
        message: "The account takes 1,000 calls a minute at most.",
        fix: "Lower it, or leave it empty for all of it.",
      },
      {
        code: "UNKNOWN_RATE",
        path: "limits.rates.hour",
        message: 'The account has no rate "hour".',
        fix: "Use one of minute.",
      },
    ]);
  });

  it.each([
    [1, 1],
    [2, 1],
    [10, 1],
    [20, 1],
    [100, 10],
    [300, 60],
    [3_000, 3],
    [100, 86_400],
    [250_000, 86_400],
  ])(
    "%i calls in %i seconds are never more in any such window, nor fewer than nine tenths where it is short",
    (calls, perSeconds) => {
      const { interval, tolerance } = paceOf({ id: "x", calls, perSeconds });
      const most = Math.floor((perSeconds + tolerance) / interval) + 1;
      expect(most).toBeLessThanOrEqual(calls);
      if (perSeconds < 600) expect(perSeconds / interval).toBeGreaterThanOrEqual(0.9 * calls);
    },
  );
});
