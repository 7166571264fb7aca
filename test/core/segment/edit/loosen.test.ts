import { expect, it } from "vitest";
import { loosened } from "@/lib/core/segment/edit/loosen";
import type { Condition, Test } from "@/lib/core/segment/types";

const ordered = (last: number, is: Test): Condition => ({
  value: { count: true, of: "orders", during: { last, unit: "day" } },
  is,
});

it("looks back twice as far where that can only let more people in", () => {
  expect(loosened(ordered(7, { gte: 1 }))).toEqual(ordered(14, { gte: 1 }));
  const signedUp = (last: number): Condition => ({
    value: { column: "signed_up_at" },
    is: { during: { last, unit: "month" } },
  });
  expect(loosened(signedUp(1))).toEqual(signedUp(2));
});

it("leaves alone what a longer look back could keep people out of", () => {
  expect(loosened(ordered(7, { eq: 0 }))).toBeNull();
  expect(loosened(ordered(7, { lte: 2 }))).toBeNull();
  // Orders may be refunds.
  const sum: Condition = {
    value: { sum: { column: "total" }, of: "orders", during: { last: 7, unit: "day" } },
    is: { gte: 10 },
  };
  expect(loosened(sum)).toBeNull();
  expect(loosened({ not: ordered(7, { gte: 1 }) })).toBeNull();
});
