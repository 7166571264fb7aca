import { describe, expect, it } from "vitest";
import { cutBatches, needsEligible, planRules, statusOf } from "@/lib/core/membership/plan";

describe("the rules of a lane", () => {
  it("let only a mirror remove whoever is not wanted", () => {
    expect(planRules("full", "mirror")).toEqual({ adds: true, updates: true, removals: "not_wanted" });
    expect(planRules("full", "add_only")).toEqual({ adds: true, updates: true, removals: "not_eligible" });
  });

  it("let records stay, and leave those alone that may only be inserted", () => {
    expect(planRules("full", "upsert")).toEqual({ adds: true, updates: true, removals: "never" });
    expect(planRules("full", "update_only")).toEqual({ adds: true, updates: true, removals: "never" });
    expect(planRules("full", "insert_only")).toEqual({ adds: true, updates: false, removals: "never" });
  });

  it("let the privacy lane remove what is owed and add nothing, in every mode of a set", () => {
    const owed = { adds: false, updates: false, removals: "not_eligible" };
    expect(planRules("privacy", "mirror")).toEqual(owed);
    expect(planRules("privacy", "add_only")).toEqual(owed);
    expect(planRules("privacy", "upsert")).toEqual({ ...owed, removals: "never" });
  });

  it("ask who may be sent where that decides what leaves or comes back", () => {
    expect(needsEligible({ lane: "full", mode: "mirror" })).toBe(false);
    expect(needsEligible({ lane: "full", mode: "mirror", undo: "run-1" })).toBe(true);
    expect(needsEligible({ lane: "full", mode: "add_only" })).toBe(true);
    expect(needsEligible({ lane: "privacy", mode: "mirror" })).toBe(true);
    expect(needsEligible({ lane: "privacy", mode: "upsert" })).toBe(false);
  });
});

describe("cutting batches", () => {
  it("puts removes before adds, keeps kinds apart and fills each batch but the last", () => {
    const batches = cutBatches(
      [
        { operation: "add", identifier: "PHONE", rows: 1 },
        { operation: "add", identifier: "EMAIL", rows: 25 },
        { operation: "remove", identifier: "EMAIL", rows: 10 },
      ],
      10,
    );
    expect(
      batches.map(({ number, operation, identifier, rows }) => [number, operation, identifier, rows]),
    ).toEqual([
      [1, "remove", "EMAIL", 10],
      [2, "add", "EMAIL", 10],
      [3, "add", "EMAIL", 10],
      [4, "add", "EMAIL", 5],
      [5, "add", "PHONE", 1],
    ]);
  });

  it("needs no batch where nothing changes", () => {
    expect(cutBatches([], 10)).toEqual([]);
  });
});

describe("how a delivered run ended", () => {
  const all = { planned: 10, done: 10, refused: 0, due: 0, inFlight: 0 };

  it("is well only when everything that was planned is done", () => {
    expect(statusOf(all, 0)).toBe("succeeded");
    expect(statusOf({ ...all, done: 8, refused: 1, due: 1 }, 0)).toBe("partly_failed");
    expect(statusOf(all, 3)).toBe("partly_failed");
  });

  it("is failed while anything is in flight or unaccounted for", () => {
    expect(statusOf({ ...all, done: 9, inFlight: 1 }, 0)).toBe("failed");
    expect(statusOf({ ...all, done: 9 }, 0)).toBe("failed");
  });
});
