import { describe, expect, it } from "vitest";
import { breakdownView } from "@/lib/core/small-breakdown";
import { changesView } from "@/lib/core/small-changes";
import { isNearlySame, shareBand } from "@/lib/core/small-overlap";

const values = (...people: number[]) => people.map((one, at) => ({ value: "abcdef"[at]!, people: one }));
const view = (total: number, unknown: number, ...people: number[]) => {
  const { values: shown, ...rest } = breakdownView({ total, unknown, values: values(...people) }, 3);
  return { shown: shown.map(({ people }) => people), ...rest };
};

describe("a breakdown as anyone may see it", () => {
  it("is exact where no value has few people", () => {
    expect(view(200, 20, 100, 50, 30)).toEqual({
      shown: [100, 50, 30],
      unknown: 20,
      others: 0,
      withheld: null,
    });
    expect(view(200, 0, 100, 50, 30, 20)).toEqual({
      shown: [100, 50, 30],
      unknown: 0,
      others: 20,
      withheld: null,
    });
  });

  it("counts rare values among the others, and as many frequent ones as it takes not to tell", () => {
    expect(view(189, 0, 100, 50, 30, 9)).toEqual({
      shown: [100, 50],
      unknown: 0,
      others: 39,
      withheld: null,
    });
    expect(view(114, 4, 100, 10)).toEqual({ shown: [], unknown: 0, others: 114, withheld: null });
    expect(view(112, 0, 100, 6, 6)).toEqual({ shown: [100], unknown: 0, others: 12, withheld: null });
  });

  it("hides the unknown where the few known ones would follow", () => {
    expect(view(100, 95, 5)).toEqual({ shown: [], unknown: 0, others: 100, withheld: null });
  });

  it("shows nothing of few members", () => {
    expect(view(9, 0, 9)).toEqual({ shown: [], unknown: 0, others: "<10", withheld: "too_few" });
    expect(view(0, 0)).toEqual({ shown: [], unknown: 0, others: 0, withheld: null });
  });
});

describe("an overlap as anyone may see it", () => {
  it("is a band", () => {
    expect(shareBand(2_400, 3_412)).toEqual({ kind: "about", percent: 70 });
    expect(shareBand(3, 3_412)).toEqual({ kind: "under", percent: 10 });
    expect(shareBand(3_400, 3_412)).toEqual({ kind: "over", percent: 90 });
    expect(shareBand(0, 3_412)).toEqual({ kind: "none" });
    expect(shareBand(3_412, 3_412)).toEqual({ kind: "all" });
  });

  it("is so wide that ten people make the difference", () => {
    expect(shareBand(3, 15)).toEqual({ kind: "some" });
    expect(shareBand(3, 20)).toEqual({ kind: "under", percent: 50 });
    expect(shareBand(16, 30)).toEqual({ kind: "about", percent: 67 });
    expect(shareBand(3, 9)).toBeNull();
  });

  it("tells nearly the same people from a part of them", () => {
    expect(isNearlySame(95, 100, 100)).toBe(true);
    expect(isNearlySame(100, 100, 200)).toBe(false);
    expect(isNearlySame(9, 9, 9)).toBe(false);
  });
});

describe("what changed as anyone may see it", () => {
  const condition = (gained: number, lost: number) => ({ words: "Ordered", gained, lost });

  it("is exact where nothing is few", () => {
    const changes = { before: 1_000, now: 1_214, entered: 250, left: 36, conditions: [condition(250, 20)] };
    expect(changesView(changes)).toEqual(changes);
  });

  it("does not tell the few who left by those who entered and the sizes", () => {
    const said = changesView({
      before: 1_000,
      now: 1_047,
      entered: 50,
      left: 3,
      conditions: [condition(50, 3)],
    });
    expect(said).toEqual({
      before: 1_000,
      now: 1_047,
      entered: { about: 47 },
      left: "<10",
      conditions: [{ words: "Ordered", gained: { about: 50 }, lost: "<10" }],
    });
  });

  it("does not tell a small difference by the sizes", () => {
    const { before, now } = changesView({ before: 1_000, now: 1_004, entered: 4, left: 0, conditions: [] });
    expect({ before, now }).toEqual({ before: { about: 1_004 }, now: 1_004 });
  });
});
