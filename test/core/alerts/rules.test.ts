import { describe, expect, it } from "vitest";
import { outOfOrder, rulesWith, syncRules, workspaceRules } from "@/lib/core/alerts/rules";
import { DEFAULT_RULES } from "@/lib/core/alerts/types";

describe("rulesWith", () => {
  it("takes each number that is said and leaves every other as it is", () => {
    const overrides = { slow: { critical: 12 }, stale: { hours: { warning: 12 } } };
    expect(rulesWith(DEFAULT_RULES, overrides)).toEqual({
      ...DEFAULT_RULES,
      slow: { warning: 3, critical: 12, leastMinutes: 10 },
      stale: { ...DEFAULT_RULES.stale, hours: { warning: 12, critical: 52 } },
    });
    expect(rulesWith(DEFAULT_RULES, null)).toEqual(DEFAULT_RULES);
  });

  it("takes a zero for the number it is", () => {
    expect(rulesWith(DEFAULT_RULES, { refusedShare: { leastRows: 0 } }).refusedShare.leastRows).toBe(0);
  });
});

describe("outOfOrder", () => {
  it("refuses a warning after what is critical, also one that comes from the level above", () => {
    expect(outOfOrder(DEFAULT_RULES)).toEqual([]);
    const rules = rulesWith(DEFAULT_RULES, {
      refusedShare: { critical: 2 },
      stale: { hours: { warning: 60 } },
    });
    expect(outOfOrder(rules)).toEqual([
      {
        code: "OUT_OF_ORDER",
        path: "stale.hours.warning",
        message: "The warning would come at 60, after what is critical at 52.",
        fix: "Let the warning begin no later.",
      },
      {
        code: "OUT_OF_ORDER",
        path: "refusedShare.warning",
        message: "The warning would come at 5, after what is critical at 2.",
        fix: "Let the warning begin no later.",
      },
    ]);
  });
});

describe("the rules of a sync", () => {
  it("say nothing of what is owed to people", () => {
    const rules = { privacy: { critical: 9 } };
    expect(workspaceRules.safeParse(rules).success).toBe(true);
    expect(syncRules.safeParse(rules).success).toBe(false);
  });
});
