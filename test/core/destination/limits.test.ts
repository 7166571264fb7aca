import { describe, expect, it } from "vitest";
import { lowered, paceOf } from "@/lib/core/destination/limits";

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
