import { expect, it } from "vitest";
import { planView } from "@/lib/core/small-plan";
import type { WithheldCount } from "@/lib/core/views/counts";

const shown = (eligible: WithheldCount | null, enter: number, leave: number, stay: number) => {
  const exact = {
    adds: 3,
    updates: 4,
    removes: 2,
    resends: 1,
    refreshes: 5,
    calls: 2,
    people: { enter, leave, stay },
  };
  const { people, ...counts } = planView(exact, eligible);
  expect(counts).toEqual({
    ...{ adds: "<10", updates: "<10", removes: "<10", resends: "<10", refreshes: "<10", again: "<10" },
    calls: 2,
  });
  return [people.enter, people.leave, people.stay];
};

it("is exact where no group is small", () => {
  expect(shown(700, 100, 30, 600)).toEqual([100, 30, 600]);
  expect(shown(700, 700, 0, 0)).toEqual([700, 0, 0]);
});

it("hides those who leave without hiding others", () => {
  expect(shown(700, 100, 3, 600)).toEqual([100, "<10", 600]);
});

it("hides both who enters and who stays where one of them is few", () => {
  expect(shown(700, 3, 0, 697)).toEqual(["<10", 0, "all but a few"]);
  expect(shown(700, 697, 0, 3)).toEqual(["all but a few", 0, "<10"]);
  expect(shown(null, 3, 0, 697)).toEqual(["<10", 0, "all but a few"]);
});

it("does not tell the hidden sum of those who may be sent", () => {
  expect(shown("all but a few", 19, 0, 0)).toEqual(["all but a few", 0, 0]);
  expect(shown("10+", 0, 0, 700)).toEqual([0, 0, "10+"]);
  expect(shown("10+", 100, 0, 600)).toEqual(["10+", 0, "10+"]);
  expect(shown("<10", 4, 0, 2)).toEqual(["<10", 0, "<10"]);
});
