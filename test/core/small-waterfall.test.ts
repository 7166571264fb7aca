import { describe, expect, it } from "vitest";
import type { Waterfall } from "@/lib/core/membership/types";
import { waterfallView } from "@/lib/core/small-waterfall";

type Lines = [noConsent: number, suppressed: number, noIdentifier: number, eligible: number];

const waterfallOf = ([no_consent, suppressed, no_identifier, eligible]: Lines): Waterfall => ({
  asOf: "2026-11-20T10:00:00Z",
  members: no_consent + suppressed + no_identifier + eligible,
  heldBack: { no_consent, suppressed, no_identifier },
  eligible,
  identifiers: { total: eligible, byKind: { EMAIL: eligible }, shared: 0 },
});

const shown = (...lines: Lines) => {
  const { members, heldBack, eligible } = waterfallView(waterfallOf(lines));
  return [members, ...Object.values(heldBack), eligible];
};

describe("a waterfall", () => {
  it("is exact where no group is small, and nobody is no group", () => {
    expect(shown(250, 0, 50, 700)).toEqual([1_000, 250, 0, 50, 700]);
    expect(shown(0, 0, 0, 0)).toEqual([0, 0, 0, 0, 0]);
  });

  it("hides a larger group with a small one, which would follow by subtraction", () => {
    expect(shown(250, 4, 0, 700)).toEqual([954, "10+", "<10", 0, 700]);
    expect(shown(250, 4, 60, 700)).toEqual([1_014, "10+", "<10", 60, 700]);
    expect(shown(1, 10, 0, 700)).toEqual([711, "<10", "10+", 0, "10+"]);
  });

  it("says of those who may be sent that few are missing where only few are held back", () => {
    expect(shown(0, 3, 0, 997)).toEqual([1_000, 0, "<10", 0, "all but a few"]);
    expect(shown(4, 1, 0, 19)).toEqual([24, "<10", "<10", 0, "all but a few"]);
  });

  it("hides the members where all groups are small, or hardly any large", () => {
    expect(shown(9, 9, 0, 0)).toEqual(["10+", "<10", "<10", 0, 0]);
    expect(shown(1, 0, 0, 10)).toEqual(["10+", "<10", 0, 0, "all but a few"]);
    expect(shown(1, 0, 0, 2)).toEqual(["<10", "<10", 0, 0, "<10"]);
  });

  it("hides how many identifiers few people share", () => {
    const { identifiers, ...rest } = waterfallOf([0, 0, 0, 700]);
    const view = waterfallView({ ...rest, identifiers: { ...identifiers, shared: 2 } });
    expect(view.identifiers).toEqual({ total: 700, byKind: { EMAIL: 700 }, shared: "<10" });
  });

  it("never lets a small group follow, not even for who knows the rule", () => {
    expect(givenAway(everyWaterfall(44))).toEqual([]);
  });
});

/** Every way up to so many members can be held back or sent. */
function everyWaterfall(most: number): Lines[] {
  const upTo = (count: number) => Array.from({ length: count + 1 }, (_, index) => index);
  return upTo(most).flatMap((a) =>
    upTo(most - a).flatMap((b) =>
      upTo(most - a - b).flatMap((c) => upTo(most - a - b - c).map((d): Lines => [a, b, c, d])),
    ),
  );
}

/** Views with a hidden line that is one and the same number in every waterfall that looks like this. */
function givenAway(waterfalls: readonly Lines[]): string[] {
  const seen = new Map<string, Set<number>[]>();
  for (const lines of waterfalls) {
    const key = JSON.stringify(shown(...lines));
    const values = seen.get(key) ?? lines.map(() => new Set<number>());
    lines.forEach((people, index) => {
      values[index]!.add(people);
    });
    seen.set(key, values);
  }
  return [...seen].flatMap(([key, values]) => {
    const [, ...parts] = JSON.parse(key) as unknown[];
    return parts.some((part, index) => part === "<10" && values[index]!.size === 1) ? [key] : [];
  });
}
