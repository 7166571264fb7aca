import { describe, expect, it } from "vitest";
import {
  draftOf,
  numbersOf,
  overridesOf,
  rowWords,
  thresholdRows,
} from "@/components/alerts/threshold-draft";
import { DEFAULT_RULES } from "@/lib/core/alerts/types";

describe("a draft of thresholds", () => {
  it("holds what is set, and becomes that again", () => {
    const set = { slow: { warning: 4 }, stale: { critical: 8, hours: { critical: 60.5 } } };
    const draft = { "slow.warning": "4", "stale.critical": "8", "stale.hours.critical": "60.5" };
    expect(draftOf(set)).toEqual(draft);
    expect(overridesOf(draft)).toEqual(set);
  });

  it("leaves to the level above what is cleared", () => {
    expect(overridesOf({ "slow.warning": "", "refusedShare.leastRows": "0" })).toEqual({
      refusedShare: { leastRows: 0 },
    });
  });
});

describe("rows of thresholds", () => {
  it("cover every number there is", () => {
    const shown = thresholdRows("workspace").flatMap(({ pairs, least }) => [
      ...pairs.flatMap(({ path }) => [`${path}.warning`, `${path}.critical`]),
      ...(least ? [least.path] : []),
    ]);
    expect(shown.sort()).toEqual(Object.keys(numbersOf(DEFAULT_RULES)).sort());
    expect(thresholdRows("sync").map(({ rule }) => rule)).not.toContain("privacy");
  });

  it("say in words what holds", () => {
    const stale = thresholdRows("workspace").find(({ rule }) => rule === "stale")!;
    expect(rowWords(stale, numbersOf(DEFAULT_RULES))).toEqual({
      warning: "2 missed, or 26 hours",
      critical: "4 missed, or 52 hours",
      least: "Never under 60 minutes",
    });
    const privacy = thresholdRows("workspace").find(({ rule }) => rule === "privacy")!;
    expect(rowWords(privacy, numbersOf(DEFAULT_RULES))).toMatchObject({
      warning: null,
      critical: "1 run, or 24 hours",
    });
  });
});
