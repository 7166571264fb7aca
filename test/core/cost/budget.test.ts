import { describe, expect, it } from "vitest";
import { isLooser, monthOf, mostSpent, spentWords, stoppedBy } from "@/lib/core/cost/budget";
import type { Budget, BudgetUse } from "@/lib/core/cost/types";

const GB = 1e9;

function use(budget: Partial<Budget>, spent: { calls?: number; bytes?: number | null } = {}): BudgetUse {
  const cost = { rowsRead: 0, rowsSent: 0, seconds: 0 };
  return {
    of: "sync",
    budget: { platformCalls: null, bytesBilled: null, atLimit: "block", ...budget },
    spent: { ...cost, platformCalls: spent.calls ?? 0, bytesBilled: spent.bytes ?? null },
  };
}

describe("what is told of a budget", () => {
  it("is nothing below four fifths, a warning from there, critical when it is spent", () => {
    const level = (calls: number) => mostSpent([use({ platformCalls: 100 }, { calls })])?.level ?? null;
    expect([0, 79, 80, 99, 100, 250].map(level)).toEqual([
      null,
      null,
      "warning",
      "warning",
      "critical",
      "critical",
    ]);
  });

  it("is what is furthest, of all budgets and measures", () => {
    const sync = use({ platformCalls: 1_000, bytesBilled: 5 * GB }, { calls: 812, bytes: 4.6 * GB });
    const workspace: BudgetUse = { ...use({ platformCalls: 1_000 }, { calls: 900 }), of: "workspace" };
    const most = mostSpent([sync, workspace])!;
    expect(most).toEqual({
      of: "sync",
      measure: "bytesBilled",
      spent: 4.6 * GB,
      limit: 5 * GB,
      level: "warning",
    });
    expect(spentWords(most)).toBe("4.6 of 5 GB scanned");
    expect(spentWords(mostSpent([workspace])!)).toBe("900 of 1,000 calls to platforms");
  });

  it("is nothing where nobody set one", () => {
    expect(mostSpent([])).toBeNull();
    expect(mostSpent([use({}, { calls: 1_000_000 })])).toBeNull();
  });
});

describe("a run", () => {
  it("is stopped by what is spent, and by calls it plans beyond what is left", () => {
    const limited = (calls: number) => [use({ platformCalls: 100 }, { calls })];
    expect(stoppedBy(limited(99), 0)).toBeNull();
    expect(stoppedBy(limited(99), 1)).toBeNull();
    expect(stoppedBy(limited(99), 2)).toMatchObject({ measure: "platformCalls", spent: 99, limit: 100 });
    expect(stoppedBy(limited(100), 0)).toMatchObject({ spent: 100 });
    expect(stoppedBy([use({ bytesBilled: GB }, { bytes: GB - 1 })], 9)).toBeNull();
    expect(stoppedBy([use({ bytesBilled: GB }, { bytes: GB })], 0)).toMatchObject({ measure: "bytesBilled" });
    expect(stoppedBy([use({ platformCalls: 0 })], 0)).toMatchObject({ limit: 0 });
  });

  it("is not stopped by a budget that only tells, nor by bytes nobody bills", () => {
    expect(stoppedBy([use({ platformCalls: 1, atLimit: "warn" }, { calls: 5 })], 5)).toBeNull();
    expect(stoppedBy([use({ bytesBilled: GB }, { bytes: null })], 0)).toBeNull();
  });
});

it("counts by months of UTC", () => {
  expect(monthOf(new Date("2026-11-30T23:59:59.999Z"))).toEqual(new Date("2026-11-01T00:00:00Z"));
  expect(monthOf(new Date("2026-12-01T00:00:00Z"))).toEqual(new Date("2026-12-01T00:00:00Z"));
});

it("a budget is looser that lets more be spent of anything, or stops nobody any more", () => {
  const than: Budget = { platformCalls: 100, bytesBilled: null, atLimit: "block" };
  const looser: Partial<Budget>[] = [{ platformCalls: 101 }, { platformCalls: null }, { atLimit: "warn" }];
  const not: Partial<Budget>[] = [{}, { platformCalls: 99 }, { bytesBilled: 5 * GB }];
  expect([...looser, ...not].map((change) => isLooser(than, { ...than, ...change }))).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
  const none: Budget = { platformCalls: null, bytesBilled: null, atLimit: "block" };
  expect(isLooser(none, { ...than, atLimit: "warn" })).toBe(false);
});
